"""Renaming and merging units: what forbids it, and which paths follow. A unit is its path of ids, "/1/7/"."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from pegawai.rules.unit import JENIS_OPD, JenisUnit, jalur_ids


class JenisPerubahan(StrEnum):
    GANTI_NAMA = "ganti_nama"
    GABUNG = "gabung"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(cls.GANTI_NAMA.value, "Ganti nama"), (cls.GABUNG.value, "Penggabungan")]


def allowed_jenis(jalur: str) -> list[JenisUnit]:
    """Kinds that a unit at this place may have: the top is the instansi, right below it stand perangkat daerah only."""
    depth = len(jalur_ids(jalur))
    if depth <= 1:
        return [JenisUnit.INSTANSI]
    tops = JENIS_OPD | {JenisUnit.INSTANSI}
    return [jenis for jenis in JenisUnit if (jenis in JENIS_OPD if depth == 2 else jenis not in tops)]


def merge_fault(jenis: str, jalur: str, tujuan_jalur: str) -> str:
    """Why a unit of this kind and path cannot be merged into the one at `tujuan_jalur`; empty when it can."""
    if jenis == JenisUnit.INSTANSI:
        return "Instansi adalah puncak pohon unit dan tidak dapat digabungkan."
    if len(jalur_ids(tujuan_jalur)) == 1:
        return "Unit tidak dapat dilebur ke instansi. Pilih perangkat daerah atau unit di bawahnya."
    if jalur == tujuan_jalur:
        return "Unit tidak dapat digabungkan dengan dirinya sendiri. Pilih unit lain."
    if tujuan_jalur.startswith(jalur):
        return "Unit tujuan berada di bawah unit ini. Gabungkan dari bawah ke atas."
    return ""


def moved_paths(paths: Mapping[int, str], old: str, new: str) -> dict[int, str]:
    """The new path of every unit at or below `old`, which goes to `new`."""
    return {unit_id: new + jalur[len(old) :] for unit_id, jalur in paths.items() if jalur.startswith(old)}


def current_unit(unit_id: int, merged: Mapping[int, int]) -> int:
    """Where a unit's people are today: `merged` maps a unit to the one it was merged into."""
    seen = set()
    while unit_id in merged and unit_id not in seen:
        seen.add(unit_id)
        unit_id = merged[unit_id]
    return unit_id


def same_names(mine: Iterable[str], theirs: Iterable[str]) -> list[str]:
    """Names that stand below both units, however they are written."""
    taken = {nama.casefold() for nama in theirs}
    return sorted(nama for nama in mine if nama.casefold() in taken)


def ancestors(jalur: str) -> list[int]:
    return jalur_ids(jalur)[:-1]
