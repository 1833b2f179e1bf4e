import pytest

from pegawai.rules.kolom import HASIL, PEGAWAI, HeaderMissing, find_header, kolom_kompetensi


def test_the_header_is_found_below_title_rows_and_the_unit_above_it():
    rows = [["Daftar Guru"], ["UPT SDN 01 Sangir"], ["Kecamatan Sangir"], ["No", "Nama", "NIP", "NIP Suami/Istri"]]

    peta = find_header(rows, PEGAWAI, ("nip", "nama"))

    assert (peta.baris_judul, peta.baris_data) == (4, 4)
    assert peta.kolom == {"nip": 2, "nama": 1}
    assert peta.unit_judul == "UPT SDN 01 Sangir"


def test_headers_are_equal_after_normalising_and_the_best_one_wins():
    rows = [["nip", " N.I.P Baru ", "NAMA_PEGAWAI", "Gol. Ruang", "Nama Ibu Kandung"]]

    peta = find_header(rows, PEGAWAI, ("nip", "nama"))

    assert peta.kolom == {"nip": 1, "nama": 2, "golongan": 3}
    assert peta.judul["nip"] == "N.I.P Baru"


def test_a_header_of_two_rows_is_read_as_one():
    rows = [
        ["No", "Nama", "NIP", "Keterangan", None],
        [None, None, None, "Gelar Depan", "Gelar Belakang"],
        ["1", "A", "1"],
    ]

    peta = find_header(rows, PEGAWAI, ("nip", "nama"))

    assert peta.baris_data == 2
    assert peta.kolom == {"nip": 2, "nama": 1, "gelar_depan": 3, "gelar_belakang": 4}


def test_the_first_row_of_data_is_not_taken_for_a_second_header():
    rows = [["Nama", "NIP", "Satker", ""], ["Siti", "198609262015051001", "Sekolah", "Jabatan"]]

    assert find_header(rows, PEGAWAI, ("nip", "nama")).baris_data == 1


def test_a_header_twice_is_reported():
    rows = [["NIP", "Nama", "NIP"]]

    assert find_header(rows, PEGAWAI, ("nip", "nama")).ganda == ("NIP",)


@pytest.mark.parametrize("rows", [[], [["Nama", "NIK"]], [[]] * 31 + [["Nama", "NIP"]]])
def test_without_a_header_in_thirty_rows_it_is_missing(rows):
    with pytest.raises(HeaderMissing):
        find_header(rows, PEGAWAI, ("nip", "nama"))


def test_competencies_are_found_by_code_or_name():
    row = ["No", "NIP", "Tanggal", "INT", "Kerja Sama", "PED", "Total", "JPM", "KET"]
    peta = find_header([row], HASIL, ("nip", "tanggal"))

    assert kolom_kompetensi(row, peta.kolom) == {"INT": 3, "KJS": 4, "PED": 5}
