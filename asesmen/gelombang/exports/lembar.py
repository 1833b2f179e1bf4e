"""A plain sheet for Excel: a bold header, then rows."""

from collections.abc import Iterable, Sequence

from antrean.formats.buku_kerja import TEKS, BukuKerja, Gaya


def lembar_xlsx(nama: str, judul: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """Return one sheet; whole numbers stay numbers, all else is text (a NIP keeps 18 digits)."""
    book = BukuKerja(judul=nama)
    sheet = book.lembar(nama, [12, *[24] * (len(judul) - 1)])
    sheet.row(judul, Gaya(tebal=True, garis=True))
    sheet.bekukan(0)
    for row in rows:
        sheet.row(row, [Gaya() if isinstance(value, int) else Gaya(angka=TEKS) for value in row])
    return book.content()
