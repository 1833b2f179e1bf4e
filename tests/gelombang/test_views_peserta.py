"""Participants on the pages: choose, upload, find, move, take out, print."""

import io
from datetime import time, timedelta

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from antrean import services as antrean
from antrean.models import Pekerjaan
from asesmen.gelombang import queries, services
from asesmen.gelombang import tasks as _handlers  # noqa: F401
from asesmen.gelombang.models import Penempatan, Peserta, Ruang, Sesi
from asesmen.gelombang.rules import Pola
from pegawai.models import Jejak
from pegawai.rules.peran import Peran
from tests.gelombang.factories import AT, make_gelombang, make_peserta, make_ruang, make_ruang_sesi, make_sesi, seat
from tests.pegawai.factories import make_akun, make_jabatan, make_pegawai, make_riwayat, make_unit

pytestmark = pytest.mark.django_db
BERKAS = settings.BASE_DIR / "contoh" / "berkas"


def signed_in() -> Client:
    client = Client()
    client.force_login(make_akun(Peran.PENGELOLA))
    return client


@pytest.fixture
def client() -> Client:
    return signed_in()


def text(response) -> str:
    return " ".join(response.content.decode().split())


def upload(*rows, nama="daftar.xlsx") -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile(nama, out.getvalue())


# ---------- The list ----------


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


# ---------- Choose ----------


def test_peserta_pilih_adds_who_has_no_valid_result(client):
    gelombang = make_gelombang()
    dinas = make_unit("Dinas Pendidikan")
    new = make_pegawai("Belum Pernah", dinas)
    make_riwayat(make_pegawai("Sudah Sah", dinas))
    make_pegawai("Perawat", dinas, make_jabatan("Perawat", kelompok="tenaga_kesehatan"))
    address = reverse("gelombang:peserta-pilih", args=[gelombang.pk])
    choice = {"siapa": "belum", "kelompok": "guru", "opd": dinas.pk}

    assert "Tentukan siapa yang ikut" in text(client.get(address))
    page = text(client.get(address, choice))
    client.post(address, choice)

    assert "Belum Pernah" in page
    assert "Sudah Sah" not in page
    assert list(Peserta.objects.values_list("pegawai_id", "alasan")) == [(new.pk, "Belum asesmen atau kedaluwarsa")]
    assert "Semua yang cocok sudah menjadi peserta" in text(client.get(address, choice))


def test_peserta_pilih_says_so_when_nobody_fits(client):
    gelombang = make_gelombang()

    page = text(client.get(reverse("gelombang:peserta-pilih", args=[gelombang.pk]), {"siapa": "belum"}))

    assert "Tidak ada pegawai yang cocok" in page


# ---------- Upload ----------


def test_peserta_unggah_shows_every_kind_of_row_before_it_adds(client):
    gelombang = make_gelombang()
    good, again = make_pegawai("Baru"), make_peserta(gelombang)
    address = reverse("gelombang:peserta-unggah", args=[gelombang.pk])
    rows = [
        ["DAFTAR PESERTA"],
        [],
        ["No", "Nama", "NIP", "Sekolah"],
        [1, "Baru", good.nip, "SDN 1"],
        [2, "Baru lagi", good.nip, "SDN 1"],
        [3, "Sudah", again.pegawai.nip, "SDN 1"],
        [4, "Asing", "199912312024011001", "SDN 1"],
        [5, "Rusak", 198501012010011000, "SDN 1"],
    ]

    page = text(client.post(address, {"berkas": upload(*rows)}, follow=True))
    client.post(reverse("gelombang:peserta-terapkan", args=[gelombang.pk]))

    assert "akan ditambahkan</dt><dd>1</dd>" in page
    assert "sudah menjadi peserta</dt><dd>1</dd>" in page
    assert 'NIP tidak terdaftar</dt><dd class="teks-bata">1</dd>' in page
    assert 'ditolak</dt><dd class="teks-bata">2</dd>' in page
    assert "ada di baris 4" in page
    assert Peserta.objects.filter(pegawai=good).count() == 1
    assert Peserta.objects.count() == 2


