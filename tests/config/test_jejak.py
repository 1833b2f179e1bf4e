"""What every page writes into the audit trail: whence, by which role, and doors that stayed shut."""

import pytest
from celery.signals import task_postrun, task_prerun
from django.test import Client

from pegawai.models import Jejak
from pegawai.services import record_jejak
from tests.pegawai.factories import AT, SANDI, make_akun, make_pegawai, make_unit

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


def test_what_a_job_does_is_noted_with_the_jobs_number_and_the_roles_of_whoever_ordered_it():
    akun = make_akun("pengelola", "auditor")

    task_prerun.send(sender=None, kwargs={"pekerjaan_id": "0b7a7ad2-91c3-4df5-8fd8-8f4f3a2d7d11"})
    inside = record_jejak(tindakan="uji.coba", ringkas="x", at=AT, akun=akun)
    task_postrun.send(sender=None)
    outside = record_jejak(tindakan="uji.coba", ringkas="y", at=AT)

    assert (inside.permintaan, inside.peran) == ("0b7a7ad2-91c3-4df5-8fd8-8f4f3a2d7d11", "Pengelola BKPSDM, Auditor")
    assert (outside.permintaan, outside.peran, outside.aktor) == ("", "", "Sistem")
