"""Rows in, bytes out."""

from laporan.exports.data_saya import data_saya_zip
from laporan.exports.kesenjangan import IsiKesenjangan, kesenjangan_xlsx

__all__ = ["IsiKesenjangan", "data_saya_zip", "kesenjangan_xlsx"]
