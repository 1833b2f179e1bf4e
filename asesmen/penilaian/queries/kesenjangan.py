"""Who is below the standard in what: published computations only, for each person the newest."""

from dataclasses import dataclass
from decimal import Decimal

from asesmen.penilaian.models import Hasil, HasilKompetensi
from asesmen.penilaian.rules.status import Status
from pegawai.queries import Scope


@dataclass(frozen=True, slots=True)
class KesenjanganRow:
    """One competency in which one person is below the standard. `kesenjangan` is negative."""

    hasil_id: int
    pegawai_id: int
    nip: str
    nama: str
    unit_nama: str
    unit_jalur: str
    kelompok: str
    kategori_peringkat: int
    kode: str
    kompetensi_nama: str
    level: Decimal
    standar: Decimal
    kesenjangan: Decimal
    gelombang_nama: str


COLUMNS = (
    "hasil_id",
    "hasil__pegawai_id",
    "hasil__nip",
    "hasil__nama",
    "hasil__unit_nama",
    "hasil__unit_jalur",
    "hasil__kelompok",
    "hasil__kategori_peringkat",
    "kode",
    "kompetensi__nama",
    "level",
    "standar",
    "kesenjangan",
    "hasil__penghitungan__gelombang__nama",
)


def kesenjangan_rows(scope: Scope, kode: str | None = None, minimum: Decimal | None = None) -> list[KesenjanganRow]:
    """Every shortfall within a scope, the largest first; of one competency, or of at least `minimum` levels.

    A person who was assessed again counts with the newest published wave only. Two queries.
    """
    rows = HasilKompetensi.objects.filter(hasil__in=terbit_ids(scope), kesenjangan__lt=0)
    if kode:
        rows = rows.filter(kode=kode)
    if minimum is not None:
        rows = rows.filter(kesenjangan__lte=-minimum)
    return [KesenjanganRow(*row) for row in rows.order_by("kesenjangan", "hasil__nama", "pk").values_list(*COLUMNS)]


def terbit_ids(scope: Scope) -> list[int]:
    """Ids of the results that count today: published, within the scope, and for each person the newest. One query.

    A list and not a subquery: inside another query the planner takes the path filter for one row and walks all rows
    for each of them, which took a minute for 900 people.
    """
    newest = (
        Hasil.objects.filter(penghitungan__status=Status.DIUMUMKAN)
        .order_by("pegawai_id", "-penghitungan__gelombang__tanggal_acuan", "-penghitungan__diumumkan_at")
        .distinct("pegawai_id")
    )
    return [pk for pk, jalur in newest.values_list("pk", "unit_jalur") if scope.covers(jalur)]
