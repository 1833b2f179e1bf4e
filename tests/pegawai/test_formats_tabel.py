"""Hostile and broken files: each ends in one code, within little time."""

import io
import json
import signal
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings

from pegawai.formats.tabel import CHILD, TabelUnreadable, parse_lines, read_tabel
from tests.pegawai.bom import BOMBS, MAIN, SHEET, STYLES, shared, sheet, with_entries, workbook


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
        (with_entries(workbook(), **{"xl/macrosheets/sheet1.xml": b"x"}), "daftar.xlsx", "macro_refused"),
        (
            with_entries(workbook(), **{"[Content_Types].xml": b"<Types>sheet.macroEnabled.main</Types>"}),
            "daftar.xlsx",
            "macro_refused",
        ),
        (with_entries(workbook(), **{"xl/workbook.xml": b"<document/>"}), "daftar.xlsx", "not_a_table"),
        (workbook(), "daftar.ods", "xls_refused"),
        (b";" * 5_000_000, "daftar.csv", "empty"),
        (b"x" * 5_000_000, "daftar.csv", "unreadable"),
        (b'"' + b"NIP,Nama\n" * 100_000, "daftar.csv", "unreadable"),
        (b"\xff\xfeN", "daftar.csv", "unreadable"),
        (b"\0\1\2\3" * 100, "daftar.csv", "not_a_table"),
        (b"\n\n\n", "daftar.csv", "empty"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_plain_table_is_refused_with_its_code(tmp_path, raw, name, code):
    assert code_of(tmp_path, raw, name) == code


# The memory of a process is counted from the one that started it: a small one starts the child.
STARTER = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=False); "
    "used = resource.getrusage(resource.RUSAGE_CHILDREN); "
    "print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)"
)


def measured(path: Path, name: str) -> tuple[str, float, float]:
    """What the child says at last, its seconds of processor time and its megabytes of memory."""
    command = [sys.executable, "-I", "-c", STARTER, sys.executable, "-I", str(CHILD), str(path), name]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    *said, figures = ended.stdout.splitlines()
    seconds, megabytes = map(float, figures.split())
    return json.loads(said[-1]).get("galat", "read"), seconds, megabytes


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_within_two_seconds_and_256_megabytes(tmp_path, name):
    make, code = BOMBS[name]
    path = tmp_path / "berkas"
    path.write_bytes(make())

    found, seconds, megabytes = measured(path, "daftar.xlsx")

    # Processor time: the machine of a test run is shared.
    assert (found, seconds < 2, megabytes < 256) == (code, True, True), (seconds, megabytes)


def test_the_child_has_little_memory_and_little_time():
    limits = "anak.limit(); print(*resource.getrlimit(resource.RLIMIT_AS), *resource.getrlimit(resource.RLIMIT_CPU))"
    code = f"import resource; from pegawai.formats import anak; {limits}; bytearray(600 * 1024 * 1024)"

    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )

    assert ended.stdout.split() == ["536870912", "536870912", "20", "20"]
    assert "MemoryError" in ended.stderr


def test_a_child_that_is_ended_for_its_time_is_told_apart_from_one_that_broke():
    for returncode, code in ((-signal.SIGXCPU, "too_slow"), (-signal.SIGKILL, "too_slow"), (1, "unreadable")):
        with pytest.raises(TabelUnreadable) as refusal:
            parse_lines(io.StringIO('{"lembar":"a"}\n["NIP"]\n["1986'), returncode)
        assert refusal.value.code == code


def test_a_stated_dimension_is_not_believed(tmp_path):
    cell = '<c r="A1" t="inlineStr"><is><t>x</t></is></c>'
    body = f'<dimension ref="A1:XFD1048576"/><sheetData><row r="1">{cell}</row></sheetData>'

    assert rows_of(tmp_path, sheet(body)) == [["x"]]


def test_control_characters_never_reach_the_database(tmp_path):
    body = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Si\u0085ti</t></is></c></row></sheetData>'

    assert rows_of(tmp_path, sheet(body)) == [["Si ti"]]
    assert rows_of(tmp_path, b"NIP,Nama\n1,Si\x00ti\n".replace(b"\x00", b"\x01"), "a.csv")[1] == ["1", "Si ti"]


