"""Choosing who takes part: by the registry, or by a list that is uploaded."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from asesmen.gelombang import tasks as _handlers  # noqa: F401
from asesmen.gelombang.models import Peserta
from pegawai.rules.peran import Peran
from tests.gelombang.factories import make_gelombang, make_peserta
from tests.gelombang.pages import signed_in, text, upload
from tests.pegawai.factories import make_jabatan, make_pegawai, make_riwayat, make_unit

pytestmark = pytest.mark.django_db
BERKAS = settings.BASE_DIR / "contoh" / "berkas"


@pytest.fixture
def client() -> Client:
    return signed_in(Peran.PENGELOLA)


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
