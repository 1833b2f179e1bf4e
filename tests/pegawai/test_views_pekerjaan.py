"""Jobs of the signed-in person."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from antrean import services as antrean
from antrean.models import Pekerjaan
from tests.pegawai.factories import AT, make_akun

pytestmark = pytest.mark.django_db


@pytest.fixture
def akun(client):
    akun = make_akun("pengelola")
    client.force_login(akun)
    return akun


def make_pekerjaan(akun, judul="Hitung", **fields) -> Pekerjaan:
    pekerjaan = antrean.enqueue(jenis="uji.kerja", judul=judul, argumen={}, akun_id=akun.pk, at=AT)
    if fields.get("status") in {"selesai", "gagal", "dibatalkan"}:
        fields.setdefault("finished_at", AT + timedelta(minutes=1))
    Pekerjaan.objects.filter(pk=pekerjaan.pk).update(**fields)
    pekerjaan.refresh_from_db()
    return pekerjaan


def test_pekerjaan_list_parts_running_and_finished_jobs(client, akun):
    make_pekerjaan(akun, "Berjalan", status="berjalan", done=3, total=12)
    make_pekerjaan(akun, "Gagal", status="gagal", galat="Ruang 5 tidak menjawab.")
    make_pekerjaan(akun, "Sisa", status="selesai", hasil={"kalimat": "398 disimpan", "sisa": True})
    make_pekerjaan(make_akun("pengelola"), "Orang lain", status="selesai")

    response = client.get("/pekerjaan/")
    page = response.content.decode()

    assert [job.judul for job, _ in response.context["berjalan"]] == ["Berjalan"]
    assert sorted(job.judul for job in response.context["halaman"]) == ["Gagal", "Sisa"]
    assert "Ruang 5 tidak menjawab." in page
    assert "Selesai, ada sisa" in page
    assert [job.judul for job in client.get("/pekerjaan/", {"status": "gagal"}).context["halaman"]] == ["Gagal"]
    assert "Tidak ada pekerjaan yang cocok" in client.get("/pekerjaan/", {"cari": "xyz"}).content.decode()


def test_pekerjaan_list_of_an_administrator_can_hold_everybodys(client, akun):
    make_pekerjaan(akun, "Orang lain", status="selesai")
    client.force_login(make_akun("administrator"))

    assert "Belum ada pekerjaan" in client.get("/pekerjaan/").content.decode()
    assert [job.judul for job in client.get("/pekerjaan/", {"pembuat": "semua"}).context["halaman"]] == ["Orang lain"]


@pytest.mark.parametrize("count", [1, 3])
def test_pekerjaan_list_needs_the_same_queries_for_any_number_of_rows(client, akun, count):
    for n in range(count):
        make_pekerjaan(akun, f"Berjalan {n}", status="berjalan")
        make_pekerjaan(akun, f"Selesai {n}", status="selesai")
    client.get("/pekerjaan/")

    with CaptureQueriesContext(connection) as captured:
        client.get("/pekerjaan/")

    assert len(captured) == 7


def test_pekerjaan_status_tells_the_state_in_json(client, akun):
    pekerjaan = make_pekerjaan(akun, status="berjalan", done=3, total=12, tautan="/pegawai/")

    assert client.get(f"/pekerjaan/{pekerjaan.pk}/status/").json() == {
        "status": "berjalan",
        "done": 3,
        "total": 12,
        "kalimat": "3 dari 12",
        "tautan": "",
    }


def test_a_job_of_somebody_else_does_not_exist(client, akun):
    pekerjaan = make_pekerjaan(make_akun("pengelola"), status="selesai")
    pages = [f"/pekerjaan/{pekerjaan.pk}/{part}" for part in ("", "status/", "unduh/")]

    assert [client.get(page).status_code for page in pages] == [404, 404, 404]
    assert [client.post(f"/pekerjaan/{pekerjaan.pk}/{verb}/").status_code for verb in ("batal", "ulang")] == [404, 404]


def test_an_auditor_sees_a_job_but_cannot_fetch_or_stop_it(client, akun):
    pekerjaan = make_pekerjaan(akun, status="berjalan")
    client.force_login(make_akun("auditor"))

    assert client.get(f"/pekerjaan/{pekerjaan.pk}/").status_code == 200
    assert client.get(f"/pekerjaan/{pekerjaan.pk}/unduh/").status_code == 404
    assert client.post(f"/pekerjaan/{pekerjaan.pk}/batal/").status_code == 404


def test_the_owner_fetches_the_file_as_an_attachment(client, akun):
    pekerjaan = make_pekerjaan(akun, status="selesai", berkas_nama="kartu guru.pdf")
    pekerjaan.berkas.save("kartu.pdf", ContentFile(b"%PDF"), save=True)

    response = client.get(f"/pekerjaan/{pekerjaan.pk}/unduh/")

    assert b"".join(response.streaming_content) == b"%PDF"
    assert response["Content-Disposition"] == 'attachment; filename="kartu guru.pdf"'
    assert response["Content-Security-Policy"] == "sandbox"
    assert "Unduh kartu guru.pdf" in client.get(f"/pekerjaan/{pekerjaan.pk}/").content.decode()
    pekerjaan.berkas.storage.delete(pekerjaan.berkas.name)
    assert client.get(f"/pekerjaan/{pekerjaan.pk}/unduh/").status_code == 404


def test_a_queued_job_is_cancelled_and_repeated_by_its_owner(client, akun):
    pekerjaan = make_pekerjaan(akun)

    client.post(f"/pekerjaan/{pekerjaan.pk}/batal/")
    pekerjaan.refresh_from_db()
    assert pekerjaan.status == "dibatalkan"

    client.post(f"/pekerjaan/{pekerjaan.pk}/ulang/")
    pekerjaan.refresh_from_db()
    assert pekerjaan.status == "antre"
    assert "belum berhenti" in client.post(f"/pekerjaan/{pekerjaan.pk}/ulang/", follow=True).content.decode()


@pytest.mark.parametrize("status", ["antre", "berjalan", "selesai", "gagal", "dibatalkan"])
def test_pekerjaan_detail_has_a_face_for_each_state(client, akun, status):
    pekerjaan = make_pekerjaan(akun, status=status, galat="Sebab", hasil={"peserta": "4.321 orang"})

    page = client.get(f"/pekerjaan/{pekerjaan.pk}/").content.decode()

    assert pekerjaan.get_status_display() in page
    assert ("Sebab" in page) == (status == "gagal")
    assert ("4.321 orang" in page) == (status == "selesai")
