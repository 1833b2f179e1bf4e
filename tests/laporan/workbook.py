"""Reading our workbook back, by its headings."""

import io
from fractions import Fraction
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

GROUP_ROW, HEAD_ROW, FIRST_ROW = 4, 5, 6


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def columns(sheet: Worksheet) -> dict[tuple[str, str], int]:
    """(group, title) → column of the two-row header; a group's name stands over its first column."""
    found, group = {}, ""
    for column in range(1, sheet.max_column + 1):
        group = sheet.cell(GROUP_ROW, column).value or group
        title = sheet.cell(HEAD_ROW, column).value
        if title:
            found[group, title] = column
    return found


def people(sheet: Worksheet) -> dict[str, dict[tuple[str, str], Any]]:
    """NIP → (group, title) → cell value."""
    heads = columns(sheet)
    nip = heads["Identitas", "NIP"]
    return {
        sheet.cell(row, nip).value: {key: sheet.cell(row, column).value for key, column in heads.items()}
        for row in range(FIRST_ROW, sheet.max_row + 1)
    }


def exact(value: Any) -> Fraction:
    """What a numeric cell shows, as a fraction."""
    return Fraction(str(value))


def block(person: dict[tuple[str, str], Any], group: str) -> dict[str, Fraction]:
    """Competency code → value of one block, without its sum."""
    cells = {
        title: value for (name, title), value in person.items() if name == group and not title.startswith("Jumlah")
    }
    return {title.rsplit("(", 1)[1].rstrip(")"): exact(value) for title, value in cells.items() if value is not None}
