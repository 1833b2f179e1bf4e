"""Questions about the dictionary, the standards and the scoring rules: the face that other apps read."""

from asesmen.kompetensi.queries.aturan import AturanRow, aturan_rows, aturan_snapshot
from asesmen.kompetensi.queries.kamus import KompetensiRow, kompetensi_ids, kompetensi_rows
from asesmen.kompetensi.queries.standar import Berjabatan, Tuntutan, standar_at, standar_for

__all__ = [
    "AturanRow",
    "Berjabatan",
    "KompetensiRow",
    "Tuntutan",
    "aturan_rows",
    "aturan_snapshot",
    "kompetensi_ids",
    "kompetensi_rows",
    "standar_at",
    "standar_for",
]
