import pytest

from pegawai.rules.jabatan import read_jabatan


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
def test_kind_jenjang_and_group_are_read_from_name_and_kind(nama, jenis_text, expected):
    read = read_jabatan(nama, jenis_text)

    assert (read.jenis, read.jenjang, read.kelompok) == expected


def test_the_head_of_an_office_with_an_unusual_name_is_jpt_pratama():
    assert read_jabatan("Kepala Balitbangda", "Jabatan Struktural").jenjang == "Pengawas"
    assert read_jabatan("Kepala Balitbangda", "Jabatan Struktural", "Balitbangda").jenjang == "JPT Pratama"


def test_a_functional_title_after_penyetaraan_is_not_read_as_structural():
    read = read_jabatan("Kepala Bidang Perencana Ahli Muda", "Jabatan Fungsional")

    assert (read.jenis, read.jenjang) == ("fungsional", "Ahli Muda")
