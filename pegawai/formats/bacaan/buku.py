"""A workbook: its sheets by name, each with its rows as they come."""

import itertools
import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pegawai.formats.bacaan.arsip import check_end, check_zip
from pegawai.formats.bacaan.bagian import Contents, Relations, Strings, Styles
from pegawai.formats.bacaan.baris import Rows
from pegawai.formats.bacaan.batas import Refused, plain


def read_workbook(path: Path, rows: int) -> Iterator[Any]:
    check_end(path)
    with zipfile.ZipFile(path) as archive:
        check_zip(archive)
        yield from read_sheets(archive, rows)


def read_sheets(archive: zipfile.ZipFile, rows: int) -> Iterator[Any]:
    """Each sheet's name and rows; what is hidden from the officer comes last."""
    home = next((at for kind, at in relations(archive, "").values() if kind == "officeDocument"), "xl/workbook.xml")
    contents = Contents()
    if home in archive.NameToInfo:
        contents.read(archive, home)
    if not contents.is_workbook:
        raise Refused("not_a_table")
    known = relations(archive, home)
    parts = {kind: at for kind, at in known.values() if at in archive.NameToInfo}
    strings, styles = Strings(), Styles()
    if "sharedStrings" in parts:
        strings.read(archive, parts["sharedStrings"])
    if "styles" in parts:
        styles.read(archive, parts["styles"])
    for name, mark, _ in sorted(contents.sheets, key=lambda sheet: sheet[2]):
        kind, at = known.get(mark, ("", ""))
        if kind == "worksheet" and at in archive.NameToInfo:
            yield {"lembar": plain(name)}
            sheet = Rows(strings.found, styles.forms, is_1904=contents.is_1904)
            yield from itertools.islice(read_rows(archive, at, sheet), rows)


def relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    folder, name = posixpath.split(part)
    found = Relations(folder)
    address = posixpath.join(folder, "_rels", f"{name}.rels")
    if address in archive.NameToInfo:
        found.read(archive, address)
    return found.found


def read_rows(archive: zipfile.ZipFile, at: str, sheet: Rows) -> Iterator[list[Any]]:
    with archive.open(at) as stream:
        for _ in sheet.pieces(stream):
            yield from sheet.ready
            sheet.ready = []
