"""A seeded mutator of workbooks and CSV lists: broken archives, broken XML, and cells that say strange things."""

import io
import random
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache

import openpyxl
import xlsxwriter

Chance = random.Random
NIPS = [f"19860926201505{n % 2 + 1}0{n:02d}" for n in range(1, 25)]
HEADER = ["No", "NIP", "Nama", "JK", "Tanggal Lahir", "Gol", "Jabatan", "Unit Kerja", "OPD"]
ATTRIBUTES = [
    "", "0", "-1", "1", "99999999999", "1e9", "A0", "ZZZZ9", "XFD1048576", "A1:XFD1048576", "s", "n", "b", "e", "d",
    "str", "inlineStr", "nan", "None", "\u0661", "../../x", "/etc/passwd", "rId999", "true", "veryHidden",
]  # fmt: skip
TEXTS = [
    "", "-1", "999999", "1e999", "-1e308", "nan", "inf", "0x10", "9" * 400, "1.5", "2025-02-30", "\u0660", "=1+1",
    "&lt;", "&#0;", "&#x110000;", "&a;", "<![CDATA[x]]>", "_x0000_", "_xD800_", "198609262015051001", "1.98609E+17",
]  # fmt: skip
PIECES = [
    b"<!DOCTYPE a>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<?xml version='9'?>", b"<row>", b"</row>", b"<c>", b"</c>",
    b"<v>", b"</v>", b"<is><t>", b"<rPh>", b"<f>", b"<si>", b"\0", b"\xff\xfe", b"\xc3\x28", b"&", b"<", b"]]>",
    b"<!--",
]  # fmt: skip


@cache
def seeds() -> tuple[bytes, ...]:
    """Two good workbooks, as openpyxl and as XlsxWriter write them: inline style, shared texts, dates, formulas."""
    rows = [
        [n, nip, f"Orang {n}", "LP"[n % 2], date(1986, 9, 26), "III/c", "Guru Ahli Muda", f"UPT SDN {n % 3}", "Dinas"]
        for n, nip in enumerate(NIPS, 1)
    ]
    book = openpyxl.Workbook()
    for row in [["Daftar"], HEADER, *rows]:
        book.active.append(row)
    book.create_sheet("Lain").append(["=1+1", True, 1.5, None, "#REF!"])
    first, second = io.BytesIO(), io.BytesIO()
    book.save(first)
    with xlsxwriter.Workbook(second, {"default_date_format": "dd-mm-yyyy"}) as other:
        page = other.add_worksheet("Pegawai")
        for at, row in enumerate([HEADER, *rows]):
            page.write_row(at, 0, row)
        page.write_formula(3, 2, "=A1", None, "x")
    return first.getvalue(), second.getvalue()


def flip(raw: bytearray, chance: Chance, most: int = 8) -> None:
    for _ in range(chance.randint(1, most)):
        raw[chance.randrange(len(raw))] = chance.randrange(256)


def slice_of(raw: bytearray, chance: Chance, most: int) -> slice:
    start = chance.randrange(len(raw))
    return slice(start, start + chance.randint(1, most))


def mutate_bytes(raw: bytes, chance: Chance) -> bytes:
    """The archive itself: flipped, cut off, with a piece missing or twice."""
    mutant = bytearray(raw)
    act = chance.randrange(4)
    if act == 0:
        flip(mutant, chance)
    elif act == 1:
        del mutant[chance.randrange(len(mutant)) :]
    else:
        where = slice_of(mutant, chance, 200)
        mutant[where] = b"" if act == 2 else bytes(mutant[where]) * 2
    return bytes(mutant)


def entries_of(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def mutate_entries(raw: bytes, chance: Chance) -> bytes:
    """Parts that are missing, empty, under another's name or somewhere else."""
    entries = entries_of(raw)
    one, other = chance.sample(sorted(entries), 2)
    act = chance.randrange(4)
    if act == 0:
        del entries[one]
    elif act == 1:
        entries[one] = b""
    elif act == 2:
        entries[one], entries[other] = entries[other], entries[one]
    else:
        entries[chance.choice(["xl/vbaProject.bin", "../x", "x.zip", one.upper()])] = entries.pop(one)
    return packed(entries)


def mutate_xml(raw: bytes, chance: Chance) -> bytes:
    """One part's XML: pieces gone, twice, foreign, or bytes changed."""
    entries = entries_of(raw)
    name = chance.choice(sorted(entries))
    part = bytearray(entries[name])
    act = chance.randrange(4)
    if act == 0:
        flip(part, chance)
    elif act == 1:
        at = chance.randrange(len(part))
        part[at:at] = chance.choice(PIECES) * chance.choice([1, 1, 1, 500])
    else:
        where = slice_of(part, chance, 120)
        part[where] = b"" if act == 2 else bytes(part[where]) * chance.choice([2, 2, 200])
    return packed(entries | {name: bytes(part)})


def mutate_values(raw: bytes, chance: Chance) -> bytes:
    """Well-formed XML that says strange things: in its attributes and its texts."""
    entries = entries_of(raw)
    name = chance.choice(["xl/worksheets/sheet1.xml", *sorted(entries)])
    part = entries[name].decode()
    for _ in range(chance.randint(1, 6)):
        opening, closing = chance.choice([('="', '"'), (">", "</")])
        places = [at for at in range(len(part)) if part.startswith(opening, at)]
        if not places:
            continue
        start = chance.choice(places) + len(opening)
        end = part.find(closing, start)
        words = chance.choice(ATTRIBUTES if closing == '"' else TEXTS)
        part = part[:start] + words + part[max(end, start) :]
    return packed(entries | {name: part.encode()})


def mutate_csv(raw: bytes, chance: Chance) -> bytes:
    """A list as text, with other separators, quotes, encodings and bytes."""
    sign = chance.choice([";", ",", "\t", "|"])
    lines = [sign.join(HEADER), *(sign.join([str(n), nip, f'"Orang, {n}"', "L"]) for n, nip in enumerate(NIPS))]
    text = chance.choice(["", "sep=;\n", "\ufeff"]) + chance.choice(["\n", "\r\n", "\r"]).join(lines)
    mutant = bytearray(text.encode(chance.choice(["utf-8", "utf-16", "cp1252"]), "replace"))
    for _ in range(chance.randrange(4)):
        where = slice_of(mutant, chance, 30)
        mutant[where] = chance.choice([b"", b'"', b"\0", b"\n" * 50, bytes(mutant[where]) * 3])
    flip(mutant, chance, 3)
    return bytes(mutant)


KINDS: tuple[tuple[str, Callable[[bytes, Chance], bytes]], ...] = (
    ("daftar.xlsx", mutate_bytes),
    ("daftar.xlsx", mutate_entries),
    ("daftar.xlsx", mutate_xml),
    ("daftar.xlsx", mutate_values),
    ("daftar.xlsx", mutate_values),
    ("daftar.csv", mutate_csv),
)


def mutant(number: int, seed: int) -> tuple[str, bytes]:
    """The file name and the bytes of one mutant; the same number and seed give the same."""
    chance = Chance(f"{seed}:{number}")
    name, mutate = KINDS[number % len(KINDS)]
    return name, mutate(chance.choice(seeds()), chance)
