"""One unit: its people, what stands below, what became of it; renaming and merging."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pegawai.models import PerubahanUnit, Unit
from tests.pegawai.factories import make_akun, make_pegawai, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    root = make_unit("Pemerintah Kabupaten", jenis="instansi")
    dinas = make_unit("Dinas Pendidikan", root)
    return {
        "dinas": dinas,
        "lain": make_unit("Dinas Kebudayaan", root),
        "sekolah": make_unit("UPT SDN 1 Sangir", dinas, jenis="sekolah"),
    }


@pytest.fixture
def officer(client):
    client.force_login(make_akun("pengelola"))
    return client


def test_unit_detail_counts_its_people_and_those_below(officer, tree):
    make_pegawai("Satu", tree["dinas"])
    make_pegawai("Dua", tree["sekolah"])

    page = officer.get(f"/pegawai/unit/{tree['dinas'].pk}/")

    assert (page.context["sendiri"], page.context["semua"]) == (1, 2)
    assert [(row.nama, row.jumlah) for row in page.context["bawahan"]] == [("UPT SDN 1 Sangir", 1)]
    assert "Belum pernah diganti namanya" in page.content.decode()


def test_unit_detail_of_a_foreign_office_does_not_exist(client, tree):
    client.force_login(make_akun("pejabat_opd", unit=tree["dinas"]))

    assert client.get(f"/pegawai/unit/{tree['sekolah'].pk}/").status_code == 200
    assert client.get(f"/pegawai/unit/{tree['lain'].pk}/").status_code == 404
    assert client.get(f"/pegawai/unit/{tree['sekolah'].pk}/nama/").status_code == 404


def test_unit_rename_asks_for_a_reason_and_leads_back(officer, tree):
    address = f"/pegawai/unit/{tree['sekolah'].pk}/nama/"

    assert "Tulis alasannya" in officer.post(address, {"nama": "SDN 01", "jenis": "sekolah"}).content.decode()
    done = officer.post(address, {"nama": "SDN 01", "jenis": "sekolah", "alasan": "Perbup"}, follow=True)

    assert done.redirect_chain[-1][0] == f"/pegawai/unit/{tree['sekolah'].pk}/"
    assert "UPT SDN 1 Sangir menjadi SDN 01" in done.content.decode()


def test_unit_rename_tells_a_taken_name_at_the_field(officer, tree):
    data = {"nama": "Dinas Kebudayaan", "jenis": "opd", "alasan": "Perbup"}

    page = officer.post(f"/pegawai/unit/{tree['dinas'].pk}/nama/", data)

    assert page.context["formulir"].has_error("nama", "unit_name_taken")


def test_unit_merge_shows_what_happens_before_it_does(officer, tree):
    make_pegawai("Satu", tree["dinas"])
    address = f"/pegawai/unit/{tree['dinas'].pk}/gabung/"

    page = officer.get(address, {"tujuan": tree["lain"].pk}).content.decode()

    assert "pegawai pindah ke Dinas Kebudayaan" in page
    assert Unit.objects.exclude(digabung_ke=None).count() == 0


def test_unit_merge_needs_a_reason_and_can_be_undone_from_the_page(officer, tree):
    satu = make_pegawai("Satu", tree["dinas"])
    address = f"/pegawai/unit/{tree['dinas'].pk}/gabung/?tujuan={tree['lain'].pk}"

    assert "Belum ada yang berubah" in officer.post(address, follow=True).content.decode()
    page = officer.post(address, {"alasan": "Perbup"}, follow=True).content.decode()
    satu.refresh_from_db()
    assert satu.unit == tree["lain"]
    assert "digabungkan ke" in page

    [row] = PerubahanUnit.objects.all()
    page = officer.post(f"/pegawai/unit/perubahan/{row.pk}/batal/", {"alasan": "Keliru"}, follow=True).content.decode()
    satu.refresh_from_db()
    assert satu.unit == tree["dinas"]
    assert "Unit kembali seperti sebelumnya" in page


def test_unit_merge_tells_what_stands_in_the_way(officer, tree):
    make_akun("pejabat_opd", unit=tree["dinas"])

    page = officer.get(f"/pegawai/unit/{tree['dinas'].pk}/gabung/", {"tujuan": tree["lain"].pk}).content.decode()

    assert "Cabut perannya lebih dahulu" in page
    assert "Gabungkan unit" not in page


def test_unit_list_leads_to_each_unit(officer, tree):
    assert f'href="/pegawai/unit/{tree["sekolah"].pk}/"' in officer.get("/pegawai/unit/").content.decode()


def test_unit_detail_needs_as_many_queries_for_three_units_below_as_for_one(officer, tree, django_assert_num_queries):
    address = f"/pegawai/unit/{tree['dinas'].pk}/"
    officer.get(address)
    with CaptureQueriesContext(connection) as first:
        officer.get(address)
    make_pegawai("Satu", make_unit("UPT SDN 2", tree["dinas"], jenis="sekolah"))
    make_pegawai("Dua", make_unit("UPT SDN 3", tree["dinas"], jenis="sekolah"))

    with django_assert_num_queries(len(first)):
        officer.get(address)


def test_unit_list_puts_each_unit_right_below_the_one_it_belongs_to(officer, tree):
    seksi = make_unit("Seksi Kurikulum", make_unit("Bidang SD", tree["dinas"], jenis="bidang"), jenis="subbag")
    make_unit("Koordinator", seksi, jenis="subbag")

    page = officer.get("/pegawai/unit/")

    [dinas] = [row for row in page.context["pohon"] if row.nama == "Dinas Pendidikan"]
    assert [(row.nama, row.tingkat) for row in dinas.anak] == [
        ("Bidang SD", 1), ("Seksi Kurikulum", 2), ("Koordinator", 3), ("UPT SDN 1 Sangir", 1),
    ]  # fmt: skip
    assert page.content.decode().count('class="fw-normal menjorok-') == 2
