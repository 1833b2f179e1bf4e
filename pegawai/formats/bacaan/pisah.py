"""Text whose cells a sign separates: CSV as offices save it."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pegawai.formats.bacaan.batas import MAX_COLUMNS, MAX_ROWS, MAX_TEXT, Refused, plain

# Excel's own hint in the first line of a CSV: sep=;
SEPARATOR_LINE = re.compile(r"sep=([;,|\t])")


def read_csv(path: Path, rows: int) -> Iterator[Any]:
    text = decode(path.read_bytes())
    csv.field_size_limit(MAX_TEXT * 10)
    yield {"lembar": "CSV"}
    for index, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator(text)), 1):
        if index > rows:
            return
        if index == 1 and SEPARATOR_LINE.fullmatch(text[:8].split("\n")[0].strip()):
            yield []
            continue
        if index > MAX_ROWS:
            raise Refused("too_many_rows")
        if len(row) > MAX_COLUMNS and any(row[MAX_COLUMNS:]):
            raise Refused("too_many_columns")
        cells = [plain(value) or None for value in row[:MAX_COLUMNS]]
        yield cells[: max((at for at, value in enumerate(cells, 1) if value), default=0)]


def separator(text: str) -> str:
    """What stands between the cells: the sign that cuts most lines into the same number of cells, then into the most.

    Commas in names ("Siti, S.Pd.") are more numerous than the semicolons of a list of two columns, and less regular.
    """
    stated = SEPARATOR_LINE.fullmatch(text[:8].split("\n")[0].strip())
    if stated:
        return stated[1]
    head = "".join(text.splitlines(keepends=True)[:50])

    def regularity(sign: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(head, newline=""), delimiter=sign) if row]
        except csv.Error:
            return 0, 0
        usual, lines = Counter([width for width in widths if width > 1] or [0]).most_common(1)[0]
        return (lines, usual) if usual else (0, 0)

    return max(";,\t|", key=regularity)


def decode(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16")
    if b"\0" in raw[:4096]:
        raise Refused("not_a_table")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
