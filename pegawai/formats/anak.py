"""Reads one spreadsheet or CSV file in a process of its own, with little memory and little time.

Run by path (`python -I anak.py FILE NAME [ROWS]`), so it imports nothing of ours; with ROWS it stops after so many of
each sheet. It writes one JSON value a line:
{"lembar": name}, then each row as a list of cells, at the end {"selesai": true}; or {"galat": code}. A cell is null, a
text, or [kind, text] (see pegawai/rules/sel.py).
"""

import csv
import io
import itertools
import json
import re
import resource
import stat
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 20
MAX_ROWS, MAX_COLUMNS, MAX_SHEETS, MAX_TEXT = 50_000, 150, 30, 5_000
MAX_OUTPUT = 30 * 1024 * 1024
MAX_ENTRIES, MAX_UNPACKED, MAX_RATIO = 1_000, 100 * 1024 * 1024, 100
NOT_PLAIN = {ord(c): " " for c in map(chr, [*range(32), *range(127, 160)])} | dict.fromkeys(range(0xD800, 0xE000))
# Excel's own hint in the first line of a CSV: sep=;
SEPARATOR_LINE = re.compile(r"sep=([;,|\t])")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Refused(Exception):
    """The file is refused; the only argument is the code."""


def limit() -> None:
    """Bound memory and processor time of this process. Where a system has no such limit the parent's clock remains."""
    for what, amount in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (amount, amount))


# ---------- Zip ----------


def check_zip(path: Path) -> None:
    """Look at the table of contents before anything is unpacked."""
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Refused("too_large")
    for entry in entries:
        check_entry(entry)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused("macro_refused")
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        raise Refused("not_a_table")


def check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or ":" in name or stat.S_ISLNK(entry.external_attr >> 16):
        raise Refused("unreadable")
    if entry.flag_bits & 1:
        raise Refused("encrypted")
    if name.lower().endswith((".zip", ".xlsx", ".xlsm", ".7z", ".rar", ".gz")):
        raise Refused("unreadable")
    if entry.file_size > 1_000_000 and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        raise Refused("too_large")


# ---------- Cells ----------


def plain(value: object) -> str:
    return str(value).translate(NOT_PLAIN)[:MAX_TEXT].strip()


def number(value: object) -> str:
    text = repr(value) if isinstance(value, float) else str(value)
    return text.removesuffix(".0")


def cell(value: Any, kind: str, *, is_formula: bool) -> str | list[str] | None:
    """Turn openpyxl's value into our cell."""
    if is_formula:
        return ["f", "" if value is None else plain(moment(value) if isinstance(value, date) else value)]
    if value is None or value == "":
        return None
    if kind == "e":
        return ["e", plain(value)]
    if isinstance(value, bool):
        return ["b", "1" if value else "0"]
    if isinstance(value, int | float | Decimal):
        return ["n", number(value)]
    if isinstance(value, date | time | timedelta):
        return ["d", moment(value)]
    return plain(value) or None


def moment(value: Any) -> str:
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)


# ---------- Workbooks ----------


def read_workbook(path: Path, rows: int) -> Iterator[Any]:
    check_zip(path)
    import openpyxl
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet
    from openpyxl.xml import DEFUSEDXML

    if not DEFUSEDXML:
        raise Refused("unsafe_installation")
    # A sheet's stated dimensions are not believed (rows and columns are counted), and looking for them reads it twice.
    ReadOnlyWorksheet._get_size = lambda self: None
    # A file object, because openpyxl judges a path by its ending.
    book = openpyxl.load_workbook(path.open("rb"), read_only=True, data_only=True, keep_links=False)
    if len(book.worksheets) > MAX_SHEETS:
        raise Refused("too_large")
    for sheet in book.worksheets:
        yield {"lembar": plain(sheet.title)}
        yield from itertools.islice(read_sheet(sheet, book), rows)


