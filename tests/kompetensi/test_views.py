import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from asesmen.kompetensi import services
from asesmen.kompetensi.models import AturanPenilaian, BarisStandar, Kompetensi, StandarKompetensi
from tests.kompetensi.factories import AT, make_aturan, make_kamus, make_standar
from tests.pegawai.factories import make_akun, make_jabatan, make_pegawai

pytestmark = pytest.mark.django_db


def sign_in(client: Client, *peran: str) -> Client:
    client.force_login(make_akun(*peran))
    return client


def test_kompetensi_list_without_a_dictionary_offers_the_sample_to_the_pengelola_only(client: Client) -> None:
    page = sign_in(client, "pengelola").get(reverse("kompetensi:kompetensi-list"))
    other = sign_in(Client(), "penulis_soal").get(reverse("kompetensi:kompetensi-list"))

    assertContains(page, reverse("kompetensi:kompetensi-load"))
    assertNotContains(other, reverse("kompetensi:kompetensi-load"))
    assertContains(other, "Kamus masih kosong")


def test_kompetensi_list_filters_and_says_when_nothing_matches(client: Client) -> None:
    make_kamus()
    sign_in(client, "auditor")
    url = reverse("kompetensi:kompetensi-list")

    assertContains(client.get(url), "Teknis Guru")
    narrowed = client.get(url, {"cari": "pedagogik"})
    assertContains(narrowed, reverse("kompetensi:kompetensi-detail", args=["PED"]))
    assertNotContains(narrowed, reverse("kompetensi:kompetensi-detail", args=["INT"]))
    assertContains(client.get(url, {"cari": "zzz"}), "Tidak ada kompetensi yang cocok")


def test_kompetensi_detail_shows_levels_with_their_indicators(client: Client) -> None:
    make_kamus()
    page = sign_in(client, "asesor").get(reverse("kompetensi:kompetensi-detail", args=["DIG-AMAN"]))

    level = Kompetensi.objects.get(kode="DIG-AMAN").level.get(level=3)
    assertContains(page, level.indikator[0])
    assert client.get(reverse("kompetensi:kompetensi-detail", args=["XYZ"])).status_code == 404


def test_kompetensi_load_shows_what_will_be_made_then_makes_it_once(client: Client) -> None:
    sign_in(client, "pengelola")
    url = reverse("kompetensi:kompetensi-load")

    preview = client.get(url)
    assertContains(preview, "21 kompetensi dan 187 baris standar siap dimuat.")
    assert Kompetensi.objects.count() == 0
    done = client.post(url, follow=True)
    assertContains(done, "21 kompetensi baru, 0 diperbarui, 0 tidak berubah.")
    assertContains(done, "menunggu orang kedua")
    assert (Kompetensi.objects.count(), BarisStandar.objects.count()) == (21, 187)
    assertContains(client.get(url), "Semua isi contoh sudah ada.")


def test_kompetensi_load_is_for_the_pengelola(client: Client) -> None:
    assert sign_in(client, "penulis_soal").post(reverse("kompetensi:kompetensi-load")).status_code == 404
    assert Kompetensi.objects.count() == 0


def test_standar_list_without_a_standard_says_what_is_missing(client: Client) -> None:
    page = sign_in(client, "pengesah").get(reverse("kompetensi:standar-list"))

    assertContains(page, "Belum ada standar sah yang berlaku hari ini")


@pytest.mark.parametrize("route", ["standar-list", "aturan-list"])
def test_lists_take_the_same_queries_for_one_row_and_for_three(client: Client, route: str) -> None:
    make_standar()
    make_aturan()
    sign_in(client, "pengelola")
    url = reverse(f"kompetensi:{route}")
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)

    for nama in ("Lain", "Lain lagi"):
        StandarKompetensi.objects.create(nama=nama, berlaku_dari="2030-01-01", created_at=AT)
        _another_aturan(nama)
    with CaptureQueriesContext(connection) as three:
        client.get(url)

    assert len(one) == len(three)


def _another_aturan(nama: str) -> None:
    aturan = AturanPenilaian.objects.all()[0]
    aturan.pk, aturan.nama = None, nama
    aturan.save(force_insert=True)


def test_standar_detail_shows_the_grid_marks_doubts_and_names_sources(client: Client) -> None:
    page = sign_in(client, "auditor").get(reverse("kompetensi:standar-detail", args=[make_standar()]))

    assertContains(page, "Guru Ahli Muda")
    assertContains(page, "perlu konfirmasi")
    assertContains(page, "Perdirjen GTK 2626/B/HK.04.01/2023")
    assertNotContains(page, "Sahkan standar")
    assert client.get(reverse("kompetensi:standar-detail", args=[0])).status_code == 404


def test_standar_approve_is_offered_to_a_second_person_only(client: Client) -> None:
    loader = make_akun("pengelola")
    services.load_contoh(at=AT, akun=loader)
    standar = StandarKompetensi.objects.get()
    detail, approve = (reverse(f"kompetensi:standar-{n}", args=[standar.pk]) for n in ("detail", "approve"))

    client.force_login(loader)
    assertContains(client.get(detail), "Menunggu orang kedua")
    assertContains(client.post(approve, follow=True), "Standar disahkan oleh orang kedua.")
    other = sign_in(Client(), "pengesah")
    assertContains(other.get(detail), "Sahkan standar ini?")
    assertContains(other.post(approve, follow=True), "disahkan dan dipakai untuk penilaian")
    assert StandarKompetensi.objects.get().is_disahkan


def test_standar_approve_is_closed_to_the_auditor(client: Client) -> None:
    standar_id = make_standar(is_disahkan=False)

    response = sign_in(client, "auditor").post(reverse("kompetensi:standar-approve", args=[standar_id]))

    assert response.status_code == 404
    assert not StandarKompetensi.objects.get().is_disahkan


def test_standar_tanpa_lists_jabatan_with_their_people_and_says_when_there_are_none(client: Client) -> None:
    url = reverse("kompetensi:standar-tanpa", args=[make_standar()])
    sign_in(client, "pengelola")
    assertContains(client.get(url), "Semua jabatan punya standar")

    make_pegawai(jabatan=make_jabatan("Sekretaris Daerah", "struktural", "struktural", "JPT Madya"))

    assertContains(client.get(url), "Baris Jabatan Pimpinan Tinggi, JPT Madya")
    assert sign_in(Client(), "penulis_soal").get(url).status_code == 404


def test_aturan_detail_marks_the_example_and_tries_numbers_out(client: Client) -> None:
    url = reverse("kompetensi:aturan-detail", args=[make_aturan()["pemetaan"]])
    sign_in(client, "pengelola")

    assertContains(client.get(url), "Contoh, belum diputuskan BKPSDM")
    tried = client.get(url, {"persen": "54,99", "bobot": "5 4 3 0", "jpm": "77,9999"})

    assert tried.context["hasil"].level_poin == 2
    assert tried.context["hasil"].level_bobot == 3
    assertContains(tried, "<dt>Kelas</dt><dd>Kurang Optimal</dd>", html=False)


def test_aturan_detail_refuses_what_is_no_number_with_a_cure(client: Client) -> None:
    url = reverse("kompetensi:aturan-detail", args=[make_aturan()["pemetaan"]])
    page = sign_in(client, "pengelola").get(url, {"persen": "banyak", "bobot": "5 x"})

    assertContains(page, "Tulis angka 0 sampai 100, misalnya 54,99.")
    assertContains(page, "Tulis angka dipisah spasi, misalnya 5 4 3 0.")
    assert page.context["hasil"].level_poin is None
