"""The layouts of real exports, as lists of cells: what is a header, what is a person, what is only furniture."""

from datetime import date

import pytest

from pegawai.rules.aturan_jabatan import BAWAAN, decide
from pegawai.rules.kolom import PEGAWAI, column_letters, find_header, judul_of, match_fields, normalise
from pegawai.rules.pegawai_baris import NEEDED, read_rows

TODAY = date(2026, 11, 24)
NIP = "198609262015052001"
OTHER = "197010101995031002"


def read(*rows):
    return read_rows(rows, find_header(rows, PEGAWAI, NEEDED), TODAY)


def codes(baris):
    return [m.code for m in baris.masalah]


def test_no_header_is_known_for_two_fields():
    words = [word for headers in PEGAWAI.values() for word in {normalise(header) for header in headers}]

    assert len(words) == len(set(words))


def test_columns_are_named_as_excel_names_them():
    assert [column_letters(index) for index in (0, 25, 26, 66, 149)] == ["A", "Z", "AA", "BO", "ET"]


def test_dapodik_tells_the_wife_s_nip_from_the_own_one_and_takes_the_unit_from_its_title():
    header = ["No", "Nama", "NUPTK", "JK", "Tanggal Lahir", "NIP", "Status Kepegawaian", "Nama Suami/Istri"]
    header += ["NIP Suami/Istri", "Nama Ibu Kandung"]
    [baris] = read(
        ["Daftar Tenaga Kependidikan"],
        ["UPT SMPN 2 Sangir"],
        ["Tanggal Unduh: 2026-10-12 08:14:33", None, "Pengunduh: operator@contoh.sch.id"],
        header,
        [["n", "1"], "Siti", "-", "P", "1986-09-26", f"'{NIP}", "PNS", "Budi", OTHER, "Ani"],
    )

    assert (baris.nomor, baris.data["nip"], baris.data["nama"], baris.data["unit"], codes(baris)) == (
        5, NIP, "Siti", "UPT SMPN 2 Sangir", [],
    )  # fmt: skip


def test_a_group_above_a_column_counts_less_than_a_word_of_its_own():
    rows = [
        ["No", "Data Suami/Istri", None, "NIP", "Nama", "Jabatan", None],
        [None, "NIP", "Nama", None, None, "Nama", "TMT"],
        ["1", OTHER, "Budi", NIP, "Siti", "Guru Ahli Muda", "01-01-2020"],
    ]

    peta = find_header(rows, PEGAWAI, NEEDED)

    assert peta.kolom == {"nip": 3, "nama": 4, "jabatan": 5, "tmt_jabatan": 6}
    assert (peta.baris_judul, peta.baris_data, peta.is_dua_baris) == (1, 2, True)


def test_what_stands_under_a_relative_is_never_the_person_s():
    rows = [["No", "Data Suami/Istri", None], [None, "NIP", "Nama"], ["1", OTHER, "Budi"]]

    assert match_fields(judul_of(rows, 0, dua_baris=True), PEGAWAI) == ({}, ())


def test_needed_words_may_stand_in_either_of_two_rows():
    rows = [
        ["DAFTAR URUT KEPANGKATAN"],
        ["No", "NIP", "Identitas", None, "Pangkat", None, "Unit Kerja"],
        [None, None, "Nama", "Tgl. Lahir", "Gol. Ruang", "TMT", None],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        ["1", NIP, "Siti", "26-09-1986", "III/c", "01-04-2020", "Dinas Kesehatan"],
    ]

    peta = find_header(rows, PEGAWAI, NEEDED)
    [baris] = read_rows(rows, peta, TODAY)

    assert peta.kolom == {"nip": 1, "nama": 2, "tanggal_lahir": 3, "golongan": 4, "tmt_golongan": 5, "unit": 6}
    assert (peta.baris_judul, baris.nomor, baris.data["golongan"], codes(baris)) == (2, 5, "III/c", [])


def test_a_title_above_the_header_is_no_group():
    rows = [["Daftar Kepala Sekolah"], ["NIP", "Nama", "Unit Kerja"], [NIP, "Siti", "UPT SDN 1"]]

    peta = find_header(rows, PEGAWAI, NEEDED)

    assert (peta.baris_judul, peta.is_dua_baris, peta.unit_judul) == (2, False, "")


def test_what_a_printed_table_has_beside_its_rows_is_no_data():
    header = ["No", "Nama", "NIP", "Gol", "Jabatan"]
    rows = read(
        header,
        ["1", "2", "3", "4", "5"],
        ["1", "Siti", NIP, "III/c", "Bidan Ahli Muda"],
        header,
        ["2", "Budi", OTHER, "III/c", "Perawat Ahli Muda"],
        ["Jumlah", "2", None, "2", None],
        [None, "Padang Aro, 24 November 2026"],
        [None, None, "NIP. 196501011990031001"],
    )

    assert [(baris.nomor, codes(baris)) for baris in rows] == [(3, []), (5, [])]


def test_a_free_list_of_participants_is_read():
    [baris] = read(
        ["NAMA", "NIP/NIK", "JENIS_PEGAWAI", "STATUS PEGAWAI", "INSTANSI", "JABATAN SAAT INI", "JABATAN YANG DILAMAR"],
        [
            "Drs. H. AHMAD, M.Pd.",
            NIP[:8] + " 201505 1 001",
            "PNS",
            None,
            "Dinas Pendidikan",
            "Kepala Bidang SD",
            "Camat",
        ],
    )

    assert codes(baris) == []
    assert (baris.data["nip"], baris.data["nama"], baris.data["gelar_depan"], baris.data["jabatan"]) == (
        "198609262015051001", "AHMAD", "Drs. H.", "Kepala Bidang SD",
    )  # fmt: skip