def read_sheet(sheet: Any, book: Any) -> Iterator[list[Any]]:
    """The sheet's rows as they come, with empty lists for rows that are missing."""
    from openpyxl.worksheet._reader import ROW_TAG, iterparse

    parser = cell_parser()(
        None,
        sheet._shared_strings,
        data_only=True,
        epoch=book.epoch,
        date_formats=book._date_formats,
        timedelta_formats=book._timedelta_formats,
    )
    expected = 1
    with sheet._get_source() as source:
        for _, element in iterparse(source):
            if element.tag != ROW_TAG:
                continue
            index, found = parser.parse_row(element)
            element.clear()
            if index > MAX_ROWS:
                raise Refused("too_many_rows")
            for _ in range(expected, index):
                yield []
            expected = max(expected, index + 1)
            yield row_of(found)


def row_of(found: list[dict[str, Any]]) -> list[Any]:
    row: list[Any] = []
    for item in found:
        value = cell(item["value"], item["data_type"], is_formula=item["formula"])
        if value is None:
            continue
        if item["column"] > MAX_COLUMNS:
            raise Refused("too_many_columns")
        row.extend([None] * (item["column"] - len(row)))
        row[item["column"] - 1] = value
    return row


def cell_parser() -> Callable[..., Any]:
    """openpyxl's parser of cells, which also tells whether a formula stands in them and is quicker with texts."""
    from openpyxl.utils.cell import column_index_from_string
    from openpyxl.worksheet._reader import FORMULA_TAG, INLINE_STRING, WorkSheetParser

    text_tag = INLINE_STRING[: INLINE_STRING.index("}") + 1] + "t"
    columns: dict[str, int] = {}

    class Parser(WorkSheetParser):
        def parse_row(self, row: Any) -> tuple[int, list[dict[str, Any]]]:
            self.row_counter: int = int(row.get("r", self.row_counter + 1))
            self.col_counter = 0
            # Exports name every cell of a row; the empty ones have nothing inside and are passed over.
            return self.row_counter, [self.parse_cell(item) for item in row if len(item) or not item.get("r")]

        def parse_cell(self, element: Any) -> dict[str, Any]:
            formula = {"formula": element.find(FORMULA_TAG) is not None}
            if element.get("t") != "inlineStr":
                return super().parse_cell(element) | formula
            child = element.find(INLINE_STRING)
            words = "" if child is None else "".join(part.text or "" for part in child.iter(text_tag))
            return {"column": self.column_of(element.get("r")), "value": words, "data_type": "s"} | formula

        def column_of(self, coordinate: str | None) -> int:
            letters = (coordinate or "").rstrip("0123456789")
            if letters not in columns:
                columns[letters] = column_index_from_string(letters) if letters else 0
            self.col_counter = columns[letters] or self.col_counter + 1
            return self.col_counter

    return Parser


# ---------- CSV ----------


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
        yield [plain(value) or None for value in row[:MAX_COLUMNS]]


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


# ---------- Entry ----------


def read(path: Path, name: str, rows: int = sys.maxsize) -> Iterator[Any]:
    with path.open("rb") as file:
        head = file.read(8)
    suffix = Path(name).suffix.lower()
    if head == OLE:
        raise Refused("xls_refused")
    if suffix in {".xls", ".xlsm", ".xlsb", ".ods"}:
        raise Refused({".xlsm": "macro_refused"}.get(suffix, "xls_refused"))
    if head[:2] == b"PK":
        return read_workbook(path, rows)
    if suffix in {".csv", ".txt", ".tsv"}:
        return read_csv(path, rows)
    raise Refused("not_a_table")


def main(path: str, name: str, rows: str = str(sys.maxsize)) -> None:
    out, written = sys.stdout, 0
    try:
        for line in itertools.chain(read(Path(path), name, int(rows)), [{"selesai": True}]):
            # One long text may be shared by millions of cells: what comes out is counted as well.
            written += out.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
            if written > MAX_OUTPUT:
                raise Refused("too_large")
    except Refused as refusal:
        out.write("\n" + json.dumps({"galat": refusal.args[0]}) + "\n")
    except MemoryError:
        out.write('\n{"galat": "too_large"}\n')
    # The border of the process: whatever a broken file makes the readers raise, it is one answer.
    except Exception:
        out.write('\n{"galat": "unreadable"}\n')


if __name__ == "__main__":
    limit()
    # openpyxl would load numpy, which on a machine with many cores reserves more memory than is allowed here.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    main(*sys.argv[1:])