def test_peserta_unggah_can_be_thrown_away(client):
    gelombang = make_gelombang()
    make_pegawai(nip="198501012010011001")
    address = reverse("gelombang:peserta-unggah", args=[gelombang.pk])
    client.post(address, {"berkas": upload(["NIP"], ["198501012010011001"])})

    client.post(reverse("gelombang:peserta-terapkan", args=[gelombang.pk]), {"buang": "1"})

    assert Peserta.objects.count() == 0
    assert "akan ditambahkan" not in text(client.get(address))


@pytest.mark.parametrize(
    ("berkas", "sentence"),
    [
        (SimpleUploadedFile("a.xlsx", b"bukan excel"), "bukan tabel Excel"),
        (SimpleUploadedFile("a.csv", b"Nama,Sekolah\nAni,SD 1\n"), "Tidak ada kolom NIP"),
        (SimpleUploadedFile("a.csv", b"Nama,NIP\n"), "tidak ada baris yang berisi"),
    ],
)
def test_peserta_unggah_says_what_is_wrong_with_a_file(client, berkas, sentence):
    berkas.seek(0)
    address = reverse("gelombang:peserta-unggah", args=[make_gelombang().pk])

    assert sentence in text(client.post(address, {"berkas": berkas}))


def test_the_sample_list_of_900_is_read(client):
    gelombang = make_gelombang()
    raw = (BERKAS / "peserta_900_guru.xlsx").read_bytes()

    page = text(
        client.post(
            reverse("gelombang:peserta-unggah", args=[gelombang.pk]),
            {"berkas": SimpleUploadedFile("peserta_900_guru.xlsx", raw)},
            follow=True,
        )
    )

    assert "baris dibaca</dt><dd>900</dd>" in page
    assert 'NIP tidak terdaftar</dt><dd class="teks-bata">900</dd>' in page


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


# ---------- Sessions of days ----------


def test_sesi_baru_makes_the_sessions_of_working_days(client):
    gelombang = make_gelombang()
    room = make_ruang()
    services.save_pola(
        pola=[Pola(1, time(7, 30), time(9, 30)), Pola(4, time(15, 30), time(17, 30), is_jumat=False)],
        akun_id=None,
        at=AT,
    )
    form = {"dari": "2026-12-04", "sampai": "2026-12-07", "pola": ["1", "4"], "ruang": [room.pk]}

    client.post(reverse("gelombang:sesi-baru", args=[gelombang.pk]), form)

    starts = [f"{timezone.localtime(s.mulai):%a %H.%M}" for s in Sesi.objects.order_by("mulai")]
    assert starts == ["Fri 07.30", "Mon 07.30", "Mon 15.30"]


def test_sesi_baru_refuses_a_room_in_use_and_names_it(client):
    used = make_ruang_sesi(make_sesi(make_gelombang(nama="Gelombang Lain")))
    services.save_pola(pola=[Pola(1, time(7, 0), time(10, 0))], akun_id=None, at=AT)
    day = timezone.localtime(used.sesi.mulai).date().isoformat()

    page = text(
        client.post(
            reverse("gelombang:sesi-baru", args=[make_gelombang().pk]),
            {"dari": day, "sampai": day, "pola": ["1"], "ruang": [used.ruang_id]},
        )
    )

    assert f"Ruang {used.ruang.kode} sudah dipakai Gelombang Lain" in page
    assert Sesi.objects.count() == 1


def test_sesi_baru_needs_rooms_and_a_pattern_first(client):
    page = text(client.get(reverse("gelombang:sesi-baru", args=[make_gelombang().pk])))

    assert "Ruang atau pola sesi belum ada" in page


# ---------- One person ----------


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


# ---------- Paper ----------


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
    foreign = signed_in().post(take)
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


def test_ruang_sesi_detail_lists_seats_and_says_when_nobody_sits(client):
    gelombang = make_gelombang()
    room = make_ruang_sesi(make_sesi(gelombang, mulai=timezone.now() + timedelta(days=1)))
    address = reverse("gelombang:ruang-sesi-detail", args=[room.pk])

    assert "Belum ada peserta di ruang ini" in text(client.get(address))
    peserta = make_peserta(gelombang)
    seat(peserta, room)
    assert peserta.nomor in text(client.get(address))
