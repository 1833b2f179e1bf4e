"""What every page writes into the audit trail: whence, by which role, and doors that stayed shut."""

import pytest
from django.test import Client

from pegawai.models import Jejak
from tests.pegawai.factories import SANDI, make_akun, make_pegawai, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def official(client: Client) -> Client:
    client.force_login(make_akun("pejabat_opd", "proktor", unit=make_unit()))
    return client


def test_an_act_is_noted_with_role_address_and_request_id(client: Client):
    client.force_login(make_akun("administrator", "auditor"))

    client.post(
        "/pengaturan/masa_berlaku_tahun/",
        {"nilai": "5", "alasan": "SK Bupati"},
        REMOTE_ADDR="10.1.2.3",
        headers={"X-Request-ID": "permintaan-12"},
    )

    row = Jejak.objects.get(tindakan="pengaturan.ubah")
    assert (row.peran, row.alamat, row.permintaan) == ("Administrator, Auditor", "10.1.2.3", "permintaan-12")
    assert (row.sebelum, row.sesudah) == (3, 5)


def test_a_person_of_another_unit_is_refused_and_that_is_noted(official: Client):
    foreign = make_pegawai()

    official.get(f"/pegawai/{foreign.pk}/")

    row = Jejak.objects.get(tindakan="akses.ditolak")
    assert (row.objek, row.peran) == (f"pegawai:{foreign.pk}", "Proktor, Pejabat OPD")
    assert row.data == {"rute": "pegawai:pegawai-detail", "argumen": {"pegawai_id": str(foreign.pk)}}


def test_a_page_of_another_role_is_refused_and_that_is_noted(official: Client):
    official.get("/akun/")

    assert Jejak.objects.get(tindakan="akses.ditolak").ringkas == "Ditolak (404): GET pegawai:akun-list"


def test_an_address_that_is_no_page_and_a_stranger_leave_no_row(official: Client):
    official.get("/tidak-ada-halaman/")
    Client().get("/akun/")
    Client().get("/ujian/peserta/")

    assert not Jejak.objects.filter(tindakan="akses.ditolak").exists()


def test_a_failed_sign_in_names_an_account_but_never_what_was_typed(client: Client):
    akun = make_akun("proktor", username="siti")

    client.post("/masuk/", {"username": "siti", "password": "salah"}, REMOTE_ADDR="10.9.8.7")
    client.post("/masuk/", {"username": SANDI, "password": "siti"})

    known, unknown = Jejak.objects.filter(tindakan="akun.masuk_gagal").order_by("at")
    assert (known.objek, known.alamat) == (f"akun:{akun.pk}", "10.9.8.7")
    assert (unknown.objek, unknown.ringkas) == ("", "Gagal masuk dengan nama yang tidak dikenal")
