"""Rows of the registry as workbooks: the list of people, and the rows of an import that must be mended."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from antrean.formats.buku_kerja import TEKS, BukuKerja, Cell, Gaya

KEPALA = Gaya(tebal=True, latar="#E0F0F3", garis=True, bungkus=True)
ISI = Gaya(garis=True)
NIP = Gaya(garis=True, angka=TEKS)
SALAH = Gaya(garis=True, angka=TEKS, latar="#F8E0DC", bungkus=True)


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
    headers: Sequence[str], rows: Iterable[tuple[int, Sequence[str], str]], *, kertas: str, at: datetime
) -> bytes:
    """The refused rows under the headers of their file, as text, the reasons beside. Mended, it is uploaded again."""
    book = BukuKerja(kertas=kertas, judul="Berkas perbaikan", at=at)
    sheet = book.lembar("Perbaikan", [*[22] * len(headers), 8, 60])
    sheet.row([*headers, "Baris asal", "Yang perlu diperbaiki"], KEPALA)
    sheet.bekukan(0)
    looks = [NIP] * len(headers) + [ISI, SALAH]
    for nomor, cells, reasons in rows:
        sheet.row([*cells, nomor, reasons], looks)
    return book.content()


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
