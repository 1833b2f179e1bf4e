"""What goes on paper: cards and attendance lists."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from antrean import services as antrean
from antrean.models import Pekerjaan
from asesmen.gelombang import services
from asesmen.gelombang import tasks as _handlers  # noqa: F401
from pegawai.models import Jejak
from pegawai.rules.peran import Peran
from tests.gelombang.factories import AT, make_gelombang, make_peserta, make_ruang_sesi, make_sesi, seat
from tests.gelombang.pages import signed_in, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return signed_in(Peran.PENGELOLA)


def test_kartu_cetak_says_what_will_be_revoked_and_orders_one_job(client):
    gelombang = make_gelombang(status="dikunci")
    peserta = make_peserta(gelombang)
    seat(peserta, make_ruang_sesi(make_sesi(gelombang)))
    services.issue_kode(peserta_ids=[peserta.pk], sumber="kartu", akun_id=None, at=AT)
    address = reverse("gelombang:kartu-cetak", args=[gelombang.pk])

    page = text(client.get(address))
    client.post(address)
    client.post(address)

    assert "1 kartu masih berlaku" in page
    job = Pekerjaan.objects.get()
    assert job.jenis == "gelombang.cetak_kartu"
    assert job.argumen["gelombang_id"] == gelombang.pk


def test_kartu_unduh_hands_the_cards_out_once_and_leaves_a_trace(client):
    gelombang = make_gelombang(status="dikunci")
    seat(make_peserta(gelombang), make_ruang_sesi(make_sesi(gelombang)))
    address = reverse("gelombang:kartu-cetak", args=[gelombang.pk])
    client.post(address)
    job = Pekerjaan.objects.get()
    assert antrean.run(pekerjaan_id=str(job.pk), at=timezone.now()) == "selesai"
    take = reverse("gelombang:kartu-unduh", args=[gelombang.pk, job.pk])

    page = text(client.get(address))
    foreign = signed_in(Peran.PENGELOLA).post(take)
    first = client.post(take)
    second = text(client.post(take, follow=True))

    assert "1 kartu siap diunduh" in page
    assert foreign.status_code == 404
    assert first.content.startswith(b"%PDF-")
    assert "sudah diunduh" in second
    assert Jejak.objects.filter(tindakan="kartu.unduh").count() == 1


def test_hadir_cetak_keeps_the_lists_as_the_jobs_file(client):
    gelombang = make_gelombang()
    seat(make_peserta(gelombang), make_ruang_sesi(make_sesi(gelombang)))

    client.post(reverse("gelombang:hadir-cetak", args=[gelombang.pk]))
    job = Pekerjaan.objects.get()
    status = antrean.run(pekerjaan_id=str(job.pk), at=timezone.now())

    job.refresh_from_db()
    assert (status, job.hasil["daftar hadir"], job.berkas_nama) == ("selesai", 1, "daftar-hadir.pdf")
    with job.berkas.open("rb") as file:
        assert file.read(5) == b"%PDF-"


def test_kartu_cetak_refuses_before_the_wave_is_locked_and_a_foreign_room(client):
    gelombang = make_gelombang()
    assert "Kartu belum dapat dicetak" in text(client.get(reverse("gelombang:kartu-cetak", args=[gelombang.pk])))

    foreign = make_ruang_sesi(make_sesi(make_gelombang()))
    client.post(reverse("gelombang:kartu-cetak", args=[gelombang.pk]), {"ruang_sesi": foreign.pk})
    assert Pekerjaan.objects.count() == 0


def test_ruang_sesi_hadir_is_a_pdf_at_once(client):
    gelombang = make_gelombang()
    room = make_ruang_sesi(make_sesi(gelombang))
    seat(make_peserta(gelombang), room)

    response = client.get(reverse("gelombang:ruang-sesi-hadir", args=[room.pk]))

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert "attachment" in response["Content-Disposition"]
