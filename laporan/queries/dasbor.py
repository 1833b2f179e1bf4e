"""What an official sees first: who is left, how good the results are, where the gaps lie."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from antrean.formats.grafik import BarisCakupan
from asesmen.gelombang.queries import gelombang_list, peserta_pegawai_ids
from asesmen.gelombang.rules import StatusGelombang
from asesmen.penilaian.queries import (
    KategoriCount,
    PetakUnit,
    RerataKompetensi,
    terbit_kategori,
    terbit_petak,
    terbit_rerata,
)
from laporan.rules.sel import is_hidden
from pegawai.queries import Scope, belum_asesmen_ids, cakupan, opd_list
from pegawai.rules.jabatan import LABEL, Kelompok
from pengembangan.queries import program_rows
from pengembangan.rules.kecocokan import Program, fitting

TERBESAR, PETAK = 4, 20
# A wave in one of these states has people on their way to a result.
ON_THE_WAY = (
    StatusGelombang.DIKUNCI,
    StatusGelombang.BERLANGSUNG,
    StatusGelombang.SELESAI,
    StatusGelombang.DINILAI,
    StatusGelombang.DISAHKAN,
)


@dataclass(frozen=True)
class Cakupan:
    """Coverage of a scope: `belum` counts everybody without a valid result, `terjadwal` those of them in a wave."""

    baris: list[BarisCakupan]
    total: int
    belum: int
    terjadwal: int


@dataclass(frozen=True)
class Petak:
    """The heat map: one row per OPD or unit; `lain` rows more are not shown."""

    kolom: list[RerataKompetensi]
    rows: list[PetakUnit]
    by: str
    lain: int

    @property
    def is_any_hidden(self) -> bool:
        return any(is_hidden(row.jumlah) for row in self.rows)


@dataclass(frozen=True)
class Celah:
    """One competency where people are below the standard on average, and a programme that fits the mean level."""

    kode: str
    nama: str
    kesenjangan: Decimal
    di_bawah: int
    program: str


@dataclass(frozen=True)
class Mutu:
    """How good the published results are. `celah` are the competencies with the largest mean shortfall."""

    kategori: list[KategoriCount]
    jumlah: int
    rerata: list[RerataKompetensi]
    celah: list[Celah]
    petak: Petak

    @property
    def is_hidden(self) -> bool:
        return is_hidden(self.jumlah)

    @property
    def sebaran(self) -> list[tuple[str, int, int]]:
        return sebaran_of(self.kategori)


def sebaran_of(kategori: Sequence[KategoriCount]) -> list[tuple[str, int, int]]:
    """What a bar of classes shows: nothing when a class of fewer than five people could be read off it."""
    if any(is_hidden(row.jumlah) for row in kategori):
        return []
    return [(row.nama, row.peringkat, row.jumlah) for row in kategori]


def lingkup_of(scope: Scope) -> str:
    """How a scope is called: all, the names of its OPD, or the units of a role below an OPD."""
    if scope.is_all:
        return "Semua perangkat daerah"
    return ", ".join(opd.nama for opd in opd_list(scope)) or "Unit dalam wewenang Anda"


def cakupan_of(scope: Scope, at: date, alamat: str) -> Cakupan:
    """Coverage by group; `alamat` is a list's address that takes `kelompok` and `status=belum`."""
    found = cakupan(scope, at)
    waiting = _terjadwal(scope, at)
    rows = [
        BarisCakupan(
            nama=LABEL[Kelompok(row.kelompok)] if row.kelompok else "Tanpa kelompok jabatan",
            sudah=row.sudah,
            terjadwal=waiting.get(row.kelompok, 0),
            belum=row.belum - waiting.get(row.kelompok, 0),
            alamat=f"{alamat}?kelompok={row.kelompok}&status=belum" if row.kelompok else "",
        )
        for row in found
        if row.total
    ]
    return Cakupan(
        baris=rows,
        total=sum(row.total for row in found),
        belum=sum(row.belum for row in found),
        terjadwal=sum(row.terjadwal for row in rows),
    )


def _terjadwal(scope: Scope, at: date) -> Mapping[str, int]:
    """People without a valid result who are in a wave that is locked, running or being scored, by group."""
    waves = gelombang_list().filter(status__in=ON_THE_WAY, is_simulasi=False).values_list("pk", flat=True)
    people: set[int] = set()
    for wave in waves:
        people |= peserta_pegawai_ids(wave).keys()
    if not people:
        return {}
    return {k.value: len(people.intersection(belum_asesmen_ids(scope, k.value, at))) for k in Kelompok}


def mutu_of(scope: Scope) -> Mutu:
    """What the published results within a scope say."""
    kategori, rerata = terbit_kategori(scope), terbit_rerata(scope)
    return Mutu(
        kategori=kategori,
        jumlah=sum(row.jumlah for row in kategori),
        rerata=rerata,
        celah=_celah(rerata),
        petak=petak_of(scope, rerata),
    )


def _celah(rerata: list[RerataKompetensi]) -> list[Celah]:
    below = sorted((r for r in rerata if r.kesenjangan < 0), key=lambda r: (r.kesenjangan, r.kode))[:TERBESAR]
    programs = program_rows() if below else []
    return [
        Celah(r.kode, r.nama, r.kesenjangan, r.di_bawah, _program_text(fitting(programs, r.kode, r.level)))
        for r in below
    ]


def _program_text(fits: Sequence[Program]) -> str:
    return f"{fits[0].nama}, {fits[0].jp} JP" if fits else ""


def petak_of(scope: Scope, kolom: list[RerataKompetensi], penghitungan_id: Any = None, limit: int = PETAK) -> Petak:
    """By OPD where there are several, else by unit, so that the map says something."""
    codes = [k.kode for k in kolom]
    rows, by = terbit_petak(scope, codes, by="opd", penghitungan_id=penghitungan_id), "opd"
    if len(rows) < 2:
        rows, by = terbit_petak(scope, codes, by="unit", penghitungan_id=penghitungan_id), "unit"
    return Petak(kolom, rows[:limit], by, max(len(rows) - limit, 0))
