"""The rows of one sheet."""

from collections.abc import Sequence
from typing import Any

from pegawai.formats.bacaan.angka import moment, number
from pegawai.formats.bacaan.bagian import Part
from pegawai.formats.bacaan.batas import MAX_COLUMNS, MAX_ROWS, Refused, plain


class Rows(Part):
    """A sheet's rows. Its stated dimensions are not believed: what stands in it is counted."""

    def __init__(self, strings: Sequence[str], forms: Sequence[str], *, is_1904: bool) -> None:
        super().__init__()
        self.strings, self.forms, self.is_1904 = strings, forms, is_1904
        self.ready: list[list[Any]] = []
        self.row: list[Any] = []
        self.number, self.written, self.column = 0, 0, 0
        self.cell: dict[str, str] | None = None
        self.parts, self.is_formula, self.is_reading_aid = list[str](), False, False
        self.columns: dict[str, int] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self.cell, self.parts, self.is_formula, self.is_reading_aid = attributes, [], False, False
            place = attributes.get("r")
            letters = place.rstrip("0123456789") if place else ""
            self.column = (self.columns.get(letters) or self.place(letters)) if letters else self.column + 1
        elif self.cell is None:
            if name == "row":
                self.begin_row(attributes.get("r", ""))
        elif name == "v" or (name == "t" and not self.is_reading_aid):
            self.words = []
        elif name == "f":
            self.is_formula = True
        elif name == "rPh":
            self.is_reading_aid = True

    def end(self, name: str) -> None:
        if name == "c":
            if self.cell is not None and (self.parts or self.is_formula):
                self.put(self.value(self.cell, "".join(self.parts)))
            self.cell = None
        elif name == "v" or name == "t":
            if self.words is not None:
                self.parts.append(self.taken())
        elif name == "row":
            self.end_row()
        elif name == "rPh":
            self.is_reading_aid = False

    def begin_row(self, number: str) -> None:
        found = int(number) if number else self.number + 1
        if found <= self.number:
            raise Refused("unreadable")
        self.number, self.column, self.row = found, 0, []

    def end_row(self) -> None:
        if not self.row:
            return
        if self.number > MAX_ROWS:
            raise Refused("too_many_rows")
        self.ready.extend([] for _ in range(self.number - self.written - 1))
        self.ready.append(self.row)
        self.written = self.number
        self.row = []

    def put(self, value: Any) -> None:
        if value is None:
            return
        if self.column > MAX_COLUMNS:
            raise Refused("too_many_columns")
        self.row.extend([None] * (self.column - len(self.row)))
        self.row[self.column - 1] = value

    def place(self, letters: str) -> int:
        if letters not in self.columns:
            if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
                raise Refused("unreadable")
            found = 0
            for letter in letters.upper():
                found = found * 26 + ord(letter) - 64
            self.columns[letters] = found
        return self.columns[letters]

    def value(self, attributes: dict[str, str], text: str) -> str | list[str] | None:
        found = self.content(attributes.get("t", "n"), attributes.get("s", "0"), text)
        if self.is_formula:
            return ["f", found[1] if isinstance(found, list) else found or ""]
        return found

    def content(self, kind: str, style: str, text: str) -> str | list[str] | None:
        if kind == "s":
            at = int(text)
            if not 0 <= at < len(self.strings):
                raise Refused("unreadable")
            return self.strings[at] or None
        if kind in {"e", "b"}:
            return [kind, plain(text)] if text else None
        if kind == "d":
            return ["d", plain(text).removesuffix("T00:00:00")] if text else None
        if kind != "n":
            return plain(text) or None
        return self.amount(text.strip(), style) if text.strip() else None

    def amount(self, text: str, style: str) -> list[str]:
        form = self.forms[int(style)] if 0 <= int(style) < len(self.forms) else ""
        return moment(float(number(text)), form, is_1904=self.is_1904) if form else ["n", number(text)]
