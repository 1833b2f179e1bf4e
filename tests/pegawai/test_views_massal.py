"""Accounts for many at once, in the browser: counted, made by a job, the slips taken once."""

import pytest

from antrean import services as antrean
from antrean.models import Pekerjaan
from pegawai import tasks  # noqa: F401 - registers the job
from pegawai.models import Akun, Jejak
from tests.pegawai.factories import AT, make_akun, make_pegawai, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    akun = make_akun("administrator")
    client.force_login(akun)
    return akun


def test_the_slips_are_made_by_a_job_and_taken_once(client, admin):
    make_pegawai("Siti Rahmawati")
    assert "1 orang" in client.get("/akun/massal/").content.decode()

    client.post("/akun/massal/", {"unit": "", "kelompok": ""})
    job = Pekerjaan.objects.get()
    assert antrean.run(pekerjaan_id=str(job.pk), at=AT) == "selesai"

    page = client.get("/akun/massal/").content.decode()
    assert "1 surat siap diunduh" in page
    taken = client.post(f"/akun/massal/{job.pk}/unduh/")
    assert taken.content.startswith(b"%PDF")
    again = client.post(f"/akun/massal/{job.pk}/unduh/", follow=True)
    assert "sudah diunduh" in again.content.decode()
    assert Jejak.objects.filter(tindakan="akun.unduh_surat").count() == 1
    assert Akun.objects.filter(nama="Siti Rahmawati").count() == 1


def test_pressing_twice_makes_one_job(client, admin):
    make_pegawai()
    for _ in range(2):
        client.post("/akun/massal/", {"unit": "", "kelompok": ""})

    assert Pekerjaan.objects.count() == 1


def test_others_take_nothing(client, admin):
    make_pegawai()
    client.post("/akun/massal/", {"unit": "", "kelompok": ""})
    job = Pekerjaan.objects.get()
    antrean.run(pekerjaan_id=str(job.pk), at=AT)
    client.force_login(make_akun("administrator"))

    assert client.post(f"/akun/massal/{job.pk}/unduh/").status_code == 404


def test_an_administrator_of_a_unit_makes_accounts_of_its_people(client, admin):
    dinas = make_unit()
    siti = make_pegawai("Siti", dinas)
    make_pegawai("Asing")
    client.force_login(make_akun("administrator", unit=dinas))

    client.post("/akun/massal/", {"unit": "", "kelompok": ""})

    assert Pekerjaan.objects.get().argumen["pegawai_ids"] == [siti.pk]


def test_when_everybody_has_one_the_page_says_so(client, admin):
    assert "Semua sudah punya akun" in client.get("/akun/massal/").content.decode()
