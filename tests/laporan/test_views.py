"""Start pages by role, the dashboard, profiles, and ordering the workbook."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.test import Client
from django.urls import reverse

from antrean.models import Pekerjaan
from antrean.services import run
from asesmen.penilaian.models import Hasil
from pegawai.models import Unit
from tests.laporan.workbook import opened, people
from tests.pegawai.factories import make_akun, make_jabatan, make_pegawai, make_riwayat, make_unit
from tests.pengembangan.factories import make_kepesertaan
from tests.penilaian.factories import AT, make_computed, make_people, make_published, make_sittings, make_wave
from tests.penugasan.pages import query_count

# A worker imports these; here the test is the worker.
import_module("laporan.tasks")
pytestmark = pytest.mark.django_db
KESENJANGAN = "/laporan/kesenjangan/"
HASIL = "/laporan/hasil/"


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def sign_in(client: Client, *peran: str, **fields: object):
    akun = make_akun(*peran, **fields)
    client.force_login(akun)
    return akun


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def two_opd():
    """A published wave with six people of one OPD and two of another."""
    first, second = make_unit("Dinas Satu"), make_unit("Dinas Dua")
    gelombang = make_wave(6, opd=first)
    make_sittings(gelombang, make_people(2, second))
    return make_published(gelombang), first, second


@pytest.mark.parametrize(
    ("peran", "route"),
    [
        ("pengesah", "penilaian:penghitungan-list"),
        ("proktor", "gelombang:tugas-proktor"),
        ("asesor", "penugasan:penilaian-list"),
        ("penulis_soal", "bank:butir-list"),
        ("penelaah_soal", "bank:butir-list"),
        ("asn", "laporan:profil-saya"),
    ],
)
def test_beranda_leads_each_role_to_its_work(client: Client, peran: str, route: str) -> None:
    sign_in(client, peran)

    assert client.get("/")["Location"] == reverse(route)


def test_beranda_of_several_roles_offers_each_door(client: Client) -> None:
    sign_in(client, "proktor", "asesor")

    html = page(client, "/")

    assert reverse("gelombang:tugas-proktor") in html
    assert reverse("penugasan:penilaian-list") in html


def test_beranda_of_an_account_without_a_role_says_whom_to_ask(client: Client) -> None:
    sign_in(client)

    assert "Minta administrator memberikan peran" in page(client, "/")


@pytest.mark.parametrize("peran", ["administrator", "pengelola", "pimpinan", "pejabat_opd", "auditor"])
def test_beranda_of_those_who_read_numbers_is_the_dashboard(client: Client, peran: str) -> None:
    sign_in(client, peran)

    assert "ASN belum asesmen" in page(client, "/")


def test_dasbor_counts_who_is_left_and_links_to_them(client: Client) -> None:
    nakes = make_jabatan("Perawat", kelompok="tenaga_kesehatan")
    guru = [make_pegawai() for _ in range(3)]
    make_pegawai(jabatan=nakes)
    make_riwayat(guru[0])
    sign_in(client, "pimpinan")

    html = page(client, "/")

    assert '<span class="angka-raksasa">3</span>' in html
    assert "dari 4 ASN" in html
    assert "kelompok=guru&amp;status=belum" in html
    assert "kelompok=tenaga_kesehatan&amp;status=belum" in html
    assert "Belum ada hasil yang diumumkan" in html


def test_dasbor_tells_who_is_on_the_way(client: Client) -> None:
    make_wave(3)
    make_pegawai()
    sign_in(client, "pimpinan")

    html = page(client, "/")

    assert '<span class="angka-raksasa">4</span>' in html
    assert "3 di antaranya sudah terjadwal atau sedang dinilai" in html


def test_dasbor_shows_classes_gaps_and_units_of_published_results(client: Client) -> None:
    two_opd()
    sign_in(client, "pimpinan")

    html = page(client, "/")

    assert "Kelas dari 8 ASN" in html
    assert "Kesenjangan terbesar" in html
    assert "Kesenjangan rata-rata: perangkat daerah × kompetensi" in html
    assert "Dinas Satu" in html


def test_dasbor_hides_cells_of_fewer_than_5_people_and_says_so(client: Client) -> None:
    two_opd()
    sign_in(client, "pimpinan")

    html = page(client, "/")

    assert "Disembunyikan: kurang dari 5 orang" in html
    assert "Angka untuk kurang dari 5 orang disembunyikan" in html


def test_dasbor_of_an_official_knows_the_own_opd_only(client: Client) -> None:
    _, first, _ = two_opd()
    sign_in(client, "pejabat_opd", unit=first)

    html = page(client, "/")

    assert "Kelas dari 6 ASN" in html
    assert "dari 6 ASN" in html
    assert "Dinas Dua" not in html


def test_dasbor_asks_the_same_number_of_queries_for_few_and_many(client: Client) -> None:
    sign_in(client, "pimpinan")
    opd = make_unit("Dinas Satu")
    gelombang = make_wave(6, opd=opd)
    make_published(gelombang)
    few = query_count(client, "/")
    make_sittings(gelombang, [make_pegawai(unit=Unit.objects.get(nama="SDN 1")) for _ in range(5)])
    make_published(gelombang)

    assert query_count(client, "/") == few


def test_hasil_list_is_the_list_behind_a_number(client: Client) -> None:
    published, _, second = two_opd()
    sign_in(client, "pimpinan")
    kelas = published.hasil.first().kategori_kode

    html = page(client, f"{HASIL}?kategori={kelas}")
    narrow = page(client, f"{HASIL}?opd={second.nama}")

    assert f'Menampilkan <span class="angka">1–{published.hasil.filter(kategori_kode=kelas).count()}' in html
    assert "1–2</span>" in narrow


def test_hasil_list_shows_nothing_unpublished(client: Client) -> None:
    make_computed(people=2)
    sign_in(client, "pimpinan")

    assert "Belum ada hasil yang diumumkan" in page(client, HASIL)


def test_hasil_list_asks_the_same_number_of_queries_for_1_and_3_rows(client: Client) -> None:
    sign_in(client, "pimpinan")
    make_published(people=1)
    one = query_count(client, HASIL)
    make_published(people=2)

    assert query_count(client, HASIL) == one


def test_kesenjangan_says_when_nothing_is_published(client: Client) -> None:
    make_computed(people=2)
    sign_in(client, "pimpinan")

    assert "Belum ada hasil yang diumumkan" in page(client, KESENJANGAN)


def test_kesenjangan_previews_a_wave_and_an_opd(client: Client) -> None:
    published, first, _ = two_opd()
    sign_in(client, "pimpinan")

    html = page(client, f"{KESENJANGAN}?gelombang={published.gelombang_id}&opd={first.pk}")

    assert "Kelas dari 6 ASN" in html
    assert "Buat laporan 6 orang" in html
    assert "Memakai aturan contoh" in html
    assert "Tidak diukur pada gelombang ini" in html


def test_kesenjangan_hides_a_summary_of_fewer_than_5(client: Client) -> None:
    published, _, second = two_opd()
    sign_in(client, "pimpinan")

    html = page(client, f"{KESENJANGAN}?gelombang={published.gelombang_id}&opd={second.pk}")

    assert "Disembunyikan: kurang dari 5 orang" in html


def test_kesenjangan_export_orders_a_job_that_makes_the_workbook_of_the_own_opd(client: Client) -> None:
    published, first, second = two_opd()
    akun = sign_in(client, "pejabat_opd", unit=first)

    response = client.post(
        reverse("laporan:kesenjangan-export"), {"gelombang": published.gelombang_id, "opd": second.pk}, follow=False
    )
    assert response.status_code == 302
    assert not Pekerjaan.objects.filter(argumen__jalur=[second.jalur]).exists()

    client.post(reverse("laporan:kesenjangan-export"), {"gelombang": published.gelombang_id, "opd": first.pk})
    pekerjaan = Pekerjaan.objects.get(argumen__jalur=[first.jalur])
    assert pekerjaan.akun == akun
    assert run(pekerjaan_id=str(pekerjaan.pk), at=AT) == "selesai"
    pekerjaan.refresh_from_db()
    with pekerjaan.berkas.open() as berkas:
        rows = people(opened(berkas.read())["Detail individu"])
    assert {row["Identitas", "Perangkat daerah"] for row in rows.values()} == {"Dinas Satu"}
    assert pekerjaan.berkas_nama.endswith("-dinas-satu.xlsx")


def test_profil_explains_a_result_from_answers_to_class(client: Client) -> None:
    make_published(people=1)
    hasil = Hasil.objects.get()
    make_kepesertaan(pegawai=hasil.pegawai)
    sign_in(client, "pimpinan")

    html = page(client, reverse("laporan:profil", args=[hasil.pegawai_id]))

    assert hasil.kategori_nama in html
    assert "Kenapa di kelas ini?" in html
    assert "3 soal dijawab" in html
    assert "Langkah berikutnya" in html
    assert "Terdaftar" in html
    assert "Riwayat asesmen" in html


def test_profil_of_somebody_without_a_result_says_so(client: Client) -> None:
    pegawai = make_pegawai()
    make_riwayat(pegawai)
    sign_in(client, "pimpinan")

    html = page(client, reverse("laporan:profil", args=[pegawai.pk]))

    assert "Belum ada hasil yang diumumkan" in html
    assert "Riwayat asesmen" in html


def test_profil_of_another_opd_does_not_exist(client: Client) -> None:
    published, first, second = two_opd()
    sign_in(client, "pejabat_opd", unit=first)
    other = published.hasil.filter(opd_nama=second.nama).first()

    assert client.get(reverse("laporan:profil", args=[other.pegawai_id])).status_code == 404


def test_profil_saya_shows_the_own_published_result_only(client: Client) -> None:
    draft = make_computed(people=1)
    pegawai = draft.hasil.get().pegawai
    sign_in(client, "asn", pegawai=pegawai)
    assert "Belum ada hasil yang diumumkan" in page(client, reverse("laporan:profil-saya"))

    make_published(draft.gelombang)
    html = page(client, reverse("laporan:profil-saya"))

    assert "Kelas Anda" in html
    assert "Kenapa saya di kelas ini?" in html


def test_profil_saya_of_an_account_without_a_person_says_whom_to_ask(client: Client) -> None:
    sign_in(client, "asn")

    assert "Akun ini belum dihubungkan" in page(client, reverse("laporan:profil-saya"))


def test_hasil_peserta_opens_with_the_card_and_shows_the_own_result_when_published(client: Client) -> None:
    draft = make_computed(people=1)
    peserta = draft.gelombang.peserta.get()
    url = reverse("laporan:hasil-peserta")
    assert client.get(url)["Location"] == reverse("ujian:masuk")

    session = client.session
    session["peserta_id"] = peserta.pk
    session.save()
    assert "Hasil belum diumumkan" in page(client, url)

    make_published(draft.gelombang)
    html = page(client, url)
    assert "Kelas Anda" in html
    assert peserta.pegawai.nama in html


@pytest.mark.parametrize("route", ["laporan:hasil-list", "laporan:kesenjangan"])
def test_reports_do_not_exist_for_roles_without_numbers(client: Client, route: str) -> None:
    for peran in ("proktor", "asesor", "penulis_soal", "penelaah_soal", "asn"):
        sign_in(client, peran)
        assert client.get(reverse(route)).status_code == 404


def test_dates_on_a_profile_are_the_exams(client: Client) -> None:
    published = make_published(people=1)
    sign_in(client, "pimpinan")

    html = page(client, reverse("laporan:profil", args=[published.hasil.get().pegawai_id]))

    assert "2 Desember 2026" in html
    assert "berlaku sampai 2 Desember 2029" in html
    assert datetime(2026, 12, 2, 3, tzinfo=UTC) < AT
