import pytest

from pegawai import queries
from pegawai.queries import BarisCakupan, Scope
from tests.pegawai.factories import TODAY, make_jabatan, make_pegawai, make_riwayat, make_unit

pytestmark = pytest.mark.django_db
EVERYTHING = Scope(is_all=True)


def test_orang_many_returns_unit_opd_and_jabatan_in_two_queries(django_assert_num_queries):
    root = make_unit("Pemerintah Kabupaten", jenis="instansi")
    dinas = make_unit("Dinas Pendidikan", root)
    sekolah = make_unit("UPT SDN 1", dinas, jenis="sekolah")
    guru = make_pegawai("Siti Aminah", sekolah, gelar_belakang="S.Pd.")
    kepala = make_pegawai("Budi", dinas, make_jabatan("Kepala Dinas", "struktural", "struktural", "JPT Pratama"))

    with django_assert_num_queries(2):
        found = queries.orang_many([guru.pk, kepala.pk, 999_999])

    assert list(found) == sorted([guru.pk, kepala.pk], key=lambda pk: found[pk].nama_cari)
    siti = found[guru.pk]
    assert (siti.nama, siti.unit_nama, siti.opd_nama) == ("Siti Aminah, S.Pd.", "UPT SDN 1", "Dinas Pendidikan")
    assert (siti.jabatan, siti.jabatan_jenis, siti.jenjang) == ("Guru Ahli Muda", "fungsional", "Ahli Muda")
    assert found[kepala.pk].opd_nama == "Dinas Pendidikan"
    assert found[kepala.pk].kelompok == "struktural"


def test_orang_by_nip_leaves_out_unknown_numbers():
    pegawai = make_pegawai()

    assert list(queries.orang_by_nip([pegawai.nip, "197001011990011001"])) == [pegawai.nip]


def test_opd_list_holds_dinas_and_kecamatan_of_the_scope():
    root = make_unit("Pemerintah Kabupaten", jenis="instansi")
    dinas, kecamatan = make_unit("Dinas Sosial", root), make_unit("Kecamatan Sangir", root, jenis="kecamatan")
    make_unit("Bidang Umum", dinas, jenis="bidang")

    assert [row.nama for row in queries.opd_list(EVERYTHING)] == ["Dinas Sosial", "Kecamatan Sangir"]
    assert [row.id for row in queries.opd_list(Scope(False, (kecamatan.jalur,)))] == [kecamatan.pk]
    assert queries.opd_list(Scope(False)) == []


def test_cakupan_counts_valid_expired_and_missing_results_in_one_query(django_assert_num_queries):
    unit = make_unit()
    current, expired, never = (make_pegawai(nama, unit) for nama in ("A", "B", "C"))
    make_riwayat(current)
    make_riwayat(current, TODAY.replace(year=2020))
    make_riwayat(expired, TODAY.replace(year=2020))

    with django_assert_num_queries(1):
        rows = queries.cakupan(EVERYTHING, TODAY)

    assert rows[0] == BarisCakupan("guru", total=3, sudah=1, kedaluwarsa=1)
    assert rows[0].belum == 2
    assert [row.total for row in rows[1:]] == [0, 0, 0, 0]
    assert queries.belum_asesmen_ids(EVERYTHING, "guru", TODAY) == [expired.pk, never.pk]


def test_cakupan_of_a_scope_counts_its_subtree_only():
    dinas = make_unit()
    make_pegawai(unit=make_unit("SDN 1", dinas, jenis="sekolah"))
    make_pegawai()

    assert queries.cakupan(Scope(False, (dinas.jalur,)), TODAY)[0].total == 1
    assert queries.cakupan(Scope(False), TODAY)[0].total == 0


def test_a_result_is_valid_on_its_last_day():
    make_riwayat(make_pegawai(), TODAY.replace(year=2023), berlaku_sampai=TODAY)

    assert queries.cakupan(EVERYTHING, TODAY)[0].sudah == 1
