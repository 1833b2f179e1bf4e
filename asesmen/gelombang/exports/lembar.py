"""A plain sheet for Excel. Every word is written as a word: a name that begins with "=" is no formula."""

import io
from collections.abc import Iterable, Sequence

import xlsxwriter


def lembar_xlsx(nama: str, judul: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """Return one sheet with a bold header; whole numbers stay numbers, all else is text (a NIP keeps 18 digits)."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "in_memory": True})
    sheet = book.add_worksheet(nama[:31])
    text, head = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "bottom": 1})
    sheet.freeze_panes(1, 0)
    for column, word in enumerate(judul):
        sheet.set_column(column, column, 12 if column == 0 else 24)
        sheet.write_string(0, column, word, head)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(number, column, value)
            else:
                sheet.write_string(number, column, value, text)
    book.close()
    return out.getvalue()
