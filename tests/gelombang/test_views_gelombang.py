"""The pages of waves: what they show, whom they let in, what they refuse."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from antrean.models import Pekerjaan
from asesmen.bank.models import Instrumen
from asesmen.gelombang.models import Gelombang, Penempatan, Peserta, Ruang, RuangSesi, Sesi
from asesmen.kompetensi.models import AturanPenilaian, SkemaKategori
from pegawai.models import Jejak
from pegawai.rules.peran import Peran
from tests.gelombang.factories import AT, make_gelombang, make_peserta, make_ruang, make_ruang_sesi, make_sesi, seat
from tests.gelombang.pages import signed_in, text
from tests.pegawai.factories import make_akun, make_pegawai, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return signed_in(Peran.PENGELOLA)


def future_sesi(gelombang: Gelombang, **fields) -> Sesi:
    return make_sesi(gelombang, mulai=timezone.now() + timedelta(days=7), **fields)


def make_instrumen():
    return Instrumen.objects.create(nama="Asesmen Guru", durasi_menit=120, created_at=AT)


def make_aturan() -> AturanPenilaian:
    skema = SkemaKategori.objects.create(nama="Pemetaan", tujuan="pemetaan", created_at=AT)
    return AturanPenilaian.objects.create(nama="Contoh", skema=skema, batas_jpm="per_kompetensi", created_at=AT)


def ready_wave(people: int = 1) -> Gelombang:
    gelombang = make_gelombang(instrumen=make_instrumen(), aturan=make_aturan())
    room = make_ruang_sesi(future_sesi(gelombang))
    for _ in range(people):
        seat(make_peserta(gelombang), room)
    return gelombang


# ---------- List ----------


def test_gelombang_list_tells_what_to_do_when_it_is_empty(client):
    page = text(client.get(reverse("gelombang:gelombang-list")))

    assert "Belum ada gelombang" in page
    assert reverse("gelombang:gelombang-create") in page


def test_gelombang_list_costs_the_same_with_one_and_three_waves(client):
    address = reverse("gelombang:gelombang-list")

    def fill():
        gelombang = make_gelombang()
        seat(make_peserta(gelombang), make_ruang_sesi(make_sesi(gelombang)))

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    fill()
    client.get(address)
    first = count()
    fill()
    fill()

    assert count() == first


def test_gelombang_list_finds_by_name_and_offers_to_clear_the_search(client):
    make_gelombang(nama="Gelombang Guru")

    found = text(client.get(reverse("gelombang:gelombang-list"), {"cari": "guru"}))
    nothing = text(client.get(reverse("gelombang:gelombang-list"), {"cari": "nakes"}))

    assert "Gelombang Guru" in found
    assert "Tidak ada gelombang yang cocok" in nothing


# ---------- Create, edit ----------


def values(**changes):
    return {
        "nama": "Gelombang Guru 2026",
        "tujuan": "pemetaan",
        "tanggal_acuan": "2026-12-01",
        "instrumen": "",
        "aturan": "",
        "batas_sekolah_persen": "50",
    } | changes


def test_gelombang_create_makes_a_wave_and_leaves_a_trace(client):
    response = client.post(reverse("gelombang:gelombang-create"), values())

    gelombang = Gelombang.objects.get()
    assert response["Location"] == reverse("gelombang:gelombang-detail", args=[gelombang.pk])
    assert (gelombang.nama, gelombang.tanggal_acuan, gelombang.status) == (
        "Gelombang Guru 2026", date(2026, 12, 1), "rencana",
    )  # fmt: skip
    assert list(Jejak.objects.values_list("tindakan", flat=True)) == ["gelombang.buat"]


def test_gelombang_create_and_edit_mark_a_rehearsal(client):
    client.post(reverse("gelombang:gelombang-create"), values(is_simulasi="on"))
    gelombang = Gelombang.objects.get()

    page = text(client.get(reverse("gelombang:gelombang-detail", args=[gelombang.pk])))
    client.post(reverse("gelombang:gelombang-edit", args=[gelombang.pk]), values())

    assert "Gladi bersih" in page
    assert gelombang.is_simulasi
    assert not Gelombang.objects.get().is_simulasi


def test_gelombang_create_refuses_a_name_twice_and_a_share_of_zero(client):
    make_gelombang(nama="Gelombang Guru 2026")

    twice = text(client.post(reverse("gelombang:gelombang-create"), values()))
    zero = text(client.post(reverse("gelombang:gelombang-create"), values(nama="Lain", batas_sekolah_persen="0")))

    assert "sudah" in twice
    assert "Isi bilangan 1 sampai 100." in zero
    assert Gelombang.objects.count() == 1


def test_gelombang_edit_changes_a_plan_but_not_a_locked_wave(client):
    gelombang = make_gelombang()
    address = reverse("gelombang:gelombang-edit", args=[gelombang.pk])

    client.post(address, values(nama="Baru"))
    Gelombang.objects.update(status="dikunci")
    page = text(client.post(address, values(nama="Terlambat")))

    assert Gelombang.objects.get().nama == "Baru"
    assert "berstatus dikunci" in page


# ---------- Detail, lock ----------


def test_gelombang_detail_names_everything_that_is_missing(client):
    page = text(client.get(reverse("gelombang:gelombang-detail", args=[make_gelombang().pk])))

    for sentence in (
        "Instrumen ujian belum dipilih",
        "Aturan penilaian belum dipilih",
        "Belum ada peserta",
        "Belum ada sesi",
    ):
        assert sentence in page
    assert "4 hal perlu dilengkapi" in page


def test_gelombang_detail_shows_the_grid_and_who_is_left(client):
    gelombang = make_gelombang()
    room = make_ruang_sesi(future_sesi(gelombang), make_ruang(kode="R1", kapasitas=1, jumlah_kursi=1))
    seat(make_peserta(gelombang), room)
    left = make_peserta(gelombang)

    page = text(client.get(reverse("gelombang:gelombang-detail", args=[gelombang.pk])))

    assert "1/1" in page
    assert left.pegawai.nama in page
    assert "Semua kursi terisi." in page


def test_gelombang_lock_makes_the_plan_final_and_orders_the_papers(client):
    gelombang = ready_wave()

    client.post(reverse("gelombang:gelombang-lock", args=[gelombang.pk]))

    gelombang.refresh_from_db()
    assert gelombang.status == "dikunci"
    assert list(gelombang.sesi.values_list("status", flat=True)) == ["dikunci"]
    job = Pekerjaan.objects.get()
    assert (job.jenis, job.argumen) == ("ujian.siapkan_naskah", {"gelombang_id": gelombang.pk})
    assert Jejak.objects.filter(tindakan="gelombang.kunci").count() == 1


def test_gelombang_lock_refuses_with_every_reason(client):
    gelombang = make_gelombang()

    page = text(client.post(reverse("gelombang:gelombang-lock", args=[gelombang.pk]), follow=True))

    gelombang.refresh_from_db()
    assert gelombang.status == "rencana"
    assert Pekerjaan.objects.count() == 0
    assert "Belum ada sesi. Buat sesi dan tentukan ruangnya." in page


def test_gelombang_unlock_needs_a_reason(client):
    gelombang = ready_wave()
    client.post(reverse("gelombang:gelombang-lock", args=[gelombang.pk]))
    address = reverse("gelombang:gelombang-unlock", args=[gelombang.pk])

    page = text(client.post(address, {"alasan": ""}, follow=True))
    gelombang.refresh_from_db()
    assert gelombang.status == "dikunci"
    assert "Tulis alasannya" in page

    client.post(address, {"alasan": "Tambah peserta"})
    gelombang.refresh_from_db()
    assert gelombang.status == "rencana"
    assert Jejak.objects.get(tindakan="gelombang.buka_kunci").alasan == "Tambah peserta"


def test_gelombang_cancel_frees_rooms_and_people(client):
    gelombang = ready_wave()

    client.post(reverse("gelombang:gelombang-cancel", args=[gelombang.pk]), {"alasan": "Anggaran"})

    gelombang.refresh_from_db()
    assert gelombang.status == "dibatalkan"
    assert Penempatan.objects.count() == 0
    other = make_ruang_sesi(make_sesi(mulai=gelombang.sesi.get().mulai), RuangSesi.objects.get().ruang)
    assert other.pk


def test_penempatan_susun_and_kosongkan(client):
    gelombang = make_gelombang()
    make_ruang_sesi(future_sesi(gelombang))
    make_peserta(gelombang)

    page = text(client.post(reverse("gelombang:penempatan-susun", args=[gelombang.pk]), follow=True))
    assert "1 peserta ditempatkan." in page
    assert Penempatan.objects.count() == 1

    client.post(reverse("gelombang:penempatan-kosongkan", args=[gelombang.pk]), {"alasan": "Ulang"})
    assert Penempatan.objects.count() == 0
    assert Peserta.objects.count() == 1


# ---------- Who may ----------


def test_pejabat_opd_counts_and_sees_only_own_people():
    opd, other = make_unit("Dinas A"), make_unit("Dinas B")
    gelombang = make_gelombang()
    own = make_peserta(gelombang, make_pegawai("Orang Sendiri", opd))
    foreign = make_peserta(gelombang, make_pegawai("Orang Lain", other))
    client = signed_in(Peran.PEJABAT_OPD, unit=opd)

    detail = text(client.get(reverse("gelombang:gelombang-detail", args=[gelombang.pk])))
    listed = text(client.get(reverse("gelombang:peserta-list", args=[gelombang.pk])))
    book = client.get(reverse("gelombang:peserta-export", args=[gelombang.pk]))

    assert "peserta dari unit Anda</dt><dd>1</dd>" in detail
    assert "Kunci gelombang" not in detail
    assert "Orang Sendiri" in listed
    assert "Orang Lain" not in listed + detail
    assert book.status_code == 200
    assert client.get(reverse("gelombang:peserta-detail", args=[own.pk])).status_code == 200
    assert client.get(reverse("gelombang:peserta-detail", args=[foreign.pk])).status_code == 404


def test_readers_may_not_write():
    gelombang = ready_wave()
    for peran in (Peran.AUDITOR, Peran.PIMPINAN, Peran.PEJABAT_OPD, Peran.PROKTOR):
        client = signed_in(peran)
        assert client.post(reverse("gelombang:gelombang-lock", args=[gelombang.pk])).status_code == 404
        assert client.post(reverse("gelombang:penempatan-susun", args=[gelombang.pk])).status_code == 404
        assert client.get(reverse("gelombang:kartu-cetak", args=[gelombang.pk])).status_code == 404


def test_a_proctor_sees_only_own_rooms():
    proktor = make_akun(Peran.PROKTOR)
    gelombang = make_gelombang()
    sesi = make_sesi(gelombang, mulai=timezone.now() + timedelta(minutes=1))
    own, foreign = make_ruang_sesi(sesi, proktor=proktor), make_ruang_sesi(sesi)
    seat(make_peserta(gelombang, make_pegawai("Peserta Saya")), own)
    client = Client()
    client.force_login(proktor)

    assert client.get(reverse("gelombang:gelombang-list"))["Location"] == reverse("gelombang:tugas-proktor")
    duties = text(client.get(reverse("gelombang:tugas-proktor")))
    assert own.ruang.nama in duties
    assert foreign.ruang.nama not in duties
    assert "Peserta Saya" in text(client.get(reverse("gelombang:ruang-sesi-detail", args=[own.pk])))
    assert client.get(reverse("gelombang:ruang-sesi-detail", args=[foreign.pk])).status_code == 404
    assert client.get(reverse("gelombang:ruang-sesi-hadir", args=[foreign.pk])).status_code == 404
    assert client.get(reverse("gelombang:sesi-detail", args=[sesi.pk])).status_code == 200


def test_tugas_proktor_says_so_when_there_is_nothing_to_do():
    page = text(signed_in(Peran.PROKTOR).get(reverse("gelombang:tugas-proktor")))

    assert "Tidak ada tugas hari ini" in page


def test_nobody_gets_in_without_signing_in():
    response = Client().get(reverse("gelombang:gelombang-list"))

    assert response.status_code == 302
    assert response["Location"].startswith("/masuk/")


# ---------- Rooms and sessions ----------


def test_ruang_list_is_empty_then_lists_rooms(client):
    assert "Belum ada ruang" in text(client.get(reverse("gelombang:ruang-list")))
    make_ruang(nama="Aula Uji")
    assert "Aula Uji" in text(client.get(reverse("gelombang:ruang-list")))


def test_ruang_edit_refuses_more_places_than_seats(client):
    form = {"kode": "R9", "nama": "Aula", "jumlah_kursi": "10", "kapasitas": "11"}

    page = text(client.post(reverse("gelombang:ruang-create"), form))
    assert "Paling banyak 10" in page
    assert Ruang.objects.count() == 0

    client.post(reverse("gelombang:ruang-create"), form | {"kapasitas": "10"})
    room = Ruang.objects.get()
    client.post(reverse("gelombang:ruang-edit", args=[room.pk]), form | {"kode": "R10", "kapasitas": "9"})
    room.refresh_from_db()
    assert (room.kode, room.kapasitas) == ("R10", 9)


def test_ruang_remove_refuses_a_room_in_use(client):
    used, free = make_ruang_sesi().ruang, make_ruang()

    page = text(client.post(reverse("gelombang:ruang-remove", args=[used.pk]), {"alasan": "x"}, follow=True))
    client.post(reverse("gelombang:ruang-remove", args=[free.pk]), {"alasan": "Rusak"})

    assert "dipakai dalam sebuah sesi" in page
    assert list(Ruang.objects.all()) == [used]


def test_sesi_detail_opens_closes_and_removes(client):
    gelombang = make_gelombang(status="dikunci")
    sesi = make_sesi(gelombang, mulai=timezone.now() + timedelta(minutes=5), status="dikunci")
    make_ruang_sesi(sesi)

    assert "Buka sesi" in text(client.get(reverse("gelombang:sesi-detail", args=[sesi.pk])))
    client.post(reverse("gelombang:sesi-open", args=[sesi.pk]))
    sesi.refresh_from_db()
    assert sesi.status == "berlangsung"
    client.post(reverse("gelombang:sesi-close", args=[sesi.pk]), {"alasan": "Semua selesai"})
    sesi.refresh_from_db()
    gelombang.refresh_from_db()
    assert (sesi.status, gelombang.status) == ("selesai", "selesai")

    planned = make_sesi()
    client.post(reverse("gelombang:sesi-remove", args=[planned.pk]), {"alasan": "Salah tanggal"})
    assert not Sesi.objects.filter(pk=planned.pk).exists()


def test_proktor_edit_assigns_and_refuses_two_rooms_at_once(client):
    proktor = make_akun(Peran.PROKTOR)
    sesi = future_sesi(make_gelombang())
    first, second = make_ruang_sesi(sesi), make_ruang_sesi(sesi)
    address = reverse("gelombang:proktor-edit", args=[sesi.gelombang_id])

    client.post(address, {f"r{first.pk}": proktor.pk, f"r{second.pk}": ""})
    page = text(client.post(address, {f"r{first.pk}": proktor.pk, f"r{second.pk}": proktor.pk}, follow=True))

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.proktor, second.proktor) == (proktor, None)
    assert "sudah bertugas di ruang lain" in page


def test_proktor_edit_says_so_without_proctors_or_rooms(client):
    gelombang = make_gelombang()
    address = reverse("gelombang:proktor-edit", args=[gelombang.pk])

    assert "Belum ada ruang yang perlu proktor" in text(client.get(address))
    make_ruang_sesi(future_sesi(gelombang))
    assert "Belum ada akun dengan peran proktor" in text(client.get(address))
