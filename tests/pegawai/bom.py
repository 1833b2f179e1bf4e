"""Hand-made hostile workbooks, and the small good ones that they and the mutations start from."""

import io
import struct
import zipfile
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import openpyxl

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
ROWS = (("NIP", "Nama"), ("198609262015051001", "Siti"))


def workbook(rows: Sequence[Sequence[Any]] | None = None) -> bytes:
    return _saved() if rows is None else _saved(tuple(map(tuple, rows)))


@cache
def _saved(rows: tuple[tuple[Any, ...], ...] = ROWS) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_entries(raw: bytes, **entries: bytes) -> bytes:
    """The same workbook with some of its entries replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            if name not in entries:
                new.writestr(name, old.read(name))
        for name, content in entries.items():
            new.writestr(name, content)
    return out.getvalue()


def sheet(body: str) -> bytes:
    return with_entries(workbook(), **{SHEET: f'<?xml version="1.0"?><worksheet {MAIN}>{body}</worksheet>'.encode()})


def cell(place: str, words: str = "x") -> str:
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    inside = f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'
    return f'<sheetData><row r="{row}">{inside}</row></sheetData>'


def declared(declarations: str, words: str) -> bytes:
    text = f'<?xml version="1.0"?><!DOCTYPE w [{declarations}]><worksheet {MAIN}>{cell("A1", words)}</worksheet>'
    return with_entries(workbook(), **{SHEET: text.encode()})


def linked() -> bytes:
    """An entry that is a symbolic link."""
    out, link = io.BytesIO(workbook()), zipfile.ZipInfo("xl/tautan")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


def shared(strings: bytes, body: str = "") -> bytes:
    """A workbook that declares a table of shared strings."""
    good = sheet(f"<sheetData>{body}</sheetData>")
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        links = archive.read("xl/_rels/workbook.xml.rels").decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = f'<Relationship Id="rIdS" Type="{kind}" Target="/{STRINGS}"/></Relationships>'
    return with_entries(
        good,
        **{STRINGS: strings, "xl/_rels/workbook.xml.rels": links.replace("</Relationships>", link).encode()},
    )


def overlapping() -> bytes:
    """Hundreds of names in the table of contents for one packed megabyte: each of them would be unpacked anew."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/a", b"\0" * 900_000)
    raw = out.getvalue()
    at = raw.rfind(b"PK\1\2")
    end = raw.rfind(b"PK\5\6")
    record, count = raw[at:end], 900
    tail = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(record) * count, at, 0)
    return raw[:at] + record * count + tail


def long_contents() -> bytes:
    """A table of contents of 300,000 entries, of which the end admits to one."""
    record = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    contents = record * 300_000
    return b"PK\3\4" + contents + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(contents), 4, 0)


def containing_itself() -> bytes:
    """An entry, stored and named as a workbook, that reaches over the archive itself."""
    name = b"xl/r.xlsx"
    head = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 33, 0, 0, 0, len(name), 0) + name
    size = len(head) + 46 + len(name) + 22
    record = (
        struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 33, 0, size, size, len(name), 0, 0, 0, 0, 0, 0) + name
    )
    return head + record + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(record), len(head), 0)


def many_styles() -> bytes:
    formats = "".join(f'<xf numFmtId="{n}"/>' for n in range(1_000_000))
    return with_entries(
        workbook(), **{STYLES: f"<styleSheet {MAIN}><cellXfs>{formats}</cellXfs></styleSheet>".encode()}
    )


def pointing(words: int, cells: str = "") -> bytes:
    return shared(f"<sst {MAIN}><si><t>{'x' * words}</t></si></sst>".encode(), cells)


def laughing() -> bytes:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return declared('<!ENTITY a0 "ha">' + laughs, "&a9;")


ROW_OF_ONE_TEXT = "<row>" + '<c t="s"><v>0</v></c>' * 150 + "</row>"
# Name → how it is made, and what becomes of it: a code, or "read" where nothing in it does harm.
BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "zip ratio": (lambda: with_entries(workbook(), **{"xl/media/a.png": b"\0" * 50_000_000}), "too_large"),
    "unpacked size": (lambda: with_entries(workbook(), **{f"xl/{n}": b"\0" * 60_000_000 for n in "ab"}), "too_large"),
    "many entries": (lambda: with_entries(workbook(), **{f"xl/{n}": b"" for n in range(1500)}), "too_large"),
    "endless table of contents": (long_contents, "too_large"),
    "overlapping entries": (overlapping, "too_large"),
    "nested zip": (lambda: with_entries(workbook(), **{"xl/a.zip": workbook()}), "unreadable"),
    "zip that contains itself": (containing_itself, "unreadable"),
    "cell XFD1048576": (lambda: sheet(cell("XFD1048576")), "too_many_columns"),
    "column XFD": (lambda: sheet(cell("XFD1")), "too_many_columns"),
    "row 1048576": (lambda: sheet(cell("A1048576")), "too_many_rows"),
    "row 1000000000": (lambda: sheet(cell("A1000000000")), "too_many_rows"),
    "a row of 300,000 cells": (
        lambda: sheet(
            "<sheetData><row>" + "".join(f"<c s='{n}'/>" for n in range(300_000)) + "</row></sheetData>"
        ),
        "read",
    ),
    "nested 300,000 deep": (lambda: sheet("".join(f"<a b='{n}'>" for n in range(300_000))), "unreadable"),
    "billion laughs": (laughing, "unreadable"),
    "DTD": (lambda: declared('<!ENTITY a "x">', "&a;"), "unreadable"),
    "external entity": (lambda: declared('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"), "unreadable"),
    "a million styles": (many_styles, "too_large"),
    "huge shared string": (lambda: pointing(60_000_000), "too_large"),
    "one text in every cell": (lambda: pointing(5000, ROW_OF_ONE_TEXT * 100), "too_large"),
    "symlink entry": (linked, "unreadable"),
    "absolute path": (lambda: with_entries(workbook(), **{"/etc/x": b""}), "unreadable"),
    "parent path": (lambda: with_entries(workbook(), **{"xl/../../x": b""}), "unreadable"),
}  # fmt: skip
