"""The proctor's console: who sees it, what it shows, what it does."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from asesmen.ujian.models import Pengerjaan
from pegawai.models import Akun, Jejak
from tests.pegawai.factories import make_akun
from tests.ujian.factories import MENIT, Ujian, begin, make_ujian, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def proktor() -> Akun:
    return make_akun("proktor")


@pytest.fixture
def ujian(proktor: Akun) -> Ujian:
    return make_ujian(orang=3, mulai=timezone.now() - 5 * MENIT, proktor=proktor)


def as_(akun: Akun) -> Client:
    client = Client()
    client.force_login(akun)
    return client


def url(ujian: Ujian, act: str = "") -> str:
    return f"/ujian/konsol/{ujian.ruang_sesi.pk}/{act}"


def sit(ujian: Ujian, n: int) -> Pengerjaan:
    return begin(ujian, n, at=timezone.now(), lease=f"{n:032x}")


def test_konsol_shows_one_tile_per_seat_with_its_state(ujian: Ujian, proktor: Akun) -> None:
    running = sit(ujian, 0)
    save(running, (0, 1, 1, "A"), at=timezone.now())

    page = as_(proktor).get(url(ujian)).content.decode()

    assert page.count("data-kursi=") == 3
    assert page.count('data-keadaan="sedang"') == 1
    assert page.count('data-keadaan="belum"') == 2
    assert "1/6" in page


def test_konsol_keadaan_counts_and_names_the_room_token(ujian: Ujian, proktor: Akun) -> None:
    sit(ujian, 0)

    told = as_(proktor).get(url(ujian, "keadaan")).json()

    assert told["jumlah"] == {"belum": 2, "hadir": 0, "mulai": 1, "sedang": 0, "putus": 0, "beku": 0, "selesai": 0}
    assert told["token"]["token"] == ujian.token(timezone.now())
    assert told["kursi"][str(ujian.peserta[0].pk)]["ket"] == "baru masuk"


def test_konsol_keadaan_asks_the_same_however_many_sit_there(proktor: Akun) -> None:
    counts = []
    for orang in (1, 3):
        ujian = make_ujian(orang=orang, nama=f"G{orang}", mulai=timezone.now() - orang * 200 * MENIT, proktor=proktor)
        client = as_(proktor)
        client.get(url(ujian, "keadaan"))
        with CaptureQueriesContext(connection) as queries:
            client.get(url(ujian, "keadaan"))
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("peran", "sees", "acts"),
    [
        ("administrator", 200, 302),
        ("pengelola", 200, 302),
        ("proktor", 404, 404),
        ("auditor", 200, 404),
        ("pimpinan", 200, 404),
        ("asesor", 404, 404),
        ("penulis_soal", 404, 404),
        ("pejabat_opd", 404, 404),
        ("asn", 404, 404),
    ],
)
def test_a_room_opens_to_those_in_charge(ujian: Ujian, peran: str, sees: int, acts: int) -> None:
    client = as_(make_akun(peran))

    assert client.get(url(ujian)).status_code == sees
    assert client.get(url(ujian, "keadaan")).status_code == sees
    assert client.post(url(ujian, "catat"), {"alasan": "Hujan"}).status_code == acts


def test_a_viewer_who_may_not_act_sees_neither_token_nor_buttons(ujian: Ujian) -> None:
    page = as_(make_akun("auditor")).get(url(ujian)).content.decode()

    assert "Token ruang" not in page
    assert "Tambah waktu" not in page
    assert "token" not in as_(make_akun("auditor")).get(url(ujian, "keadaan")).json()


def test_konsol_list_names_the_own_rooms_only(ujian: Ujian, proktor: Akun) -> None:
    own = as_(proktor).get("/ujian/konsol/").content.decode()
    nobody = as_(make_akun("proktor")).get("/ujian/konsol/").content.decode()

    assert url(ujian) in own
    assert "Belum ada ruang untuk Anda" in nobody


def post(ujian: Ujian, akun: Akun, act: str, **data: Any) -> str:
    response = as_(akun).post(url(ujian, act), data, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_tambah_waktu_for_chosen_seats_and_for_the_room(ujian: Ujian, proktor: Akun) -> None:
    sit(ujian, 0)
    chosen = str(ujian.peserta[0].pk)

    one = post(ujian, proktor, "tambah-waktu", peserta=chosen, menit="7", alasan="Listrik padam")
    room = post(ujian, proktor, "tambah-waktu", menit="3", alasan="Listrik padam")

    assert "Waktu 1 peserta bertambah 7 menit" in one
    assert "Waktu 1 peserta bertambah 3 menit" in room
    assert ujian.pengerjaan.tambahan == 600


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"menit": "7", "alasan": ""}, "Tulis alasannya"),
        ({"menit": "x", "alasan": "A"}, "Isi dengan angka"),
        ({"menit": "500", "alasan": "A"}, "Paling banyak 180 menit"),
        ({"menit": "7", "alasan": "A", "peserta": "1;2"}, "Pilihan kursi tidak terbaca"),
        ({"menit": "7", "alasan": "A"}, "Belum ada kursi yang dapat dikenai"),
    ],
)
def test_tambah_waktu_says_what_stands_against_it(ujian: Ujian, proktor: Akun, data: dict[str, str], said: str) -> None:
    assert said in post(ujian, proktor, "tambah-waktu", **data)


def test_pindah_perangkat_and_akhiri_say_what_happened(ujian: Ujian, proktor: Akun) -> None:
    sit(ujian, 0)
    chosen = str(ujian.peserta[0].pk)

    moved = post(ujian, proktor, "pindah-perangkat", peserta=chosen, alasan="Laptop mati")
    ended = post(ujian, proktor, "akhiri", peserta=chosen, alasan="Sakit")

    assert "1 peserta boleh melanjutkan di perangkat lain" in moved
    assert "1 ujian diakhiri" in ended
    assert ujian.pengerjaan.finish_kind == "proktor"


def test_kehadiran_notes_chosen_seats_of_this_room(ujian: Ujian, proktor: Akun) -> None:
    pks = ",".join(str(p.pk) for p in ujian.peserta[:2]) + ",999999"

    said = post(ujian, proktor, "kehadiran", peserta=pks, kehadiran="hadir")

    assert "Kehadiran 2 peserta dicatat: hadir" in said
    assert [p.penempatan.kehadiran for p in type(ujian.peserta[0]).objects.order_by("pk")] == [
        "hadir",
        "hadir",
        "belum",
    ]


def test_kode_ulang_shows_a_working_code_once(ujian: Ujian, proktor: Akun) -> None:
    page = as_(proktor).post(url(ujian, "kode-ulang"), {"peserta": str(ujian.peserta[0].pk), "alasan": "Kartu hilang"})
    kode = page.context["kode"]

    entered = Client().post("/ujian/", {"nip": ujian.peserta[0].pegawai.nip, "kode": kode})

    assert entered.status_code == 302
    assert kode not in str(list(Jejak.objects.values_list("ringkas", "data")))


def test_kode_ulang_wants_exactly_one_seat_of_this_room(ujian: Ujian, proktor: Akun) -> None:
    both = ",".join(str(p.pk) for p in ujian.peserta[:2])

    assert "Pilih satu kursi saja" in post(ujian, proktor, "kode-ulang", peserta=both, alasan="Kartu hilang")
    foreign = as_(proktor).post(url(ujian, "kode-ulang"), {"peserta": "999999", "alasan": "Kartu hilang"})
    assert foreign.status_code == 404


def test_acts_are_closed_to_get(ujian: Ujian, proktor: Akun) -> None:
    acts = ("tambah-waktu", "pindah-perangkat", "akhiri", "catat", "kehadiran", "kode-ulang")

    assert {as_(proktor).get(url(ujian, act)).status_code for act in acts} == {405}


def test_a_room_without_people_says_what_to_do(proktor: Akun) -> None:
    from tests.gelombang.factories import make_ruang_sesi

    room = make_ruang_sesi(proktor=proktor)

    assert "Ruang ini belum berisi peserta" in as_(proktor).get(f"/ujian/konsol/{room.pk}/").content.decode()
