"""One sitting's answer log as a workbook: the log on one sheet, what happened beside it on another."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from antrean.formats.buku_kerja import TEKS, BukuKerja, Cell, Gaya, Lembar

JUDUL_LOG = (
    *("Soal", "Bagian", "Waktu", "Jawaban", "Ragu-ragu", "Keadaan", "Berlaku", "Sumber"),
    *("Perangkat ke", "Perangkat", "Alamat IP", "Urutan"),
)
JUDUL_PERISTIWA = ("Waktu", "Peristiwa", "Rincian", "Oleh")
KEPALA = Gaya(tebal=True, garis=True)


def riwayat_xlsx(
    *,
    judul: str,
    keterangan: Iterable[str],
    log: Iterable[Sequence[Cell]],
    peristiwa: Iterable[Sequence[Cell]],
    at: datetime,
) -> bytes:
    """Rows under JUDUL_LOG and JUDUL_PERISTIWA; whole numbers stay numbers, everything else is text."""
    book = BukuKerja(judul=judul, at=at)
    sheet = book.lembar("Riwayat jawaban", [6, 20, 24, 48, 10, 24, 9, 16, 12, 36, 16, 8])
    sheet.judul(judul, len(JUDUL_LOG) - 1, Gaya(tebal=True, ukuran=14))
    for line in keterangan:
        sheet.judul(line, len(JUDUL_LOG) - 1, Gaya())
    sheet.skip()
    start = sheet.baris
    sheet.row(JUDUL_LOG, KEPALA)
    sheet.bekukan(0)
    _rows(sheet, log)
    sheet.saring(start, len(JUDUL_LOG))
    other = book.lembar("Peristiwa", [24, 40, 60, 28])
    other.row(JUDUL_PERISTIWA, KEPALA)
    other.bekukan(0)
    _rows(other, peristiwa)
    return book.content()


def _rows(sheet: Lembar, rows: Iterable[Sequence[Cell]]) -> None:
    for row in rows:
        looks = [Gaya() if isinstance(value, int) else Gaya(angka=TEKS, bungkus=True) for value in row]
        sheet.row(row, looks)
