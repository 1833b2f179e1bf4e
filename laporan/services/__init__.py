"""Making reports: a file, and a row in the audit trail that says who made it."""

from laporan.services.data_saya import make_data_saya
from laporan.services.kesenjangan import PenghitunganEmpty, make_kesenjangan
from laporan.services.retensi import RetensiHeld, purge

__all__ = ["PenghitunganEmpty", "RetensiHeld", "make_data_saya", "make_kesenjangan", "purge"]
