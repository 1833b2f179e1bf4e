"""The one writer of Excel workbooks: rows in, bytes out, in constant memory (rows are written in order).

Text is text: no value becomes a formula or a link, whatever it begins with, and a number of 18 digits keeps them all.
Rule: OWASP ASVS 1.2.10, CSV and formula injection.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

# What a spreadsheet program may take for the beginning of a formula, also in full width.
PEMICU = tuple("=+-@\t\r\n\0") + tuple("\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\uff0d\uff20")
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MAX_TEXT = 32_767
# Excel knows no F4: folio (8.5 × 13 inches) is what its printers call it.
KERTAS = {"A4": 9, "F4": 14}
TEKS = "@"
Cell = str | int | Decimal | None


def is_risky(text: str) -> bool:
    """True for text that a spreadsheet program might read as a formula."""
    return text.startswith(PEMICU)


def clean_text(text: str) -> str:
    """The text without what XML cannot hold, at most as long as a cell."""
    return NOT_XML.sub("", text)[:MAX_TEXT]


@dataclass(frozen=True)
class Gaya:
    """How a cell looks. `angka` is an Excel number format; "@" is text."""

    angka: str = ""
    tebal: bool = False
    ukuran: int = 11
    latar: str = ""
    warna: str = ""
    rata: str = ""
    garis: bool = False
    bungkus: bool = False


class BukuKerja:
    """One workbook. `kertas` is A4 or F4, all sheets lie across."""

    def __init__(self, *, kertas: str = "A4", judul: str = "", instansi: str = "", at: datetime | None = None) -> None:
        self._out = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._out, {"constant_memory": True, "in_memory": True})
        self._kertas = KERTAS[kertas]
        self._formats: dict[tuple[Gaya, bool], Format] = {}
        created = at.replace(tzinfo=None) if at else None
        self._book.set_properties({"title": judul, "company": instansi} | ({"created": created} if created else {}))

    def format_of(self, gaya: Gaya, *, is_quoted: bool = False) -> Format:
        key = (gaya, is_quoted)
        if key not in self._formats:
            self._formats[key] = self._book.add_format(_properties(gaya, is_quoted))
        return self._formats[key]

    def lembar(self, nama: str, lebar: Sequence[float], *, is_satu_halaman: bool = False) -> "Lembar":
        """Add a sheet with these column widths; printed as wide as a page, or whole on one."""
        sheet = self._book.add_worksheet(nama[:31])
        sheet.set_landscape()
        sheet.set_paper(self._kertas)
        sheet.fit_to_pages(1, 1 if is_satu_halaman else 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
        sheet.set_footer(f"&L{nama.replace('&', '&&')}&RHalaman &P dari &N")
        for column, width in enumerate(lebar):
            sheet.set_column(column, column, width)
        return Lembar(self, sheet)

    def content(self) -> bytes:
        """Close the workbook and return it."""
        self._book.close()
        return self._out.getvalue()


class Lembar:
    """One sheet, written row after row."""

    def __init__(self, buku: BukuKerja, sheet: Worksheet) -> None:
        self._buku, self.sheet = buku, sheet
        self.baris = 0

    def row(self, cells: Sequence[Cell], gaya: Gaya | Sequence[Gaya] = Gaya(), *, tinggi: float | None = None) -> None:
        """Write the next row: numbers as numbers, everything else as text. One look for all cells, or one for each."""
        if tinggi is not None:
            self.sheet.set_row(self.baris, tinggi)
        for column, value in enumerate(cells):
            self._write(column, value, gaya if isinstance(gaya, Gaya) else gaya[column])
        self.baris += 1

    def gabung(self, text: str, dari: int, sampai: int, gaya: Gaya) -> None:
        """Write text over several columns of the next row; `skip` ends the row."""
        if dari == sampai:
            self._write(dari, text, gaya)
            return
        cleaned = clean_text(text)
        look = self._buku.format_of(gaya, is_quoted=is_risky(cleaned))
        self.sheet.merge_range(self.baris, dari, self.baris, sampai, "", look)
        self.sheet.write_string(self.baris, dari, cleaned, look)

    def judul(self, text: str, sampai: int, gaya: Gaya, *, tinggi: float | None = None) -> None:
        """A whole row of one merged text. A merged cell does not grow by itself: `tinggi` in points where it must."""
        if tinggi is not None:
            self.sheet.set_row(self.baris, tinggi)
        self.gabung(text, 0, sampai, gaya)
        self.baris += 1

    def skip(self, rows: int = 1) -> None:
        self.baris += rows

    def bekukan(self, kolom: int) -> None:
        """Freeze what was written so far, and these columns; the frozen rows repeat on each printed page."""
        self.sheet.freeze_panes(self.baris, kolom)

    def ulangi(self, dari: int) -> None:
        """Repeat the rows from `dari` to the last written one on each printed page."""
        self.sheet.repeat_rows(dari, self.baris - 1)

    def saring(self, baris_judul: int, kolom: int) -> None:
        """Put filter buttons on a header row, for everything written below it."""
        if self.baris > baris_judul + 1:
            self.sheet.autofilter(baris_judul, 0, self.baris - 1, kolom - 1)

    def _write(self, column: int, value: Cell, gaya: Gaya) -> None:
        if value is None:
            self.sheet.write_blank(self.baris, column, None, self._buku.format_of(gaya))
        elif isinstance(value, str):
            text = clean_text(value)
            look = self._buku.format_of(gaya, is_quoted=is_risky(text))
            self.sheet.write_string(self.baris, column, text, look)
        else:
            self.sheet.write_number(self.baris, column, float(value), self._buku.format_of(gaya))


def _properties(gaya: Gaya, is_quoted: bool) -> dict[str, Any]:
    wanted = {
        "num_format": gaya.angka,
        "bold": gaya.tebal,
        "font_size": gaya.ukuran,
        "bg_color": gaya.latar,
        "font_color": gaya.warna,
        "align": gaya.rata,
        "border": 1 if gaya.garis else 0,
        "text_wrap": gaya.bungkus,
        "quote_prefix": is_quoted,
    }
    return {"valign": "top"} | {key: value for key, value in wanted.items() if value}
