"""Results: lists for pages, frozen rows for reports, one person's published results."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from asesmen.penilaian.models import Hasil, HasilKompetensi
from asesmen.penilaian.rules.status import Status
from pegawai.queries import Scope

URUT = {
    "nama": ["nama", "pk"],
    "unit": ["unit_nama", "nama", "pk"],
    "jpm": ["jpm", "nama", "pk"],
    "kategori": ["kategori_peringkat", "nama", "pk"],
}


@dataclass(frozen=True, slots=True)
class HasilKompetensiRow:
    kode: str
    level: Decimal
    standar: Decimal
    kesenjangan: Decimal


@dataclass(frozen=True, slots=True)
class HasilRow:
    """One person's result, as a report prints it. `kompetensi` maps code to level, standard and gap."""

    id: int
    peserta_id: int
    pegawai_id: int
    nip: str
    nama: str
    unit_nama: str
    unit_jalur: str
    opd_nama: str
    jabatan: str
    jenjang: str
    kelompok: str
    capaian: Decimal
    capaian_dihitung: Decimal
    standar: Decimal
    jpm: Decimal
    kategori_kode: str
    kategori_nama: str
    kategori_peringkat: int
    is_perlu_konfirmasi: bool
    kompetensi: dict[str, HasilKompetensiRow] = field(default_factory=dict)


FIELDS = [name for name in HasilRow.__slots__ if name != "kompetensi"]


def hasil_list(
    penghitungan_id: UUID | str, scope: Scope, *, cari: str = "", kategori: str = "", kode: str = "", urut: str = "nama"
) -> QuerySet[Hasil]:
    """Results within a scope, for a page. `kode` keeps those below the standard in that competency."""
    rows = Hasil.objects.filter(scope.q("unit_jalur"), penghitungan_id=penghitungan_id)
    return ordered(filtered(rows, cari=cari, kategori=kategori, kode=kode), urut)


def filtered(rows: QuerySet[Hasil], *, cari: str, kategori: str, kode: str) -> QuerySet[Hasil]:
    if kategori:
        rows = rows.filter(kategori_kode=kategori)
    if kode:
        below = HasilKompetensi.objects.filter(kode=kode, kesenjangan__lt=0)
        rows = rows.filter(pk__in=below.values("hasil_id"))
    for word in cari.split():
        rows = rows.filter(Q(nama__icontains=word) | Q(nip__startswith=word) | Q(unit_nama__icontains=word))
    return rows


def ordered(rows: QuerySet[Hasil], urut: str) -> QuerySet[Hasil]:
    order = URUT.get(urut.removeprefix("-"), URUT["nama"])
    return rows.order_by(*(f"-{f}" if urut.startswith("-") else f for f in order))


def hasil_rows(penghitungan_id: UUID | str, scope: Scope, *, unit_jalur: str = "") -> list[HasilRow]:
    """Every result within a scope (narrowed to a unit and all below it), by OPD, unit and name. Two queries."""
    people = Hasil.objects.filter(scope.q("unit_jalur"), penghitungan_id=penghitungan_id)
    if unit_jalur:
        people = people.filter(unit_jalur__startswith=unit_jalur)
    rows = [HasilRow(*row) for row in people.order_by("opd_nama", "unit_nama", "nama", "pk").values_list(*FIELDS)]
    by_id = {row.id: row for row in rows}
    levels = HasilKompetensi.objects.filter(hasil__in=list(by_id)).order_by("hasil_id", "pk")
    for hasil_id, kode, level, standar, gap in levels.values_list(
        "hasil_id", "kode", "level", "standar", "kesenjangan"
    ):
        by_id[hasil_id].kompetensi[kode] = HasilKompetensiRow(kode, level, standar, gap)
    return rows


def hasil_get(hasil_id: int) -> Hasil | None:
    """One result with its computation, wave and the accounts that acted on it."""
    return _with_computation(Hasil.objects.filter(pk=hasil_id)).first()


def hasil_kompetensi(hasil_id: int) -> QuerySet[HasilKompetensi]:
    """Level, standard, gap and methods per competency, in the order of the dictionary."""
    return HasilKompetensi.objects.filter(hasil_id=hasil_id).select_related("kompetensi__kelompok").order_by("pk")


def hasil_terbit_of(pegawai_id: int) -> list[Hasil]:
    """A person's published results, newest wave first."""
    return list(_published().filter(pegawai_id=pegawai_id))


def hasil_terbit_of_peserta(peserta_id: int) -> Hasil | None:
    """The published result of one participant of one wave."""
    return _published().filter(peserta_id=peserta_id).first()


def _published() -> QuerySet[Hasil]:
    rows = _with_computation(Hasil.objects.filter(penghitungan__status=Status.DIUMUMKAN))
    return rows.order_by("-penghitungan__gelombang__tanggal_acuan", "-penghitungan__diumumkan_at")


def _with_computation(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("penghitungan__gelombang", "penghitungan__dihitung_oleh", "penghitungan__disahkan_oleh")
