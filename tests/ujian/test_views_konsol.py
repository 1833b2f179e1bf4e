"""The proctor's console: who sees it, what it shows, what it does."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from asesmen.gelombang.models import RuangSesi
from asesmen.ujian import services
from asesmen.ujian.models import Pengerjaan, TindakanProktor
from asesmen.ujian.urls import TINDAKAN
from pegawai.models import Akun, Jejak
from tests.gelombang.factories import make_peserta, make_ruang_sesi, seat
from tests.pegawai.factories import make_akun
from tests.ujian.factories import MENIT, Ujian, as_, begin, make_ujian, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def ujian(proktor: Akun) -> Ujian:
    return make_ujian(orang=3, mulai=timezone.now() - 5 * MENIT, proktor=proktor)


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
    assert client.post(url(ujian, "catat"), {"alasan": "Hujan", "kategori": "lain", "semua": "1"}).status_code == acts


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
    room = post(ujian, proktor, "tambah-waktu", semua="1", menit="3", alasan="Listrik padam")

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
        ({"menit": "7", "alasan": "A"}, "Pilih kursinya lebih dulu"),
        ({"menit": "7", "alasan": "A", "semua": "1"}, "Belum ada kursi yang dapat dikenai"),
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
    assert {as_(proktor).get(url(ujian, act)).status_code for act in TINDAKAN} == {405}


def test_a_room_without_people_says_what_to_do(proktor: Akun) -> None:
    room = make_ruang_sesi(proktor=proktor)

    assert "Ruang ini belum berisi peserta" in as_(proktor).get(f"/ujian/konsol/{room.pk}/").content.decode()


# ---------- More acts ----------


def test_izinkan_jeda_lanjutkan_and_buka_ulang_say_what_happened(ujian: Ujian, proktor: Akun) -> None:
    sit(ujian, 0)
    chosen, waiting = str(ujian.peserta[0].pk), str(ujian.peserta[1].pk)

    assert "1 peserta boleh memulai tanpa token" in post(
        ujian, proktor, "izinkan", peserta=waiting, alasan="Layar rusak"
    )
    assert "1 ujian dijeda" in post(ujian, proktor, "jeda", semua="1", alasan="Alarm")
    assert "Kursi ini sudah dijeda" in post(ujian, proktor, "jeda", peserta=chosen, alasan="Alarm")
    assert "1 ujian dilanjutkan" in post(ujian, proktor, "lanjutkan", semua="1", alasan="Aman")
    assert "tidak sedang dijeda" in post(ujian, proktor, "lanjutkan", semua="1", alasan="Aman")
    post(ujian, proktor, "akhiri", peserta=chosen, alasan="Sakit")
    both = f"{chosen},{waiting}"
    assert "1 ujian dibuka ulang" in (
        page := post(ujian, proktor, "buka-ulang", peserta=both, alasan="Sembuh", menit="")
    )
    assert "1 kursi lain dilewati" in page
    assert ujian.pengerjaan.status == "berjalan"


def test_pesan_and_catat_are_written_down(ujian: Ujian, proktor: Akun) -> None:
    sit(ujian, 0)

    assert "Pesan terkirim kepada 1 peserta" in post(ujian, proktor, "pesan", semua="1", alasan="Sepuluh menit lagi")
    assert "Kejadian dicatat" in post(ujian, proktor, "catat", semua="1", alasan="Padam", kategori="listrik")
    assert "Pilih jenis kejadiannya" in post(ujian, proktor, "catat", semua="1", alasan="Padam", kategori="cuaca")
    page = as_(proktor).get(url(ujian)).content.decode()
    assert f"Seluruh ruang: catatan (listrik padam) oleh {proktor.nama}." in page


def test_a_call_stands_at_the_top_with_its_item_until_it_is_answered(ujian: Ujian, proktor: Akun) -> None:
    p = sit(ujian, 0)
    services.report_soal(
        pengerjaan_id=p.pk, lease=p.lease, versi_id=p.versi_ids[3], kalimat="Dua <b>benar</b>", at=timezone.now()
    )
    name = ujian.peserta[0].pegawai.nama

    page = as_(proktor).get(url(ujian)).content.decode()
    told = as_(proktor).get(url(ujian, "keadaan")).json()
    call = TindakanProktor.objects.get(jenis="lapor_soal")
    said = post(ujian, proktor, "tanggapi", tindakan=call.pk, alasan="Diteruskan ke panitia")

    assert f"Kursi 1 {name} melaporkan soal nomor 4" in page
    assert "Dua &lt;b&gt;benar&lt;/b&gt;" in page
    assert told["perlu"].strip() in page
    assert "Tanggapan terkirim" in said
    assert as_(proktor).get(url(ujian, "keadaan")).json()["perlu"] == ""
    assert "sudah ditanggapi" in post(ujian, proktor, "tanggapi", tindakan=call.pk, alasan="Lagi")


def test_kehadiran_and_the_device_show_on_the_tile(ujian: Ujian, proktor: Akun) -> None:
    p = sit(ujian, 0)
    Pengerjaan.objects.filter(pk=p.pk).update(perangkat="Chrome 149, 360 × 740")
    post(ujian, proktor, "kehadiran", peserta=str(ujian.peserta[1].pk), kehadiran="tidak_hadir")

    seats = as_(proktor).get(url(ujian, "keadaan")).json()["kursi"]

    assert seats[str(ujian.peserta[0].pk)]["perangkat"] == "ponsel, Chrome"
    assert seats[str(ujian.peserta[1].pk)]["ket"] == "tidak hadir"


def silent_room(proktor: Akun) -> Ujian:
    ujian = make_ujian(orang=4, nama="Putus", mulai=timezone.now() - 60 * MENIT, proktor=proktor)
    for n in range(4):
        p = begin(ujian, n, at=timezone.now() - 40 * MENIT, lease=f"{n:032x}")
        Pengerjaan.objects.filter(pk=p.pk).update(last_seen_at=timezone.now() - 7 * MENIT)
        services.show_life(pengerjaan_id=p.pk, lease=p.lease)
    return ujian


@pytest.mark.parametrize(
    ("act", "said", "seconds"),
    [("ganti-waktu", "7 menit diberikan kepada 4 peserta", 420), ("abaikan-gangguan", "tanpa tambahan waktu", 0)],
)
def test_an_outage_is_proposed_and_settled_with_one_form(proktor: Akun, act: str, said: str, seconds: int) -> None:
    ujian = silent_room(proktor)
    page = as_(proktor).get(url(ujian)).content.decode()
    dari, sampai = (re.search(f'data-{name}="(\\d+)"', page) for name in ("dari", "sampai"))
    assert dari is not None
    assert sampai is not None
    form = {"ruang": ujian.ruang_sesi.pk, "dari": dari[1], "sampai": sampai[1], "alasan": "Sambungan putus"}

    done = post(ujian, proktor, act, **form)
    again = post(ujian, proktor, act, **form)

    assert "Usulan: beri 7 menit kepada 4 peserta" in page
    assert said in done
    assert "sudah diputuskan atau berubah" in again
    assert set(Pengerjaan.objects.values_list("tambahan", flat=True)) == {seconds}


def test_an_outage_of_another_room_cannot_be_settled_here(ujian: Ujian, proktor: Akun) -> None:
    form = {"ruang": 999_999, "dari": 1, "sampai": 2, "alasan": "Sambungan putus"}

    assert as_(proktor).post(url(ujian, "ganti-waktu"), form).status_code == 404


# ---------- A session ----------


def sesi_url(ujian: Ujian, act: str = "") -> str:
    return f"/ujian/konsol/sesi/{ujian.ruang_sesi.sesi_id}/{act}"


@pytest.fixture
def other_room(ujian: Ujian) -> RuangSesi:
    """A second room of the same session, watched by somebody else, with one person working."""
    room = make_ruang_sesi(ujian.ruang_sesi.sesi, proktor=make_akun("proktor"))
    person = make_peserta(ujian.gelombang)
    seat(person, room, 1)
    services.prepare_naskah(gelombang_id=ujian.gelombang.pk, at=timezone.now())
    ujian.peserta.append(person)
    sit(Ujian(ujian.gelombang, room, ujian.peserta), 3)
    return room


def test_konsol_sesi_shows_every_room_to_the_office_and_the_own_one_to_its_proctor(
    ujian: Ujian, other_room: RuangSesi, proktor: Akun
) -> None:
    office = as_(make_akun("pengelola")).get(sesi_url(ujian)).content.decode()
    own = as_(proktor).get(sesi_url(ujian)).content.decode()

    assert (office.count("data-kursi="), own.count("data-kursi=")) == (4, 3)
    assert f"Kursi Ruang {other_room.ruang.kode}" in office
    assert other_room.ruang.nama not in own
    assert len(as_(make_akun("auditor")).get(sesi_url(ujian, "keadaan")).json()["kursi"]) == 4
    assert as_(make_akun("proktor")).get(sesi_url(ujian)).status_code == 404
    assert as_(make_akun("pengelola")).get("/ujian/konsol/sesi/999999/").status_code == 404


def test_an_act_on_a_session_reaches_all_its_rooms_that_one_may_act_in(
    ujian: Ujian, other_room: RuangSesi, proktor: Akun
) -> None:
    sit(ujian, 0)
    form = {"semua": "1", "menit": "5", "alasan": "Listrik padam"}

    own = as_(proktor).post(sesi_url(ujian, "tambah-waktu"), form, follow=True).content.decode()
    office = as_(make_akun("pengelola")).post(sesi_url(ujian, "tambah-waktu"), form, follow=True).content.decode()

    assert "Waktu 1 peserta bertambah 5 menit" in own
    assert "Waktu 2 peserta bertambah 5 menit" in office
    assert sorted(Pengerjaan.objects.values_list("tambahan", flat=True)) == [0, 0, 300, 600]
    assert as_(make_akun("auditor")).post(sesi_url(ujian, "tambah-waktu"), form).status_code == 404
