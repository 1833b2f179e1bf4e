import pytest

from pegawai.rules.unit import jalur_below, jalur_ids, opd_jenis, unit_jenis


@pytest.mark.parametrize(
    ("nama", "jenis"),
    [
        ("UPT SDN 04 Sungai Pagu", "sekolah"),
        ("UPT SMPN 1 Sangir", "sekolah"),
        ("UPT TKN Pembina Sangir", "sekolah"),
        ("UPTD Puskesmas Abai", "puskesmas"),
        ("RSUD Contoh Selatan", "upt"),
        ("UPTD Instalasi Farmasi", "upt"),
        ("Kelurahan Pasar Muara Labuh", "kelurahan"),
        ("Seksi Pelayanan Kecamatan Sangir", "subbag"),
        ("Sub Bagian Keuangan", "subbag"),
        ("Bidang Program Dinas Kesehatan", "bidang"),
        ("Sekretariat", "bidang"),
    ],
)
def test_unit_jenis_reads_the_kind_from_the_name(nama, jenis):
    assert unit_jenis(nama) == jenis


def test_a_kecamatan_is_an_opd_of_its_own_kind():
    assert (opd_jenis("Kecamatan Sangir"), opd_jenis("Dinas Sosial")) == ("kecamatan", "opd")


def test_a_path_is_built_and_taken_apart():
    assert jalur_below("", 1) == "/1/"
    assert jalur_below("/1/", 7) == "/1/7/"
    assert jalur_ids("/1/7/") == [1, 7]
