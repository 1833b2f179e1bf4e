"""Jabatan and their rules, as an officer sees and edits them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from antrean import services as antrean
from antrean.models import Pekerjaan
from pegawai import tasks  # noqa: F401  (registers the jobs)
from pegawai.models import AturanJabatan, Jabatan
from tests.pegawai.factories import AT, make_akun, make_jabatan, make_pegawai

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    client.force_login(make_akun("pengelola"))
    client.post("/pegawai/jabatan/aturan/bawaan/", {"alasan": "Uji"})
    return client


def test_jabatan_list_searches_filters_and_counts_holders(officer):
    make_pegawai(jabatan=make_jabatan("Guru Ahli Muda"))
    make_jabatan("Bidan Mahir", "tenaga_kesehatan")

    def listed(**query):
        return [(j.nama, j.jumlah) for j in officer.get("/pegawai/jabatan/", query).context["halaman"]]

    assert listed() == [("Bidan Mahir", 0), ("Guru Ahli Muda", 1)]
    assert listed(cari="muda guru") == [("Guru Ahli Muda", 1)]
    assert listed(kelompok="tenaga_kesehatan") == [("Bidan Mahir", 0)]
    assert listed(tetap="ya") == []
    assert "Tidak ada jabatan yang cocok" in officer.get("/pegawai/jabatan/", {"cari": "xyz"}).content.decode()


def test_jabatan_list_needs_as_many_queries_for_three_rows_as_for_one(officer, django_assert_num_queries):
    make_jabatan("Guru Ahli Muda")
    officer.get("/pegawai/jabatan/")
    with CaptureQueriesContext(connection) as first:
        officer.get("/pegawai/jabatan/")
    make_jabatan("Bidan Mahir", "tenaga_kesehatan")
    make_pegawai(jabatan=make_jabatan("Perawat Mahir", "tenaga_kesehatan"))

    with django_assert_num_queries(len(first)):
        officer.get("/pegawai/jabatan/")


def test_jabatan_change_fixes_it_and_release_lets_the_rules_speak_again(officer):
    row = make_jabatan("Guru Ahli Muda")
    data = {"jenis": "fungsional", "jenjang": "Ahli Madya", "kelompok": "guru", "rumpun": "guru", "alasan": "SK"}

    page = officer.post(f"/pegawai/jabatan/{row.pk}/", data, follow=True).content.decode()
    row.refresh_from_db()
    assert (row.jenjang, row.is_tetap) == ("Ahli Madya", True)
    assert "Ditetapkan petugas" in page

    officer.post(f"/pegawai/jabatan/{row.pk}/lepas/", {"alasan": "SK dicabut"})
    row.refresh_from_db()
    assert (row.jenjang, row.is_tetap) == ("Ahli Muda", False)


def test_jabatan_change_refuses_an_eselon_outside_the_structure(officer):
    row = make_jabatan("Guru Ahli Muda")
    data = {"jenis": "fungsional", "eselon": "III.a", "kelompok": "guru", "alasan": "SK"}

    page = officer.post(f"/pegawai/jabatan/{row.pk}/", data)

    assert page.context["formulir"].has_error("eselon", "eselon_not_structural")


def test_aturan_jabatan_list_tries_a_name_without_keeping_anything(officer):
    page = officer.get("/pegawai/jabatan/aturan/", {"coba": "Kepala Bidang Mutu"}).content.decode()

    assert "aturan “Kepala bidang”" in page
    assert "III.b" in page
    assert Jabatan.objects.count() == 0


def test_aturan_jabatan_create_tells_a_bad_pattern_at_the_field(officer):
    data = {"nama": "Semua", "pola": "**", "kelompok": "guru", "alasan": "Uji"}

    page = officer.post("/pegawai/jabatan/aturan/baru/", data)

    assert page.context["formulir"].has_error("pola", "bare")


def test_aturan_jabatan_change_and_move_and_remove(officer):
    row = AturanJabatan.objects.get(urutan=1)
    data = {"nama": "Pendidik", "pola": "guru*", "kelompok": "guru", "alasan": "Uji"}

    officer.post(f"/pegawai/jabatan/aturan/{row.pk}/", data)
    officer.post(f"/pegawai/jabatan/aturan/{row.pk}/pindah/", {"arah": "turun"})
    row.refresh_from_db()
    assert (row.nama, row.urutan) == ("Pendidik", 2)

    officer.post(f"/pegawai/jabatan/aturan/{row.pk}/hapus/")
    assert AturanJabatan.objects.filter(pk=row.pk).exists()
    officer.post(f"/pegawai/jabatan/aturan/{row.pk}/hapus/", {"alasan": "Uji"})
    assert not AturanJabatan.objects.filter(pk=row.pk).exists()


def test_aturan_jabatan_apply_shows_then_does_it_as_a_job(officer):
    row = make_jabatan("Guru Ahli Muda", "fungsional")
    address = "/pegawai/jabatan/aturan/terapkan/"

    assert [jabatan.pk for jabatan, _ in officer.get(address).context["baris"]] == [row.pk]
    assert "Belum ada yang berubah" in officer.post(address, follow=True).content.decode()
    officer.post(address, {"alasan": "Aturan baru"})
    job = Pekerjaan.objects.get(jenis="pegawai.terapkan_aturan_jabatan")
    assert antrean.run(pekerjaan_id=str(job.pk), at=AT) == "selesai"

    job.refresh_from_db()
    row.refresh_from_db()
    assert (row.kelompok, job.hasil["kalimat"]) == ("guru", "1 jabatan diperbarui menurut aturan")
    assert "Semua jabatan sudah sesuai aturan" in officer.get(address).content.decode()
