"""Somebody's way through units, jabatan and golongan, as stretches of days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pegawai.models import RiwayatPegawai
from pegawai.queries.riwayat_pegawai import riwayat_pegawai_of


@dataclass(frozen=True)
class Ruas:
    """One fact from a day until the day another took its place; `sampai` is None for what holds today."""

    fakta: str
    nama: str
    dari: date
    sampai: date | None


def perjalanan_of(pegawai_id: int) -> list[Ruas]:
    """Units, jabatan and golongan with their days, what holds today first, then the newest. One query."""
    rows = list(riwayat_pegawai_of(pegawai_id))
    found = [ruas for fakta in RiwayatPegawai.Fakta for ruas in _stretches(r for r in rows if r.fakta == fakta)]
    order = list(RiwayatPegawai.Fakta.labels)
    return sorted(found, key=lambda ruas: (ruas.sampai is not None, -ruas.dari.toordinal(), order.index(ruas.fakta)))


def _stretches(newest_first: Iterable[RiwayatPegawai]) -> list[Ruas]:
    """Of one day the last row counts, and a row that repeats the one before it begins nothing."""
    days: dict[date, RiwayatPegawai] = {}
    for row in newest_first:
        days.setdefault(row.dari, row)
    found: list[Ruas] = []
    for row in reversed(days.values()):
        if found and found[-1].nama == row.nama:
            continue
        if found:
            found[-1] = Ruas(found[-1].fakta, found[-1].nama, found[-1].dari, row.dari)
        found.append(Ruas(row.get_fakta_display(), row.nama, row.dari, None))
    return [ruas for ruas in found if ruas.nama]
