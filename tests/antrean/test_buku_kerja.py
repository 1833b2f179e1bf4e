"""No text becomes a formula, and every digit stays."""

import io
from decimal import Decimal
from zipfile import ZipFile

import openpyxl
from hypothesis import example, given, settings
from hypothesis import strategies as st

from antrean.formats.buku_kerja import PEMICU, BukuKerja, Gaya, clean_text, is_risky

NIP = "197902142005012003"
risky = st.tuples(st.sampled_from(PEMICU), st.text(max_size=30)).map("".join)


def written(*rows, gaya=Gaya()):  # noqa: B008
    buku = BukuKerja()
    lembar = buku.lembar("Uji", [20])
    for row in rows:
        lembar.row(row, gaya)
    content = buku.content()
    return content, openpyxl.load_workbook(io.BytesIO(content))["Uji"]


@given(st.lists(risky, min_size=1, max_size=25))
@example(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1", "＋1", "－1", "＠1"])
@example(['=HYPERLINK("http://x")', "=cmd|'/C calc'!A0", "_x003D_1+1"])
@settings(max_examples=60, deadline=None)
def test_text_that_looks_like_a_formula_stays_text(texts):
    content, sheet = written(*([text] for text in texts))

    cells = [sheet.cell(number, 1) for number in range(1, len(texts) + 1)]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert "<f>" not in ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    expected = [is_risky(clean_text(text)) for text in texts]
    assert [bool(cell.quotePrefix) for cell in cells] == expected


def test_a_risky_text_in_a_merged_title_is_quoted_too():
    buku = BukuKerja()
    lembar = buku.lembar("Uji", [20, 20])
    lembar.judul("=1+1", 1, Gaya(tebal=True))

    cell = openpyxl.load_workbook(io.BytesIO(buku.content()))["Uji"]["A1"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_a_nip_keeps_all_digits_as_text():
    _, sheet = written([NIP], gaya=Gaya(angka="@"))

    cell = sheet["A1"]
    assert (cell.value, cell.data_type, cell.number_format) == (NIP, "s", "@")


def test_decimals_come_back_as_they_were_written():
    _, sheet = written([Decimal("88.89"), Decimal("-0.33"), 900, None])

    assert [Decimal(str(cell.value)) for cell in sheet[1][:3]] == [Decimal("88.89"), Decimal("-0.33"), Decimal(900)]


def test_a_long_text_is_cut_at_the_size_of_a_cell():
    _, sheet = written(["a" * 40_000])

    assert len(sheet["A1"].value) == 32_767


def test_the_paper_is_across_with_page_numbers():
    buku = BukuKerja(kertas="F4")
    buku.lembar("Ringkasan & lain", [10]).row(["a"])

    page = openpyxl.load_workbook(io.BytesIO(buku.content()))["Ringkasan & lain"]
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 14)
    assert page.oddFooter.right.text == "Halaman &P dari &N"
