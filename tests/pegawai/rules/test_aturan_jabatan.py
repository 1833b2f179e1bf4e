from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pegawai.rules.aturan_jabatan import BAWAAN, Aturan, PolaInvalid, decide, matches, read_pola
from pegawai.rules.jabatan import read_jenis


@pytest.mark.parametrize(
    ("nama", "jenis_text", "expected"),
    [
        ("Guru Ahli Muda", "Jabatan Fungsional", ("fungsional", "Ahli Muda", "guru")),
        ("Bidan Penyelia", "Jabatan Fungsional", ("fungsional", "Penyelia", "tenaga_kesehatan")),
        ("Asisten Apoteker Mahir", "", ("fungsional", "Mahir", "tenaga_kesehatan")),
        ("Dokter Gigi Ahli Madya", "2", ("fungsional", "Ahli Madya", "tenaga_kesehatan")),
        ("Arsiparis Ahli Pertama", "Jabatan Fungsional", ("fungsional", "Ahli Pertama", "fungsional")),
        ("Pengolah Data dan Informasi", "Jabatan Pelaksana", ("pelaksana", "Pelaksana", "administrasi")),
        ("Pengadministrasi Perkantoran", "", ("pelaksana", "Pelaksana", "administrasi")),
        ("Sekretaris Daerah", "Jabatan Struktural", ("struktural", "JPT Pratama", "struktural")),
        ("Asisten Administrasi Umum", "", ("struktural", "JPT Pratama", "struktural")),
        ("Kepala Dinas Sosial", "1", ("struktural", "JPT Pratama", "struktural")),
        ("Sekretaris DPRD", "", ("struktural", "JPT Pratama", "struktural")),
        ("Sekretaris Dinas Sosial", "", ("struktural", "Administrator", "struktural")),
        ("Camat Sangir", "", ("struktural", "Administrator", "struktural")),
        ("Kepala Bidang Umum", "", ("struktural", "Administrator", "struktural")),
        ("Sekretaris Lurah Pasar", "", ("struktural", "Pengawas", "struktural")),
        ("Kepala Subbagian Keuangan", "", ("struktural", "Pengawas", "struktural")),
        ("Lurah Pasar Muara Labuh", "", ("struktural", "Pengawas", "struktural")),
    ],
)
def test_the_shipped_rules_read_jenis_jenjang_and_group_from_name_and_stated_jenis(nama, jenis_text, expected):
    read = decide(nama, {"jenis": str(read_jenis(jenis_text) or "")}, BAWAAN)

    assert (read.jenis, read.jenjang, read.kelompok) == expected


@pytest.mark.parametrize(
    ("nama", "eselon", "rumpun"),
    [
        ("Sekretaris Daerah", "II.a", ""),
        ("Kepala Dinas Sosial", "II.b", ""),
        ("Sekretaris Camat Sangir", "III.b", ""),
        ("Camat Sangir", "III.a", ""),
        ("Kepala Bidang Umum", "III.b", ""),
        ("Kepala Subbagian Keuangan", "IV.a", ""),
        ("Kepala UPTD Pasar", "", ""),
        ("Guru Ahli Muda", "", "guru"),
        ("Kepala Puskesmas", "", "kesehatan"),
        ("Arsiparis Ahli Muda", "", "teknis"),
        ("Pengadministrasi Umum", "", "administrasi"),
    ],
)
def test_the_shipped_rules_read_eselon_and_rumpun(nama, eselon, rumpun):
    read = decide(nama, {}, BAWAAN)

    assert (read.eselon, read.rumpun) == (eselon, rumpun)


def test_the_head_of_an_office_with_an_unusual_name_is_jpt_pratama():
    stated = {"jenis": "struktural"}

    assert decide("Kepala Balitbangda", stated, BAWAAN).jenjang == "Pengawas"
    assert decide("Kepala Balitbangda", stated, BAWAAN, ["balitbangda"]).jenjang == "JPT Pratama"


def test_a_functional_title_after_penyetaraan_is_not_read_as_structural():
    read = decide("Kepala Bidang Perencana Ahli Muda", {"jenis": "fungsional"}, BAWAAN)

    assert (read.jenis, read.jenjang, read.eselon) == ("fungsional", "Ahli Muda", "")


def test_what_the_list_states_comes_before_every_rule():
    stated = {"jenis": "struktural", "jenjang": "Administrator", "eselon": "III.a"}

    read = decide("Kepala Subbagian Umum", stated, BAWAAN)

    assert (read.jenjang, read.eselon, read.kelompok) == ("Administrator", "III.a", "struktural")
    assert read.dari["jenjang"] == "sumber"


def test_a_stated_jenjang_that_its_jenis_does_not_have_is_passed_over():
    assert decide("Guru", {"jenjang": "Ahli Madya"}, BAWAAN).jenjang == "Ahli Madya"
    assert decide("Pengelola Taman", {"jenjang": "Ahli Madya"}, BAWAAN).jenjang == "Pelaksana"
    assert decide("Pengelola Taman", {"eselon": "IV.a", "jenjang": "Pengawas"}, BAWAAN).eselon == ""


def test_each_fact_names_the_rule_it_came_from():
    read = decide("Guru Ahli Muda", {}, BAWAAN)

    assert read.dari == {
        "jenis": "Guru", "jenjang": "Fungsional Ahli Muda", "kelompok": "Guru", "rumpun": "Guru",
    }  # fmt: skip


def test_an_earlier_rule_wins():
    mine = Aturan("Penyuluh", ("penyuluh *",), {"jenis": "fungsional", "kelompok": "fungsional"})

    assert decide("Penyuluh Kesehatan Masyarakat Ahli Muda", {}, [mine, *BAWAAN]).kelompok == "fungsional"
    assert decide("Penyuluh Kesehatan Masyarakat Ahli Muda", {}, BAWAAN).kelompok == "tenaga_kesehatan"


@pytest.mark.parametrize(
    ("pola", "nama", "expected"),
    [
        ("guru", "guru", True),
        ("guru", "guru ahli muda", False),
        ("guru *", "guru ahli muda", True),
        ("* ahli muda", "guru ahli muda", True),
        ("kepala*dinas*", "kepala sub dinas pasar", True),
        ("kepala*dinas*", "kepala badan", False),
        ("aba*aba", "aba", False),
        ("*", "", True),
        ("a*b*c", "abc", True),
        ("a*b*c", "acb", False),
    ],
)
def test_a_star_stands_for_any_letters(pola, nama, expected):
    assert matches(pola, nama) is expected


@given(st.text("ab*", max_size=9), st.text("ab", max_size=14))
def test_stars_match_as_a_shell_would(pola, nama):
    assert matches(pola, nama) == fnmatchcase(nama, pola)


@pytest.mark.parametrize(
    ("text", "code"), [("", "empty"), (" \n ", "empty"), ("guru\n**", "bare"), ("a*b*c*d*e*f*", "stars")]
)
def test_a_pattern_that_says_nothing_is_refused(text, code):
    with pytest.raises(PolaInvalid) as refusal:
        read_pola(text)

    assert refusal.value.code == code


def test_patterns_are_kept_once_in_small_letters():
    assert read_pola(" Guru  * \nGURU *\n*") == ("guru *", "*")
