"""Questions about the dictionary, the standards and the scoring rules: the face that other apps read."""

from asesmen.kompetensi.queries.aturan import AturanRow, aturan_exists, aturan_rows, aturan_snapshot
from asesmen.kompetensi.queries.kamus import (
    KelompokRow,
    KompetensiRow,
    kamus_by_kelompok,
    kamus_is_empty,
    kompetensi_get,
    kompetensi_ids,
    kompetensi_rows,
)
from asesmen.kompetensi.queries.standar import Berjabatan, Tuntutan, standar_at, standar_for
from asesmen.kompetensi.queries.tabel_standar import (
    JabatanTanpaStandar,
    jabatan_without_standar,
    standar_get,
    standar_rows,
    tabel_standar,
)

__all__ = [
    "AturanRow",
    "Berjabatan",
    "JabatanTanpaStandar",
    "KelompokRow",
    "KompetensiRow",
    "Tuntutan",
    "aturan_exists",
    "aturan_rows",
    "aturan_snapshot",
    "jabatan_without_standar",
    "kamus_by_kelompok",
    "kamus_is_empty",
    "kompetensi_get",
    "kompetensi_ids",
    "kompetensi_rows",
    "standar_at",
    "standar_for",
    "standar_get",
    "standar_rows",
    "tabel_standar",
]