def test_numbers_are_days_times_and_durations_where_their_format_says_so(tmp_path):
    book = openpyxl.Workbook()
    for value, form in [
        (datetime.fromisoformat("2025-05-05T08:30"), None), (time(7, 30), None), (timedelta(hours=30), None),
        (0.3125, "hh:mm"),
        (45000, "[$-421]dd mmmm yyyy;@"), (1, "yyyy-mm-dd"), (60, "yyyy-mm-dd"), (61, "yyyy-mm-dd"),
        (12345, '"hari" 0'), (12345, "[Red]0"), (12345, "#,##0.00"), (1e10, "dd/mm/yyyy"), (0.1, None), (1e22, None),
        (True, None),
    ]:  # fmt: skip
        book.active.append([value])
        if form:
            book.active.cell(book.active.max_row, 1).number_format = form
    out = io.BytesIO()
    book.save(out)

    assert [row[0] for row in rows_of(tmp_path, out.getvalue())] == [
        ["d", "2025-05-05T08:30:00"], ["d", "07:30:00"], ["d", "1 day, 6:00:00"], ["d", "07:30:00"],
        ["d", "2023-03-15"], ["d", "1900-01-01"], ["d", "1900-02-28"], ["d", "1900-03-01"],
        ["n", "12345"], ["n", "12345"], ["n", "12345"], ["e", "#VALUE!"], ["n", "0.1"], ["n", "1e+22"],
        ["b", "1"],
    ]  # fmt: skip


def test_what_other_programs_write_is_read_as_well(tmp_path):
    """Strict names, prefixes, rows without numbers, broken styles and properties: Excel opens them, and so do we."""
    strict = (
        '<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row><x:c t="str">'
        "<x:v>NIP_x000D_</x:v></x:c><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    broken = {STYLES: b"<styleSheet><fills><fill><unknown/></fill></fills></styleSheet>", "docProps/core.xml": b"<a"}

    assert rows_of(tmp_path, with_entries(workbook(), **{SHEET: strict.encode()}, **broken)) == [["NIP", ["n", "1"]]]


def test_shared_texts_are_read_without_their_reading_aids(tmp_path):
    strings = f"<sst {MAIN}><si><r><t>Si</t></r><r><t>ti</t></r><rPh sb='0' eb='1'><t>x</t></rPh></si></sst>".encode()

    assert rows_of(tmp_path, shared(strings, '<row><c t="s"><v>0</v></c></row>')) == [["Siti"]]
    for beyond in (1, -1):
        assert code_of(tmp_path, shared(strings, f'<row><c t="s"><v>{beyond}</v></c></row>')) == "unreadable"


def test_rows_out_of_order_are_refused_and_empty_ones_far_below_are_not(tmp_path):
    one = '<row r="{}"><c t="str"><v>x</v></c></row>'

    assert code_of(tmp_path, sheet(f"<sheetData>{one.format(3)}{one.format(2)}</sheetData>")) == "unreadable"
    assert rows_of(tmp_path, sheet(f'<sheetData>{one.format(2)}<row r="1048576"><c/></row></sheetData>')) == [[], ["x"]]


def test_hidden_sheets_come_last_and_only_the_first_rows_are_read_when_asked(tmp_path):
    book = openpyxl.Workbook()
    book.active.title, book.active.sheet_state = "Lama", "hidden"
    book.active.append(["NIP", "Nama"])
    shown = book.create_sheet("Baru")
    for n in range(20):
        shown.append([n])
    book.save(tmp_path / "a.xlsx")

    sheets = read_tabel(tmp_path / "a.xlsx", "a.xlsx", rows=5)

    assert [(sheet.nama, len(sheet.rows)) for sheet in sheets] == [("Baru", 5), ("Lama", 1)]
    (tmp_path / "a.csv").write_text("NIP,Nama\n" * 20)
    assert [len(sheet.rows) for sheet in read_tabel(tmp_path / "a.csv", "a.csv", rows=5)] == [5]
