"""The answers kept apart of one wave as a workbook."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from antrean.formats.buku_kerja import TEKS, BukuKerja, Cell, Gaya

JUDUL_KARANTINA = (
    *("Nomor peserta", "Nama", "NIP", "Ruang", "Sesi", "Soal", "Bagian"),
    *("Dijawab saat itu", "Ragu-ragu", "Berlaku sekarang", "Tiba", "Lewat batas waktu", "Asal"),
    *("Perangkat ke", "Perangkat", "Keadaan", "Diputus oleh", "Diputus", "Alasan", "Disetujui oleh", "Disetujui"),
)
LEBAR = [14, 32, 22, 10, 6, 6, 20, 40, 10, 40, 24, 20, 32, 12, 36, 24, 28, 24, 40, 28, 24]
KEPALA = Gaya(tebal=True, garis=True)


def karantina_xlsx(*, judul: str, keterangan: Iterable[str], jawaban: Iterable[Sequence[Cell]], at: datetime) -> bytes:
    """Rows under JUDUL_KARANTINA; whole numbers stay numbers, everything else is text."""
    book = BukuKerja(judul=judul, at=at)
    sheet = book.lembar("Karantina jawaban", LEBAR)
    sheet.judul(judul, len(JUDUL_KARANTINA) - 1, Gaya(tebal=True, ukuran=14))
    for line in keterangan:
        sheet.judul(line, len(JUDUL_KARANTINA) - 1, Gaya())
    sheet.skip()
    start = sheet.baris
    sheet.row(JUDUL_KARANTINA, KEPALA)
    sheet.bekukan(0)
    for row in jawaban:
        sheet.row(row, [Gaya() if isinstance(value, int) else Gaya(angka=TEKS, bungkus=True) for value in row])
    sheet.saring(start, len(JUDUL_KARANTINA))
    return book.content()
