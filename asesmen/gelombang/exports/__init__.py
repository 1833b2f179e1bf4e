"""Rows in, bytes out: cards, attendance lists, spreadsheets."""

from asesmen.gelombang.exports.cetak import Kop
from asesmen.gelombang.exports.hadir import HadirOrang, HadirRuang, hadir_pdf
from asesmen.gelombang.exports.kartu import KartuRow, kartu_pdf
from asesmen.gelombang.exports.lembar import lembar_xlsx

__all__ = ["HadirOrang", "HadirRuang", "KartuRow", "Kop", "hadir_pdf", "kartu_pdf", "lembar_xlsx"]
