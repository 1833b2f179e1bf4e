from datetime import date

from pegawai.rules.kolom import PEGAWAI, find_header
from pegawai.rules.pegawai_baris import NEEDED, read_rows

TODAY = date(2026, 11, 24)
HEADER = ["NIP", "Nama", "JK", "Tanggal Lahir", "Gol", "Jabatan", "Unit Kerja", "OPD", "Status Pegawai"]
GOOD = [
    "198609262015052001", "Siti Aminah, S.Pd.", "P", "26-09-1986", "III/c", "Guru Ahli Muda", "SDN 1",
    "Dinas Pendidikan", "PNS",
]  # fmt: skip


def read(*rows):
    table = [HEADER, *rows]
    return read_rows(table, find_header(table, PEGAWAI, NEEDED), TODAY)


def changed(**cells):
    return [cells.get(name.lower().replace(" ", "_"), value) for name, value in zip(HEADER, GOOD, strict=True)]


def codes(baris):
    return [m.code for m in baris.masalah]


def test_a_good_row_is_read_whole_and_without_complaint():
    [baris] = read(GOOD)

    assert baris.nomor == 2
    assert baris.masalah == []
    assert baris.data == {
        "nip": "198609262015052001",
        "nama": "Siti Aminah",
        "gelar_depan": "",
        "gelar_belakang": "S.Pd.",
        "golongan": "III/c",
        "kedudukan_hukum": "",
        "jabatan": "Guru Ahli Muda",
        "asal": {},
        "unit": "SDN 1",
        "opd": "Dinas Pendidikan",
        "tanggal_lahir": "1986-09-26",
        "jenis_kelamin": "P",
        "status_asn": "PNS",
        "dari_nip": [],
    }


def test_a_number_is_refused_even_with_18_digits_and_named_by_its_column():
    [baris] = read(changed(nip=["n", "198609262015052001"]))

    assert [(m.column, m.code, m.refuses) for m in baris.masalah] == [("NIP", "nip_number", True)]
    assert baris.asal["NIP"] == "198609262015052001"


def test_doubts_keep_the_row():
    [baris] = read(changed(jk="L", tanggal_lahir="27-09-1986", gol="9", status_pegawai="PPPK", unit_kerja=None))

    assert codes(baris) == ["golongan_unknown", "no_unit", "birth_mismatch", "sex_mismatch", "status_mismatch"]
    assert not baris.is_refused
    assert (baris.data["tanggal_lahir"], baris.data["jenis_kelamin"], baris.data["golongan"]) == ("1986-09-27", "L", "")


def test_unreadable_sex_and_birth_fall_back_to_the_nip():
    [baris] = read(changed(jk="X", tanggal_lahir="31-02-1986"))

    assert codes(baris) == ["birth_unreadable", "sex_unreadable"]
    assert (baris.data["tanggal_lahir"], baris.data["jenis_kelamin"]) == ("1986-09-26", "P")


def test_formulas_are_refused_and_never_read():
    rows = read(
        changed(nama="=1+1"), changed(nama=["f", "Budi"]), changed(unit_kerja=["f", "SDN 1"]), changed(jabatan="@x")
    )

    assert [codes(baris) for baris in rows] == [["formula_name"], ["formula_name"], ["formula", "no_unit"], ["formula"]]
    assert all(baris.is_refused for baris in rows)


def test_an_error_of_excel_and_a_text_that_is_too_long_are_refused():
    rows = read(changed(jabatan=["e", "#REF!"]), changed(unit_kerja="x" * 201), changed(nama="x" * 151))

    assert [codes(baris)[0] for baris in rows] == ["cell_error", "too_long", "too_long"]


def test_of_rows_with_the_same_nip_the_first_that_stands_counts():
    rows = read(changed(nama=None), GOOD, changed(nama="Orang Lain"))

    assert [codes(baris) for baris in rows] == [["no_name"], [], ["duplicate"]]
    assert "baris 3 (Siti Aminah, SDN 1)" in rows[2].masalah[0].message


def test_totals_and_signatures_are_no_rows_and_people_without_nip_are_refused():
    blank = [None] * len(HEADER)
    rows = read(GOOD, blank, [None, "Mengetahui, Kepala BKPSDM"], changed(nip=None))

    assert [(baris.nomor, codes(baris)) for baris in rows] == [(2, []), (5, ["nip_missing"])]


def test_cpns_and_pppk_are_told_by_column_and_number():
    rows = read(changed(status_pegawai="CPNS"), changed(nip="198609262021212001", status_pegawai=None))

    assert [baris.data["status_asn"] for baris in rows] == ["CPNS", "PPPK"]
