"""Rows of the registry as workbooks: the list of people, and the rows of an import that must be mended."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from antrean.formats.buku_kerja import TEKS, BukuKerja, Cell, Gaya

KEPALA = Gaya(tebal=True, latar="#E0F0F3", garis=True, bungkus=True)
ISI = Gaya(garis=True)
NIP = Gaya(garis=True, angka=TEKS)
SALAH = Gaya(garis=True, angka=TEKS, latar="#F8E0DC", bungkus=True)
ALASAN = Gaya(garis=True, angka=TEKS, warna="#8A2B1C", bungkus=True)


class BarisSalah(Protocol):
    """A row to mend: its cells in the order of the headers, reasons by header, and what is about no one cell."""

    @property
    def nomor(self) -> int: ...
    @property
    def sel(self) -> list[str]: ...
    @property
    def alasan(self) -> dict[str, str]: ...
    @property
    def lain(self) -> str: ...


def pegawai_workbook(rows: Iterable[Sequence[Cell]], *, judul: str, instansi: str, kertas: str, at: datetime) -> bytes:
    """Columns: NIP, name, sex, golongan, jabatan, group, unit, OPD, assessed or not, valid until. The NIP is text."""
    headers = [
        "NIP", "Nama", "L/P", "Golongan", "Jabatan", "Kelompok", "Unit kerja", "Perangkat daerah", "Status asesmen",
    ]  # fmt: skip
    book = BukuKerja(kertas=kertas, judul=judul, instansi=instansi, at=at)
    sheet = book.lembar("Pegawai", [21, 34, 5, 10, 34, 22, 34, 34, 16])
    sheet.row(headers, KEPALA)
    sheet.bekukan(2)
    looks = [NIP, *[ISI] * (len(headers) - 1)]
    for row in rows:
        sheet.row(row, looks)
    sheet.saring(0, len(headers))
    return book.content()


def perbaikan_workbook(
    judul: Sequence[str], rows: Sequence[BarisSalah], *, unit: str = "", kertas: str, at: datetime
) -> bytes:
    """The rows to mend under the headers of their file, as text, what is wrong in a column of its own beside each cell.

    Those columns have headers that the reader passes over: mended, the workbook is uploaded again as it is.
    """
    faulty = {header for row in rows for header in row.alasan}
    columns = [name for header in judul for name in ([header, f"Perbaiki: {header}"] if header in faulty else [header])]
    rest = ["Lain-lain"] if any(row.lain for row in rows) else []
    book = BukuKerja(kertas=kertas, judul="Berkas perbaikan", at=at)
    widths = [38 if name.startswith("Perbaiki: ") else 22 for name in columns]
    sheet = book.lembar("Perbaikan", [*widths, *[38] * len(rest), 8])
    if unit:
        sheet.row([unit], ISI)
    sheet.row([*columns, *rest, "Baris asal"], KEPALA)
    sheet.bekukan(0)
    for row in rows:
        cells, looks = _perbaikan_row(judul, row, faulty)
        sheet.row([*cells, *[row.lain] * len(rest), row.nomor], [*looks, *[ALASAN] * len(rest), ISI])
    return book.content()


def _perbaikan_row(judul: Sequence[str], row: BarisSalah, faulty: set[str]) -> tuple[list[Cell], list[Gaya]]:
    cells: list[Cell] = []
    looks: list[Gaya] = []
    for header, text in zip(judul, row.sel, strict=True):
        reason = row.alasan.get(header, "")
        cells.append(text)
        looks.append(SALAH if reason else NIP)
        if header in faulty:
            cells.append(reason)
            looks.append(ALASAN if reason else NIP)
    return cells, looks


def jejak_workbook(rows: Iterable[Sequence[Cell]], *, instansi: str, kertas: str, at: datetime) -> bytes:
    """The audit trail as it is filtered; the last column is each row's link of the chain."""
    headers = [
        "Nomor", "Waktu", "Pelaku", "Peran", "Tindakan", "Objek", "Kejadian", "Alasan", "Sebelum", "Sesudah",
        "Rincian", "Alamat", "Nomor permintaan", "Segel (SHA-256)",
    ]  # fmt: skip
    book = BukuKerja(kertas=kertas, judul="Jejak audit", instansi=instansi, at=at)
    sheet = book.lembar("Jejak", [9, 26, 24, 24, 26, 22, 50, 30, 24, 24, 40, 16, 18, 66])
    sheet.row(headers, KEPALA)
    sheet.bekukan(2)
    for row in rows:
        sheet.row(row, ISI)
    sheet.saring(0, len(headers))
    return book.content()
