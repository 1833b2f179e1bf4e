from datetime import date

import pytest

from pegawai.rules.hasil_baris import NEEDED, number, read_rows
from pegawai.rules.kolom import HASIL, find_header

TODAY = date(2026, 11, 24)
HEADER = ["NIP", "Nama", "Tanggal Penilaian", "Penyelenggara", "Tujuan", "INT", "KJS", "Total", "JPM"]
GOOD = [
    "198609262015052001",
    "Siti",
    ["d", "2025-05-05"],
    "BKN",
    "Pemetaan",
    ["n", "4"],
    "3,5",
    ["f", "7.5"],
    ["n", "94.44"],
]


def read(*rows):
    table = [["REKAP"], HEADER, *rows]
    return read_rows(table, find_header(table, HASIL, NEEDED), TODAY)


def changed(at, value):
    return [value if index == at else cell for index, cell in enumerate(GOOD)]


def codes(baris):
    return [m.code for m in baris.masalah]


def test_a_good_row_is_read_with_exact_numbers():
    [baris] = read(GOOD)

    assert (baris.nomor, baris.masalah) == (3, [])
    assert baris.data["tanggal"] == "2025-05-05"
    assert baris.data["jpm"] == "94.4400"
    assert baris.data["level"] == {"INT": "4.00", "KJS": "3.50"}


@pytest.mark.parametrize(
    ("at", "value", "code"),
    [
        (0, ["n", "198609262015052001"], "nip_number"),
        (1, "=x", "formula_name"),
        (2, None, "date_unreadable"),
        (2, "2027-01-01", "date_future"),
        (4, "Iseng", "purpose_unknown"),
        (5, ["n", "6"], "level_invalid"),
        (5, "tinggi", "level_invalid"),
        (8, "-1", "jpm_invalid"),
        (8, "NaN", "jpm_invalid"),
    ],
)
def test_each_fault_has_its_code(at, value, code):
    [baris] = read(changed(at, value))

    assert codes(baris) == [code]


def test_the_same_assessment_twice_is_refused_and_another_organiser_is_not():
    rows = read(GOOD, GOOD, changed(3, "Provinsi"))

    assert [codes(baris) for baris in rows] == [[], ["duplicate"], []]


def test_empty_levels_are_left_out():
    [baris] = read(changed(5, None))

    assert baris.data["level"] == {"KJS": "3.50"}


@pytest.mark.parametrize(
    ("sel", "expected"),
    [
        ("88,89%", "88.89"),
        ("1.234,5", "1234.5"),
        (["n", "1e2"], "1E+2"),
        ("x", "None"),
        ("Infinity", "None"),
        (None, "None"),
    ],
)
def test_number_is_exact(sel, expected):
    assert str(number(sel)) == expected
