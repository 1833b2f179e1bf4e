"""Orders on the registry."""

from pegawai.services.jejak import record_jejak
from pegawai.services.riwayat import RiwayatBaru, remove_riwayat, write_riwayat

__all__ = ["RiwayatBaru", "record_jejak", "remove_riwayat", "write_riwayat"]
