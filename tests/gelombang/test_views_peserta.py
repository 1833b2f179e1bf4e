"""Participants of a wave: find, move, give time, take out."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from antrean.models import Pekerjaan
from asesmen.gelombang import queries, services
from asesmen.gelombang import tasks as _handlers  # noqa: F401
from asesmen.gelombang.models import Penempatan
from pegawai.rules.peran import Peran
from tests.gelombang.factories import AT, make_gelombang, make_peserta, make_ruang, make_ruang_sesi, make_sesi, seat
from tests.gelombang.pages import signed_in, text
from tests.pegawai.factories import make_pegawai

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return signed_in(Peran.PENGELOLA)


def test_peserta_list_costs_the_same_with_one_and_three_people(client):
    gelombang = make_gelombang()
    room = make_ruang_sesi(make_sesi(gelombang))
    address = reverse("gelombang:peserta-list", args=[gelombang.pk])

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    seat(make_peserta(gelombang), room)
    client.get(address)
    first = count()
    seat(make_peserta(gelombang), room)
    make_peserta(gelombang)

    assert count() == first


def test_peserta_list_filters_sorts_and_has_empty_states(client):
    gelombang = make_gelombang()
    address = reverse("gelombang:peserta-list", args=[gelombang.pk])
    assert "Belum ada peserta" in text(client.get(address))
    room = make_ruang_sesi(make_sesi(gelombang))
    seat(make_peserta(gelombang, make_pegawai("Ani Duduk")), room)
    make_peserta(gelombang, make_pegawai("Budi Menunggu"))
    make_peserta(gelombang, make_pegawai("Citra Mundur"), is_mundur=True)

    def names(**query) -> list[str]:
        page = text(client.get(address, query))
        return [n for n in ("Ani Duduk", "Budi Menunggu", "Citra Mundur") if f">{n}</a>" in page]

    assert names() == ["Ani Duduk", "Budi Menunggu"]
    assert names(keadaan="belum") == ["Budi Menunggu"]
    assert names(keadaan="ditempatkan") == ["Ani Duduk"]
    assert names(keadaan="mundur") == ["Citra Mundur"]
    assert names(sesi=room.sesi_id, ruang=room.ruang_id) == ["Ani Duduk"]
    assert names(cari="budi") == ["Budi Menunggu"]
    page = text(client.get(address, {"urut": "-nama"}))
    assert page.index("Budi Menunggu") < page.index("Ani Duduk")
    assert "Tidak ada peserta yang cocok" in text(client.get(address, {"cari": "tidakada"}))


def test_peserta_export_keeps_nip_as_text_and_writes_no_formula(client):
    gelombang = make_gelombang()
    peserta = make_peserta(gelombang, make_pegawai("=1+1"))

    response = client.get(reverse("gelombang:peserta-export", args=[gelombang.pk]))

    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    row = [c.value for c in sheet[2]]
    assert row[:4] == [peserta.nomor, peserta.pegawai.nip, "=1+1", peserta.pegawai.unit.nama]
    assert {c.data_type for r in sheet.iter_rows() for c in r} <= {"s", "n"}


def test_peserta_move_gives_the_first_free_seat_elsewhere(client):
    gelombang = make_gelombang()
    old, new = make_ruang_sesi(make_sesi(gelombang)), make_ruang_sesi(make_sesi(gelombang))
    peserta = make_peserta(gelombang)
    seat(peserta, old, 3)
    seat(make_peserta(gelombang), new, 1)
    address = reverse("gelombang:peserta-move", args=[peserta.pk])

    client.post(address, {"ruang_sesi": new.pk, "alasan": "Sakit"})

    moved = Penempatan.objects.get(peserta=peserta)
    assert (moved.ruang_sesi, moved.kursi) == (new, 2)
    assert Pekerjaan.objects.count() == 0


def test_peserta_move_in_a_locked_wave_brings_the_paper_in_step(client):
    gelombang = make_gelombang(status="dikunci")
    room = make_ruang_sesi(make_sesi(gelombang))
    peserta = make_peserta(gelombang)

    client.post(reverse("gelombang:peserta-move", args=[peserta.pk]), {"ruang_sesi": room.pk, "alasan": "Susulan"})

    assert [job.jenis for job in Pekerjaan.objects.all()] == ["ujian.siapkan_naskah"]


def test_peserta_move_refuses_without_a_reason_and_into_a_full_room(client):
    gelombang = make_gelombang()
    full = make_ruang_sesi(make_sesi(gelombang), make_ruang(kapasitas=1, jumlah_kursi=1))
    seat(make_peserta(gelombang), full)
    peserta = make_peserta(gelombang)
    address = reverse("gelombang:peserta-move", args=[peserta.pk])

    no_reason = text(client.post(address, {"ruang_sesi": full.pk}, follow=True))
    no_seat = text(client.post(address, {"ruang_sesi": full.pk, "alasan": "x"}, follow=True))

    assert "Isi alasannya." in no_reason
    assert "sudah penuh" in no_seat
    assert not Penempatan.objects.filter(peserta=peserta).exists()


def test_peserta_withdraw_frees_the_seat_and_kills_the_card(client):
    gelombang = make_gelombang()
    peserta = make_peserta(gelombang)
    seat(peserta, make_ruang_sesi(make_sesi(gelombang)))
    kode = services.issue_kode(peserta_ids=[peserta.pk], sumber="kartu", akun_id=None, at=AT)[peserta.pk]
    address = reverse("gelombang:peserta-withdraw", args=[gelombang.pk])

    client.post(address, {"peserta": [peserta.pk]})
    assert Penempatan.objects.count() == 1

    client.post(address, {"peserta": [peserta.pk], "alasan": "Cuti melahirkan"})
    peserta.refresh_from_db()
    assert peserta.is_mundur
    assert Penempatan.objects.count() == 0
    assert queries.peserta_by_entry(peserta.pegawai.nip, kode, AT) is None


def test_peserta_detail_shows_place_codes_and_forms(client):
    gelombang = make_gelombang()
    peserta = make_peserta(gelombang)
    seat(peserta, make_ruang_sesi(make_sesi(gelombang)))
    kode = services.issue_kode(peserta_ids=[peserta.pk], sumber="kartu", akun_id=None, at=AT)[peserta.pk]

    page = text(client.get(reverse("gelombang:peserta-detail", args=[peserta.pk])))

    assert peserta.nomor in page
    assert "Kartu, terbit" in page
    assert kode not in page


def test_peserta_tambahan_stores_the_minutes(client):
    peserta = make_peserta()
    address = reverse("gelombang:peserta-tambahan", args=[peserta.pk])

    client.post(address, {"menit": "500", "alasan": "x"})
    client.post(address, {"menit": "30", "alasan": "Netra"})

    peserta.refresh_from_db()
    assert peserta.tambahan_menit == 30
