"""Pages of the dictionary, the standards and the scoring rules."""

from asesmen.kompetensi.views.aturan import aturan_detail, aturan_list
from asesmen.kompetensi.views.kamus import kompetensi_detail, kompetensi_list, kompetensi_load
from asesmen.kompetensi.views.standar import (
    standar_approve,
    standar_detail,
    standar_list,
    standar_tanpa,
)

__all__ = [
    "aturan_detail",
    "aturan_list",
    "kompetensi_detail",
    "kompetensi_list",
    "kompetensi_load",
    "standar_approve",
    "standar_detail",
    "standar_list",
    "standar_tanpa",
]
