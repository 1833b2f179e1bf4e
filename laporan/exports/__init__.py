"""Rows in, bytes out."""

from laporan.exports.kesenjangan import IsiKesenjangan, kesenjangan_xlsx

__all__ = ["IsiKesenjangan", "kesenjangan_xlsx"]
