"""What is printed: read back from the PDF."""

import shutil
import subprocess

import pytest

from asesmen.gelombang.exports import HadirOrang, HadirRuang, KartuRow, Kop, hadir_pdf, kartu_pdf
from asesmen.gelombang.exports.kartu import qr_svg

KOP = Kop("Kabupaten Uji", "BKPSDM Kabupaten Uji", "Jalan Uji 1", "Gelombang Uji")
NASTY = (
    *('#read("/etc/passwd")', "[*", "$x$", "<img src=x>"),
    *("*tebal* _miring_", '#import "@preview/a:0.1.0"', "\\ // /* @a"),
)

needs_pdftotext = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")


def card(nama: str = "Yuliarti, S.Pd.SD", **fields) -> KartuRow:
    values = {
        "kelompok": 1,
        "nomor": "26001-0017",
        "nip": "197902142005012003",
        "nama": nama,
        "unit": "SDN 03 Batang Hari",
        "sesi": "Sesi 1",
        "ruang": "R3 · Lab",
        "tempat": "Lab",
        "kursi": 17,
        "hari": "Selasa, 1 Desember 2026",
        "jam": "07.30–09.30 WIB",
        "kode": "K7RM4XPH9T",
    }
    return KartuRow(**values | fields)


def words(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def pages(pdf: bytes) -> int:
    return words(pdf).count("\f")


@needs_pdftotext
def test_a_card_tells_who_where_when_and_the_code_in_groups():
    page = words(kartu_pdf([card()], KOP))

    for part in (
        *("Gelombang Uji", "Yuliarti, S.Pd.SD", "19790214 200501 2 003", "SDN 03 Batang Hari", "26001-0017"),
        *("Selasa, 1 Desember 2026", "Sesi 1, 07.30–09.30 WIB", "R3 · Lab", "Kursi 17", "K7RM 4XPH 9T"),
    ):
        assert part in page


@needs_pdftotext
def test_names_print_as_they_are():
    page = words(kartu_pdf([card(nama) for nama in NASTY], KOP))

    assert [nama for nama in NASTY if nama not in page] == []
    assert "root:" not in page


@needs_pdftotext
def test_names_print_as_they_are_on_the_attendance_list():
    orang = [HadirOrang(n, f"26001-{n:04d}", nama, "197902142005012003", "SDN 03") for n, nama in enumerate(NASTY, 1)]
    room = HadirRuang("Selasa, 1 Desember 2026", "07.30–09.30 WIB", "Sesi 1", "R1", "Aula", orang=orang)

    page = words(hadir_pdf([room], KOP, "Uji")).replace("\n", " ")

    assert "#read(" in page
    assert "root:" not in page
    assert "Terdaftar 7 orang" in page


@needs_pdftotext
def test_each_room_begins_a_new_page_and_a4_holds_eight_cards():
    rows = [card(kelompok=k) for k in (1,) * 9 + (2,)]

    assert pages(kartu_pdf(rows, KOP)) == 3


@needs_pdftotext
def test_f4_holds_ten_cards():
    kop = Kop(KOP.kabupaten, KOP.instansi, KOP.alamat, KOP.gelombang, kertas="F4")

    assert pages(kartu_pdf([card()] * 10, kop)) == 1
    assert pages(kartu_pdf([card()] * 11, kop)) == 2


@needs_pdftotext
def test_an_empty_room_has_a_sheet_that_says_so():
    page = words(hadir_pdf([HadirRuang("Selasa", "07.30", "Sesi 1", "R1", "")], KOP, "Uji"))

    assert "Belum ada peserta yang ditempatkan di ruang ini." in page


def test_the_qr_depends_on_the_number_alone():
    assert qr_svg("26001-0017") == qr_svg("26001-0017") != qr_svg("26001-0018")
    one, other = kartu_pdf([card(kode="AAAAAAAAAA")], KOP), kartu_pdf([card(kode="AAAAAAAAAC")], KOP)
    assert one[:5] == other[:5] == b"%PDF-"
