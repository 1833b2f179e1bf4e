"""Item workbooks → rows of cells. Text stays text: a cell that begins with "=" is an option, never a formula."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from asesmen.bank.formats.berkas import BerkasUnreadable, Row
from asesmen.bank.formats.kolom import column_of

HEADER_WITHIN = 12
MAX_ROWS = 20_000
MAX_COLUMNS = 100
MAX_UNPACKED = 200 * 1024 * 1024


def read_xlsx(content: bytes) -> list[Row]:
    """Read the first sheet that has a heading row; rows without a question and without a code are left out.

    Raises BerkasUnreadable.
    """
    _check_size(content)
    try:
        book = openpyxl.load_workbook(BytesIO(content), read_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as wrong:
        raise BerkasUnreadable("Berkas Excel (.xlsx) ini tidak utuh. Simpan ulang sebagai .xlsx.") from wrong
    for sheet in book.worksheets:
        found = _rows(sheet)
        if found is not None:
            return found
    raise BerkasUnreadable("Baris judul tidak ditemukan. Perlu kolom Pertanyaan dan Kunci, seperti pada templat.")


def _check_size(content: bytes) -> None:
    try:
        with ZipFile(BytesIO(content)) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
    except BadZipFile as wrong:
        raise BerkasUnreadable("Berkas bukan buku kerja Excel (.xlsx). Simpan ulang sebagai .xlsx.") from wrong
    if unpacked > MAX_UNPACKED:
        raise BerkasUnreadable("Isi berkas terlalu besar. Bagi menjadi beberapa berkas.")


def _rows(sheet: Worksheet) -> list[Row] | None:
    heads: dict[int, str] | None = None
    rows: list[Row] = []
    lines = sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS, max_row=MAX_ROWS + HEADER_WITHIN)
    for number, line in enumerate(lines, 1):
        if heads is None:
            heads = _heads(line)
            if heads is None and number >= HEADER_WITHIN:
                return None
            continue
        cells = {heads[i]: text for i, value in enumerate(line) if i in heads for text in [_text(value)] if text}
        if set(cells) - {"No"}:
            rows.append(Row(number, cells))
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
    return str(value).replace("\r\n", "\n").replace("_x000D_", "").strip()


def write_xlsx(rows: Iterable[Sequence[str]], heads: Sequence[str]) -> bytes:
    """A workbook of text cells only: nothing in it can become a formula."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Soal")
    for line in (heads, *rows):
        cells = []
        for text in line:
            cell = openpyxl.cell.WriteOnlyCell(sheet, value=text)
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
