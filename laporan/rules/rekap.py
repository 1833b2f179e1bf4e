"""Summaries of results: per unit, per jabatan, per competency. Means are rounded for display and decide nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, TypeVar

from asesmen.penilaian.rules.jpm import mean

TERBESAR = 3


class Nilai(Protocol):
    """One competency of one person."""

    @property
    def level(self) -> Decimal: ...
    @property
    def standar(self) -> Decimal: ...
    @property
    def kesenjangan(self) -> Decimal: ...


class Hasil(Protocol):
    """One person's result, as `penilaian.queries.HasilRow` has it."""

    @property
    def jpm(self) -> Decimal: ...
    @property
    def kategori_kode(self) -> str: ...
    @property
    def kompetensi(self) -> Mapping[str, Nilai]: ...


H = TypeVar("H", bound=Hasil)


@dataclass(frozen=True)
class Rekap:
    """One group of people. `terbesar` are the competencies with the largest mean shortfall."""

    kunci: tuple[str, ...]
    jumlah: int
    kategori: dict[str, int]
    jpm: Decimal
    terbesar: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True)
class RekapKompetensi:
    """One competency over all people that it was measured for."""

    kode: str
    nama: str
    jumlah: int
    standar: Decimal
    level: Decimal
    kesenjangan: Decimal
    di_bawah: int
    kurang_satu: int
    kurang_dua: int


def rekap(rows: Iterable[H], key: Callable[[H], tuple[str, ...]]) -> list[Rekap]:
    """One summary per key, in the order of the keys."""
    groups: dict[tuple[str, ...], list[H]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return [summary(kunci, groups[kunci]) for kunci in sorted(groups)]


def summary(kunci: tuple[str, ...], rows: Sequence[Hasil]) -> Rekap:
    """The summary of these rows; at least one."""
    kategori: dict[str, int] = {}
    for row in rows:
        kategori[row.kategori_kode] = kategori.get(row.kategori_kode, 0) + 1
    return Rekap(kunci, len(rows), kategori, mean([row.jpm for row in rows]), largest_gaps(rows))


def largest_gaps(rows: Iterable[Hasil], count: int = TERBESAR) -> tuple[tuple[str, Decimal], ...]:
    """The competencies with the lowest mean gap below zero, lowest first."""
    gaps: dict[str, list[Decimal]] = {}
    for row in rows:
        for kode, nilai in row.kompetensi.items():
            gaps.setdefault(kode, []).append(nilai.kesenjangan)
    means = sorted((mean(values), kode) for kode, values in gaps.items())
    return tuple((kode, gap) for gap, kode in means if gap < 0)[:count]


def rekap_kompetensi(rows: Iterable[Hasil], kompetensi: Iterable[tuple[str, str]]) -> list[RekapKompetensi]:
    """One line per (code, name) that somebody was measured in, in the order given."""
    found: dict[str, list[Nilai]] = {}
    for row in rows:
        for kode, nilai in row.kompetensi.items():
            found.setdefault(kode, []).append(nilai)
    return [_kompetensi(kode, nama, found[kode]) for kode, nama in kompetensi if kode in found]


def _kompetensi(kode: str, nama: str, values: Sequence[Nilai]) -> RekapKompetensi:
    gaps = [v.kesenjangan for v in values]
    return RekapKompetensi(
        kode=kode,
        nama=nama,
        jumlah=len(values),
        standar=mean([v.standar for v in values]),
        level=mean([v.level for v in values]),
        kesenjangan=mean(gaps),
        di_bawah=sum(gap < 0 for gap in gaps),
        kurang_satu=sum(gap <= -1 for gap in gaps),
        kurang_dua=sum(gap <= -2 for gap in gaps),
    )
