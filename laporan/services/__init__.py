"""Making reports: a file, and a row in the audit trail that says who made it."""

from laporan.services.data_saya import make_data_saya
from laporan.services.kesenjangan import PenghitunganEmpty, make_kesenjangan

__all__ = ["PenghitunganEmpty", "make_data_saya", "make_kesenjangan"]
