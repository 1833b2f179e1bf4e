"""Hostile and broken files: each ends in one code, within little time."""

import io
import random
import time
import zipfile
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from pegawai.formats.tabel import TabelUnreadable, read_tabel

ROWS = [["NIP", "Nama"], ["198609262015051001", "Siti"]]


def workbook(rows=ROWS) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_entries(raw: bytes, **entries: bytes) -> bytes:
    """The same workbook with some of its entries replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in entries:
                new.writestr(name, old.read(name))
        for name, content in entries.items():
            new.writestr(name, content)
    return out.getvalue()


def sheet(body: str) -> bytes:
    return with_entries(
        workbook(),
        **{
            "xl/worksheets/sheet1.xml": '<?xml version="1.0"?>'
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f"{body}</worksheet>".encode()
        },
    )


def code_of(tmp_path: Path, raw: bytes, name: str = "daftar.xlsx") -> str:
    path = tmp_path / "berkas"
    path.write_bytes(raw)
    try:
        read_tabel(path, name)
    except TabelUnreadable as refusal:
        return refusal.code
    return "read"


def rows_of(tmp_path: Path, raw: bytes, name: str = "daftar.xlsx"):
    path = tmp_path / "berkas"
    path.write_bytes(raw)
    return read_tabel(path, name)[0].rows


def test_kinds_of_cells_are_kept_apart(tmp_path):
    body = (
        '<sheetData><row r="1"><c r="A1"><v>198609262015051008</v></c><c r="B1" t="inlineStr"><is><t>Siti</t></is></c>'
        '<c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><v>#REF!</v></c><c r="F1"><f>1+1</f><v>2</v></c></row></sheetData>'
    )

    rows = rows_of(tmp_path, sheet(body))

    assert rows == [[["n", "198609262015051008"], "Siti", None, ["b", "1"], ["e", "#REF!"], ["f", "2"]]]


def test_dates_and_rich_text_are_read_as_words(tmp_path):
    raw = workbook([[date(2025, 5, 5)]])
    assert rows_of(tmp_path, raw) == [[["d", "2025-05-05"]]]

    rich = (
        '<sheetData><row r="2"><c r="A2" t="inlineStr"><is><r><t>Si</t></r><r><t>ti</t></r></is></c></row></sheetData>'
    )
    assert rows_of(tmp_path, sheet(rich)) == [[], ["Siti"]]


def test_csv_is_read_with_its_separator_and_byte_order_mark(tmp_path):
    raw = '\ufeffNO;NAMA;NIP\r\n1;"Siti\nAminah";198609262015051001\r\n'.encode()

    assert rows_of(tmp_path, raw, "duk.csv") == [["NO", "NAMA", "NIP"], ["1", "Siti Aminah", "198609262015051001"]]
    assert rows_of(tmp_path, "NAMA,NIP\nÉlvira,1\n".encode("cp1252"), "a.csv") == [["NAMA", "NIP"], ["Élvira", "1"]]


@pytest.mark.parametrize(
    "text",
    [
        "NAMA;NIP\nSiti, S.Pd., M.Pd.;1\nBudi, S.Ag., M.A.;2\n",
        "DAFTAR\nNAMA;NIP\nSiti, S.Pd.;1\nBudi, S.Ag.;2\n",
        'sep=;\nNAMA;NIP\n"Siti, S.Pd.";1\n',
        'NAMA,NIP\n"Siti; S.Pd.",1\n"Budi; S.Ag.",2\n',
        "NAMA\tNIP\r\nSiti, S.Pd.\t1\r\n",
        "NAMA|NIP\rSiti, S.Pd.|1\r",
    ],
    ids=["titles with commas", "title row", "sep=", "comma", "tab", "bar"],
)
def test_the_separator_is_the_sign_that_cuts_every_line_alike(tmp_path, text):
    rows = rows_of(tmp_path, text.encode(), "a.csv")

    assert ["NAMA", "NIP"] in rows
    assert {len(row) for row in rows[rows.index(["NAMA", "NIP"]) :]} == {2}


@pytest.mark.parametrize(
    ("raw", "name", "code"),
    [
        (b"", "daftar.xlsx", "empty"),
        (b"halo", "daftar.xlsx", "not_a_table"),
        (b"PK\x03\x04rusak", "daftar.xlsx", "unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "daftar.xlsx", "xls_refused"),
        (workbook(), "daftar.xlsm", "macro_refused"),
        (workbook(), "daftar.xls", "xls_refused"),
        (with_entries(workbook(), **{"xl/vbaProject.bin": b"x"}), "daftar.xlsx", "macro_refused"),
        (workbook([]), "daftar.xlsx", "empty"),
        (b"\0\1\2\3" * 100, "daftar.csv", "not_a_table"),
        (b"\n\n\n", "daftar.csv", "empty"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_plain_table_is_refused_with_its_code(tmp_path, raw, name, code):
    assert code_of(tmp_path, raw, name) == code


@cache
def bombs() -> dict[str, tuple[bytes, str]]:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    namespace = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    link = zipfile.ZipInfo("xl/tautan")
    link.external_attr = 0o120777 << 16
    good = workbook()

    def dtd(declarations: str, words: str) -> bytes:
        cell = f'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{words}</t></is></c></row></sheetData>'
        text = f'<?xml version="1.0"?><!DOCTYPE w [{declarations}]><worksheet {namespace}>{cell}</worksheet>'
        return with_entries(good, **{"xl/worksheets/sheet1.xml": text.encode()})

    def linked() -> bytes:
        out = io.BytesIO(good)
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr(link, "/etc/passwd")
        return out.getvalue()

    far = '<sheetData><row r="1"><c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    deep = '<sheetData><row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    strings = f"<sst {namespace}><si><t>{'x' * 60_000_000}</t></si></sst>".encode()
    row = "<row>" + '<c t="s"><v>0</v></c>' * 150 + "</row>"
    types = zipfile.ZipFile(io.BytesIO(good)).read("[Content_Types].xml").decode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    shared = with_entries(
        sheet(f"<sheetData>{row * 100}</sheetData>"),
        **{
            "xl/sharedStrings.xml": f"<sst {namespace}><si><t>{'x' * 5000}</t></si></sst>".encode(),
            "[Content_Types].xml": types.replace("</Types>", part).encode(),
        },
    )
    return {
        "one text in every cell": (shared, "too_large"),
        "ratio": (with_entries(good, **{"xl/media/a.png": b"\0" * 50_000_000}), "too_large"),
        "unpacked": (with_entries(good, **{f"xl/{n}": b"\0" * 60_000_000 for n in "ab"}), "too_large"),
        "entries": (with_entries(good, **{f"xl/{n}": b"" for n in range(1500)}), "too_large"),
        "nested": (with_entries(good, **{"xl/a.zip": good}), "unreadable"),
        "column XFD": (sheet(far), "too_many_columns"),
        "row 1048576": (sheet(deep), "too_many_rows"),
        "laughs": (dtd('<!ENTITY a0 "ha">' + laughs, "&a9;"), "unreadable"),
        "dtd": (dtd('<!ENTITY a "x">', "&a;"), "unreadable"),
        "external entity": (dtd('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"), "unreadable"),
        "huge string": (with_entries(good, **{"xl/sharedStrings.xml": strings}), "too_large"),
        "symlink": (linked(), "unreadable"),
        "absolute path": (with_entries(good, **{"/etc/x": b""}), "unreadable"),
        "parent path": (with_entries(good, **{"xl/../../x": b""}), "unreadable"),
    }


@pytest.mark.parametrize("name", bombs())
def test_bombs_are_refused_within_two_seconds(tmp_path, name):
    raw, code = bombs()[name]
    begun = time.perf_counter()

    found = code_of(tmp_path, raw)

    assert found == code
    # Generous: the machine of a test run is shared.
    assert time.perf_counter() - begun < 6


def test_a_stated_dimension_is_not_believed(tmp_path):
    cell = '<c r="A1" t="inlineStr"><is><t>x</t></is></c>'
    body = f'<dimension ref="A1:XFD1048576"/><sheetData><row r="1">{cell}</row></sheetData>'

    assert rows_of(tmp_path, sheet(body)) == [["x"]]


def test_control_characters_never_reach_the_database(tmp_path):
    body = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Si\u0085ti</t></is></c></row></sheetData>'

    assert rows_of(tmp_path, sheet(body)) == [["Si ti"]]
    assert rows_of(tmp_path, b"NIP,Nama\n1,Si\x00ti\n".replace(b"\x00", b"\x01"), "a.csv")[1] == ["1", "Si ti"]


def test_mutated_workbooks_are_read_or_refused_and_never_crash(tmp_path):
    chance = random.Random(2026)
    good = workbook([*ROWS, *[[f"1986092620150510{n:02d}", f"Orang {n}"] for n in range(30)]])
    found = set()
    for _ in range(12):
        raw = bytearray(good)
        for _ in range(chance.randint(1, 8)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        found.add(code_of(tmp_path, bytes(raw)))

    assert found <= {"read", "unreadable", "not_a_table", "too_large", "encrypted", "empty"}