def test_place_and_day_of_birth_in_one_cell_are_checked_against_the_nip():
    good, other, unclear = read(
        ["NIP", "Nama", "Tempat, Tanggal Lahir"],
        [NIP, "Siti", "Padang, 26-09-1986"],
        [OTHER, "Budi", "Muara Labuh, 11 Oktober 1970"],
        ["197510101995031002", "Joni", "Solok"],
    )

    assert [codes(baris) for baris in (good, other, unclear)] == [[], ["birth_mismatch"], []]
    assert [baris.data["tanggal_lahir"] for baris in (good, other, unclear)] == [
        "1986-09-26",
        "1970-10-11",
        "1975-10-10",
    ]
    assert ["tanggal_lahir" in baris.data["dari_nip"] for baris in (good, other, unclear)] == [False, False, True]


@pytest.mark.parametrize(
    ("eselon", "jenis", "jenjang"),
    [
        ("II.b", "struktural", "JPT Pratama"),
        ("III/a", "struktural", "Administrator"),
        ("Eselon IV.a", "struktural", "Pengawas"),
        ("4b", "struktural", "Pengawas"),
        ("I.a", "struktural", "JPT Utama"),
        ("-", "pelaksana", "Pelaksana"),
        ("Non Eselon", "pelaksana", "Pelaksana"),
    ],
)
def test_a_stated_eselon_says_the_tier(eselon, jenis, jenjang):
    [baris] = read(["NIP", "Nama", "Jabatan", "Eselon"], [NIP, "Siti", "Pengelola Taman", eselon])

    decided = decide(baris.data["jabatan"], baris.data["asal"], BAWAAN)
    assert (decided.jenis, decided.jenjang) == (jenis, jenjang)


def test_a_jenjang_beside_the_jabatan_is_used_and_a_school_s_degree_is_not():
    first, second = read(
        ["NIP", "Nama", "Jabatan", "Jenjang"], [NIP, "Siti", "Guru", "Ahli Madya"], [OTHER, "Budi", "Guru", "S1"]
    )

    assert [baris.data["asal"] for baris in (first, second)] == [{"jenjang": "Ahli Madya"}, {}]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (f'="{NIP}"', ""),
        (f"\u200b{NIP}\u202c", ""),
        ("198609262015052001.0", "nip_number"),
        ("198609262015052000", "nip_number"),
        ("1.98609262015052E+17", "nip_number"),
    ],
)
def test_what_programs_do_to_a_nip_is_undone_where_no_digit_was_lost(cell, code):
    [baris] = read(["NIP", "Nama"], [cell, "Siti"])

    assert (codes(baris) or [""])[0] == code
    assert code or baris.data["nip"] == NIP


def test_a_dash_that_lost_its_encoding_means_nothing():
    [baris] = read(["NIP", "Nama", "Gol"], [NIP, "Siti", "â€“"])

    assert codes(baris) == []


def columns(*rows):
    peta = find_header(rows, PEGAWAI, NEEDED)
    return {field: word for field, word in peta.judul.items() if field != "nama"}


def test_a_simpeg_list_is_mapped_by_its_new_nip():
    header = [
        "No", "NIP", "NIP Baru", "Nama", "Tempat Lahir", "Tgl. Lahir", "Status", "Gol. Ruang", "TMT Pangkat", "Eselon",
        "Jabatan", "TMT Jabatan", "Alamat", "Satuan Kerja", "TMT Pensiun",
    ]  # fmt: skip

    assert columns(header) == {
        "nip": "NIP Baru", "tanggal_lahir": "Tgl. Lahir", "golongan": "Gol. Ruang", "eselon": "Eselon",
        "tmt_golongan": "TMT Pangkat", "jabatan": "Jabatan", "tmt_jabatan": "TMT Jabatan", "unit": "Satuan Kerja",
    }  # fmt: skip


def test_dapodik_s_profile_of_ptk_has_its_titles_under_a_group():
    group = ["No", "Nama", "NUPTK", "NIP", "L/P", "Tanggal Lahir", "Status Kepegawaian", "Jabatan PTK", "Keterangan"]
    below = [None] * 8 + [
        "Gelar Depan", "Gelar Belakang", "Jenjang", "Jurusan/Prodi", "Sertifikasi", "TMT Kerja", "Tugas Tambahan",
        "Mengajar", "Jam Tugas Tambahan", "JJM", "Total JJM", "Siswa", "Kompetensi",
    ]  # fmt: skip
    [baris] = read(
        ["Profil PTK"], [*group, *[None] * 12], below,
        ["1", "Siti", None, NIP, "P", "1986-09-26", "PNS", "Guru", None, "S.Pd.", "S1", "PGSD"],
    )  # fmt: skip

    assert codes(baris) == []
    assert (baris.data["gelar_belakang"], baris.data["jabatan"]) == ("S.Pd.", "Guru")
    # "S1" is a degree, no jenjang of a jabatan.
    assert "S1" not in baris.data.values()
