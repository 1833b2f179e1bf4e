"""Batches: which there are, who takes part, who could."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet

from pegawai.queries import Orang, Scope, orang_many
from pengembangan.models import AngkatanDiklat, KepesertaanDiklat
from pengembangan.queries.jp import jp_by_pegawai
from pengembangan.queries.kebutuhan import KebutuhanRow, kebutuhan_rows

Status = KepesertaanDiklat.Status


@dataclass(frozen=True)
class PesertaAngkatan:
    """Somebody on the list of a batch, with the hours collected in its year."""

    id: int
    orang: Orang
    status: str
    keadaan: str
    jp_diakui: int
    jp_tahun: int


@dataclass(frozen=True)
class CalonRow:
    """Somebody below the standard whom the programme fits; `status` where one of its batches has them already."""

    pegawai_id: int
    nip: str
    nama: str
    unit_nama: str
    kebutuhan: tuple[KebutuhanRow, ...]
    status: str

    @property
    def jumlah(self) -> Decimal:
        return sum((k.baris.kesenjangan for k in self.kebutuhan), Decimal(0))


def angkatan_list(
    *, program_id: int | None = None, cari: str = "", keadaan: str = "", today: date
) -> QuerySet[AngkatanDiklat]:
    """Batches, the latest first, each with terisi and hadir_count. `keadaan`: datang, berjalan, selesai."""
    rows = AngkatanDiklat.objects.select_related("program").annotate(
        terisi=Count("kepesertaan", filter=~Q(kepesertaan__status=Status.BATAL)),
        hadir_count=Count("kepesertaan", filter=Q(kepesertaan__status=Status.HADIR)),
    )
    if program_id is not None:
        rows = rows.filter(program_id=program_id)
    conditions = {
        "datang": Q(mulai__gt=today),
        "berjalan": Q(mulai__lte=today, selesai__gte=today),
        "selesai": Q(selesai__lt=today),
    }
    rows = rows.filter(conditions.get(keadaan, Q()))
    for word in cari.split():
        rows = rows.filter(Q(nama__icontains=word) | Q(program__nama__icontains=word) | Q(tempat__icontains=word))
    return rows.order_by("-mulai", "-pk")


def angkatan_terbuka(program_ids: Iterable[int], today: date) -> list[AngkatanDiklat]:
    """Batches of these programmes that still take people, the next first, each with terisi and sisa."""
    rows = angkatan_list(today=today).filter(program_id__in=list(program_ids), selesai__gte=today)
    rows = rows.annotate(sisa=F("kuota") - F("terisi")).filter(sisa__gt=0)
    return list(rows.order_by("mulai", "pk"))


def angkatan_get(angkatan_id: int) -> AngkatanDiklat | None:
    return AngkatanDiklat.objects.select_related("program").filter(pk=angkatan_id).first()


def terisi(angkatan_id: int) -> int:
    return KepesertaanDiklat.objects.filter(angkatan_id=angkatan_id).exclude(status=Status.BATAL).count()


def kepesertaan_get(kepesertaan_id: int) -> KepesertaanDiklat | None:
    return (
        KepesertaanDiklat.objects.select_related("angkatan__program", "pegawai__unit").filter(pk=kepesertaan_id).first()
    )


def peserta_rows(angkatan: AngkatanDiklat, scope: Scope) -> list[PesertaAngkatan]:
    """Who is on the list and within the scope, by name; who was taken off is left out. Five queries."""
    rows = list(angkatan.kepesertaan.exclude(status=Status.BATAL))
    people = orang_many(k.pegawai_id for k in rows)
    hours = jp_by_pegawai(people, angkatan.selesai.year)
    found = [
        PesertaAngkatan(
            id=k.pk,
            orang=people[k.pegawai_id],
            status=k.status,
            keadaan=k.get_status_display(),
            jp_diakui=k.jp_diakui,
            jp_tahun=hours.get(k.pegawai_id, 0),
        )
        for k in rows
        if scope.covers(people[k.pegawai_id].unit_jalur)
    ]
    return sorted(found, key=lambda row: (row.orang.nama_cari, row.orang.id))


def calon_rows(angkatan: AngkatanDiklat, scope: Scope, *, unit_jalur: str = "", cari: str = "") -> list[CalonRow]:
    """People whose shortfall this programme fits, the largest sum of shortfalls first. Five queries."""
    needs = [
        row
        for row in kebutuhan_rows(scope, unit_jalur=unit_jalur, cari=cari)
        if any(p.id == angkatan.program_id for p in row.program)
    ]
    grouped: dict[int, list[KebutuhanRow]] = {}
    for row in needs:
        grouped.setdefault(row.baris.pegawai_id, []).append(row)
    status = _status_in_program(angkatan.program_id, grouped)
    rows = [_calon(found, status.get(pegawai_id, "")) for pegawai_id, found in grouped.items()]
    return sorted(rows, key=lambda c: (bool(c.status), c.jumlah, c.nama, c.pegawai_id))


def _calon(rows: list[KebutuhanRow], status: str) -> CalonRow:
    first = rows[0].baris
    return CalonRow(
        pegawai_id=first.pegawai_id,
        nip=first.nip,
        nama=first.nama,
        unit_nama=first.unit_nama,
        kebutuhan=tuple(rows),
        status=status,
    )


def _status_in_program(program_id: int, ids: Iterable[int]) -> dict[int, str]:
    """What stands about these people in any batch of the programme; attended outweighs enrolled."""
    rows = KepesertaanDiklat.objects.filter(
        angkatan__program_id=program_id, pegawai_id__in=list(ids), status__in=[Status.TERDAFTAR, Status.HADIR]
    )
    found: dict[int, str] = {}
    for pegawai_id, status in rows.values_list("pegawai_id", "status"):
        if found.get(pegawai_id) != Status.HADIR:
            found[pegawai_id] = status
    return found
