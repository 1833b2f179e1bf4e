"""Rooms, and the sessions of days in them."""

from datetime import time, timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from asesmen.gelombang import queries, services
from asesmen.gelombang import tasks as _handlers  # noqa: F401
from asesmen.gelombang.models import Ruang, Sesi
from asesmen.gelombang.rules import Pola
from pegawai.rules.peran import Peran
from tests.gelombang.factories import AT, make_gelombang, make_peserta, make_ruang, make_ruang_sesi, make_sesi, seat
from tests.gelombang.pages import signed_in, text, upload

pytestmark = pytest.mark.django_db
BERKAS = settings.BASE_DIR / "contoh" / "berkas"


@pytest.fixture
def client() -> Client:
    return signed_in(Peran.PENGELOLA)


def test_ruang_unggah_reads_the_sample_and_stores_rooms_and_pattern(client):
    raw = (BERKAS / "ruang.xlsx").read_bytes()

    page = text(
        client.post(reverse("gelombang:ruang-unggah"), {"berkas": SimpleUploadedFile("ruang.xlsx", raw)}, follow=True)
    )
    client.post(reverse("gelombang:ruang-terapkan"))

    assert "6 ruang dan 4 sesi siap disimpan" in page
    assert sorted(Ruang.objects.values_list("kode", "kapasitas")) == [
        ("R1", 45), ("R2", 36), ("R3", 34), ("R4", 40), ("R5", 36), ("R6", 34)
    ]  # fmt: skip
    assert queries.pola_list()[2:] == [
        Pola(3, time(13, 0), time(15, 0), jumat_mulai=time(14, 0)),
        Pola(4, time(15, 30), time(17, 30), is_jumat=False),
    ]


def test_ruang_unggah_names_the_rows_it_leaves_out(client):
    berkas = upload(
        ["Kode", "Nama Ruang", "Jumlah Kursi", "Kapasitas Ujian"], ["R1", "Aula", 10, 12], ["R2", "Lab", 5, 5]
    )

    page = text(client.post(reverse("gelombang:ruang-unggah"), {"berkas": berkas}, follow=True))

    assert "Kapasitas ujian 12 melebihi jumlah kursi 10" in page
    assert "1 ruang dan 0 sesi siap disimpan" in page


def test_sesi_create_makes_the_sessions_of_working_days(client):
    gelombang = make_gelombang()
    room = make_ruang()
    services.save_pola(
        pola=[Pola(1, time(7, 30), time(9, 30)), Pola(4, time(15, 30), time(17, 30), is_jumat=False)],
        akun_id=None,
        at=AT,
    )
    form = {"dari": "2026-12-04", "sampai": "2026-12-07", "pola": ["1", "4"], "ruang": [room.pk]}

    client.post(reverse("gelombang:sesi-create", args=[gelombang.pk]), form)

    starts = [f"{timezone.localtime(s.mulai):%a %H.%M}" for s in Sesi.objects.order_by("mulai")]
    assert starts == ["Fri 07.30", "Mon 07.30", "Mon 15.30"]


def test_sesi_create_refuses_a_room_in_use_and_names_it(client):
    used = make_ruang_sesi(make_sesi(make_gelombang(nama="Gelombang Lain")))
    services.save_pola(pola=[Pola(1, time(7, 0), time(10, 0))], akun_id=None, at=AT)
    day = timezone.localtime(used.sesi.mulai).date().isoformat()

    page = text(
        client.post(
            reverse("gelombang:sesi-create", args=[make_gelombang().pk]),
            {"dari": day, "sampai": day, "pola": ["1"], "ruang": [used.ruang_id]},
        )
    )

    assert f"Ruang {used.ruang.kode} sudah dipakai Gelombang Lain" in page
    assert Sesi.objects.count() == 1


def test_sesi_create_needs_rooms_and_a_pattern_first(client):
    page = text(client.get(reverse("gelombang:sesi-create", args=[make_gelombang().pk])))

    assert "Ruang atau pola sesi belum ada" in page


def test_ruang_sesi_detail_lists_seats_and_says_when_nobody_sits(client):
    gelombang = make_gelombang()
    room = make_ruang_sesi(make_sesi(gelombang, mulai=timezone.now() + timedelta(days=1)))
    address = reverse("gelombang:ruang-sesi-detail", args=[room.pk])

    assert "Belum ada peserta di ruang ini" in text(client.get(address))
    peserta = make_peserta(gelombang)
    seat(peserta, room)
    assert peserta.nomor in text(client.get(address))
