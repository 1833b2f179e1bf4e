"""The XML parts of a workbook, read as they stream by: no tree is built, so nothing in them can grow in memory."""

import posixpath
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.parsers import expat

from pegawai.formats.bacaan.angka import BUILT_IN, form_of
from pegawai.formats.bacaan.batas import MAX_SHEETS, MAX_STRINGS, MAX_STYLES, Refused, plain


class Part:
    """What hears the elements of one part. Namespaces do not matter: strict and transitional files read alike."""

    def __init__(self) -> None:
        self.words: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def pieces(self, stream: IO[bytes]) -> Iterator[None]:
        """Parse piece by piece, pausing after each."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = refuse_doctype
        parser.StartElementHandler = lambda name, attributes: self.begin(parser, name, attributes)
        parser.CharacterDataHandler = self.text
        while piece := stream.read(65_536):
            parser.Parse(piece)
            yield
        parser.Parse(b"", True)
        yield

    def begin(self, parser: expat.XMLParserType, name: str, attributes: dict[str, str]) -> None:
        """Hear the first element: where it has a prefix, all of ours have."""
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        if ":" in name:
            parser.StartElementHandler = lambda name, attributes: self.start(name.rpartition(":")[2], attributes)
            parser.EndElementHandler = lambda name: self.end(name.rpartition(":")[2])
        self.start(name.rpartition(":")[2], attributes)

    def read(self, archive: zipfile.ZipFile, name: str) -> "Part":
        with archive.open(name) as stream:
            for _ in self.pieces(stream):
                pass
        return self

    def text(self, words: str) -> None:
        if self.words is not None:
            self.words.append(words)

    def taken(self) -> str:
        words, self.words = self.words, None
        return "".join(words or ())


def refuse_doctype(*_declared: object) -> None:
    # Entities are declared there: the way of "billion laughs" and of files that are not ours to read.
    raise Refused("unreadable")


class Relations(Part):
    """Which part is what: (kind, address) by id. What lies outside of the file is not followed."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.folder, self.found = folder, dict[str, tuple[str, str]]()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", self.folder, attributes.get("Target", ""))).lstrip("/")
            self.found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], target)


class Contents(Part):
    """The workbook's own part: its sheets, and which calendar it counts by."""

    def __init__(self) -> None:
        super().__init__()
        self.is_workbook, self.is_1904 = False, False
        self.sheets: list[tuple[str, str, bool]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbook":
            self.is_workbook = True
        elif name == "workbookPr":
            self.is_1904 = attributes.get("date1904") in {"1", "true"}
        elif name == "sheet":
            mark = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            self.sheets.append((attributes.get("name", ""), mark, attributes.get("state", "visible") != "visible"))
            if len(self.sheets) > MAX_SHEETS:
                raise Refused("too_large")


class Strings(Part):
    """The texts that cells point to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.item, self.is_reading_aid = list[str](), False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "t" and not self.is_reading_aid:
            self.words = []
        elif name == "si":
            self.item = []
        elif name == "rPh":
            self.is_reading_aid = True

    def end(self, name: str) -> None:
        if name == "t":
            self.item.append(self.taken())
        elif name == "si":
            self.found.append(plain("".join(self.item)))
            if len(self.found) > MAX_STRINGS:
                raise Refused("too_large")
        elif name == "rPh":
            self.is_reading_aid = False


class Styles(Part):
    """What the format of each cell style makes of a number."""

    def __init__(self) -> None:
        super().__init__()
        self.codes = dict(BUILT_IN)
        self.forms: list[str] = []
        self.is_cells = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self.codes[attributes.get("numFmtId", "")] = form_of(attributes.get("formatCode", ""))
        elif name == "cellXfs":
            self.is_cells = True
        elif name == "xf" and self.is_cells:
            self.forms.append(self.codes.get(attributes.get("numFmtId", ""), ""))
            # Excel itself keeps no more.
            if len(self.forms) > MAX_STYLES:
                raise Refused("too_large")

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self.is_cells = False
