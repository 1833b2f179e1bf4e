"""Item workbooks ↔ rows of cells. Text stays text: a cell that begins with "=" is an option, never a formula."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml import DEFUSEDXML

from asesmen.bank.formats.berkas import BerkasUnreadable, Row, clean
from asesmen.bank.formats.kolom import column_of

HEADER_WITHIN = 12
MAX_ROWS = 5_000
MAX_COLUMNS = 100
MAX_UNPACKED = 60 * 1024 * 1024
NOT_XLSX = "Berkas bukan buku kerja Excel (.xlsx) yang utuh. Buka di Excel, lalu simpan ulang sebagai .xlsx."


def read_xlsx(content: bytes) -> list[Row]:
    """Read the first sheet that has a heading row; empty rows are left out.

    Raises BerkasUnreadable.
    """
    _check_size(content)
    try:
        book = openpyxl.load_workbook(BytesIO(content), read_only=True)
        for sheet in book.worksheets:
            found = _rows(sheet)
            if found is not None:
                return found
    except (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, OSError, EOFError) as wrong:
        if isinstance(wrong, BerkasUnreadable):
            raise
        raise BerkasUnreadable(NOT_XLSX) from wrong
    raise BerkasUnreadable("Baris judul tidak ditemukan. Perlu kolom Pertanyaan dan Kunci, seperti pada templat.")


def _check_size(content: bytes) -> None:
    if not DEFUSEDXML:
        raise BerkasUnreadable("Pemasangan belum aman untuk membaca Excel: paket defusedxml tidak ada.")
    try:
        with ZipFile(BytesIO(content)) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
    except BadZipFile as wrong:
        raise BerkasUnreadable(NOT_XLSX) from wrong
    if unpacked > MAX_UNPACKED:
        raise BerkasUnreadable("Isi berkas terlalu besar. Bagi menjadi beberapa berkas.")


def _rows(sheet: Worksheet) -> list[Row] | None:
    heads: dict[int, str] | None = None
    rows: list[Row] = []
    for number, line in enumerate(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS), 1):
        if heads is None:
            heads = _heads(line)
            if heads is None and number >= HEADER_WITHIN:
                return None
            continue
        cells = {heads[i]: text for i, value in enumerate(line) if i in heads for text in [_text(value)] if text}
        if set(cells) - {"No"}:
            rows.append(Row(number, cells))
        if len(rows) > MAX_ROWS:
            raise BerkasUnreadable("Paling banyak 5.000 butir per berkas. Bagi menjadi beberapa berkas.")
    return None if heads is None else rows


def _heads(line: Sequence[Any]) -> dict[int, str] | None:
    found: dict[int, str] = {}
    for i, value in enumerate(line):
        name = column_of(value) if isinstance(value, str) else None
        if name and name not in found.values():
            found[i] = name
    return found if {"Pertanyaan", "Kunci"} <= set(found.values()) else None


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Benar" if value else "Salah"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return clean(str(value))


def write_xlsx(rows: Iterable[Sequence[str]], heads: Sequence[str]) -> bytes:
    """A workbook of text cells only: nothing in it is a formula or becomes one when somebody edits the cell."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Soal")
    for line in (heads, *rows):
        sheet.append([_cell(sheet, text) for text in line])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=text or None)
    if text:
        cell.data_type = "s"
        cell.quotePrefix = text[0] in "=+-@"
    return cell
