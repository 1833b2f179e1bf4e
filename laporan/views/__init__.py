"""Start pages, dashboards, profiles, and the page where the merit-gap workbook is ordered."""

from laporan.views.beranda import beranda
from laporan.views.kesenjangan import kesenjangan, kesenjangan_export
from laporan.views.profil import hasil_list, hasil_peserta, profil, profil_saya
from laporan.views.retensi import retensi, retensi_purge

__all__ = [
    "beranda",
    "hasil_list",
    "hasil_peserta",
    "kesenjangan",
    "kesenjangan_export",
    "profil",
    "profil_saya",
    "retensi",
    "retensi_purge",
]
