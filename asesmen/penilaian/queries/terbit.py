"""What all published results say together: for each person the newest one counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from asesmen.penilaian.models import Hasil, HasilKompetensi
from asesmen.penilaian.queries.hasil import filtered, ordered
from asesmen.penilaian.queries.kesenjangan import terbit_ids
from asesmen.penilaian.queries.penghitungan import RerataKompetensi, rerata_of
from asesmen.penilaian.rules.jpm import mean_of
from pegawai.queries import Scope


@dataclass(frozen=True)
class KategoriCount:
    kode: str
    nama: str
    peringkat: int
    jumlah: int


@dataclass(frozen=True)
class PetakUnit:
    """Mean gaps of one OPD or unit; `celah` follows the codes asked for, None where nobody was measured."""

    nama: str
    jumlah: int
    celah: tuple[Decimal | None, ...]


def terbit_list(
    scope: Scope,
    *,
    cari: str = "",
    kategori: str = "",
    kode: str = "",
    opd: str = "",
    unit: str = "",
    urut: str = "nama",
) -> QuerySet[Hasil]:
    """Published results within a scope, for a page. `kode` keeps those below the standard in that competency."""
    rows = Hasil.objects.filter(pk__in=terbit_ids(scope)).select_related("penghitungan__gelombang")
    if opd:
        rows = rows.filter(opd_nama=opd)
    if unit:
        rows = rows.filter(unit_nama=unit)
    return ordered(filtered(rows, cari=cari, kategori=kategori, kode=kode), urut)


def terbit_kategori(scope: Scope) -> list[KategoriCount]:
    """People per class, best first."""
    rows = Hasil.objects.filter(pk__in=terbit_ids(scope)).order_by()
    names = rows.values_list("kategori_kode", "kategori_nama", "kategori_peringkat").annotate(n=Count("pk"))
    return [KategoriCount(*row) for row in sorted(names, key=lambda row: (-row[2], row[0]))]


def terbit_rerata(scope: Scope) -> list[RerataKompetensi]:
    """Means per competency, in the order of the dictionary."""
    return rerata_of(HasilKompetensi.objects.filter(hasil__in=terbit_ids(scope)))


def terbit_petak(
    scope: Scope, kode: Sequence[str], *, by: str = "opd", penghitungan_id: UUID | None = None
) -> list[PetakUnit]:
    """Mean gaps per OPD (`by="opd"`) or unit, the largest group first; of one computation when it is named."""
    ids = terbit_ids(scope) if penghitungan_id is None else _ids_of(penghitungan_id, scope)
    column = {"opd": "opd_nama", "unit": "unit_nama"}[by]
    people = Hasil.objects.filter(pk__in=ids)
    counts = dict(people.order_by().values_list(column).annotate(n=Count("pk")))
    cells = (
        HasilKompetensi.objects.filter(hasil__in=ids)
        .order_by()
        .values_list(f"hasil__{column}", "kode")
        .annotate(n=Count("pk"), total=Sum("kesenjangan"))
    )
    means = {(nama, k): mean_of(total, n) for nama, k, n, total in cells}
    names = sorted(counts, key=lambda nama: (-counts[nama], nama))
    return [PetakUnit(nama, counts[nama], tuple(means.get((nama, k)) for k in kode)) for nama in names]


def _ids_of(penghitungan_id: UUID, scope: Scope) -> list[int]:
    rows = Hasil.objects.filter(scope.q("unit_jalur"), penghitungan_id=penghitungan_id)
    return list(rows.order_by().values_list("pk", flat=True))
