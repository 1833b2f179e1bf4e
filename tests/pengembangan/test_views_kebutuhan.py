import pytest
from django.test import Client
from django.urls import reverse

from pegawai.rules.peran import Peran
from tests.pegawai.factories import make_akun, make_pegawai, make_unit
from tests.pengembangan.factories import (
    make_angkatan,
    make_hasil,
    make_kepesertaan,
    make_pemesanan,
    make_program,
    make_sesi,
)
from tests.penugasan.pages import query_count

pytestmark = pytest.mark.django_db


def sign_in(client: Client, *peran: Peran | str, **fields) -> Client:
    client.force_login(make_akun(*peran, **fields))
    return client


def html_of(client: Client, name: str, *args: object, **query: str) -> str:
    response = client.get(reverse(f"pengembangan:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_kebutuhan_list_counts_people_per_competency_with_what_fits(client: Client) -> None:
    program = make_program("PED", dari=2, ke=3)
    make_hasil(PED=("2.00", "3.00"))
    make_hasil(PED=("1.00", "3.00"))

    html = html_of(sign_in(client, "pengelola"), "kebutuhan-list")

    assert '<span class="angka">2</span> orang dalam <span class="angka">1</span> kompetensi' in html
    assert "−1,50" in html
    assert program.nama in html
    assert '<span class="angka">1</span> orang belum ada programnya' in html


def test_kebutuhan_list_says_when_there_is_nothing(client: Client) -> None:
    assert "Belum ada kebutuhan" in html_of(sign_in(client, "pengelola"), "kebutuhan-list")


def test_kebutuhan_list_offers_to_clear_a_filter_without_hits(client: Client) -> None:
    make_hasil()

    assert "Tidak ada kebutuhan yang cocok" in html_of(sign_in(client, "pengelola"), "kebutuhan-list", cari="zzz")


def test_kebutuhan_list_of_one_competency_names_people_and_their_follow_up(client: Client) -> None:
    hasil = make_hasil(make_pegawai("Yuliarti"))
    make_kepesertaan(make_angkatan(make_program("KEP", jp=16)), hasil.pegawai, "hadir")

    html = html_of(sign_in(client, "pengelola"), "kebutuhan-list", kode="PED")

    assert "Yuliarti" in html
    assert "1 diklat, 16 JP" in html


def test_kebutuhan_list_leads_the_office_to_batches_with_free_places(client: Client) -> None:
    program = make_program("PED", dari=2, ke=3)
    free, full = make_angkatan(program), make_angkatan(program, kuota=1)
    make_kepesertaan(full)
    make_hasil()

    office = html_of(sign_in(client, "pengelola"), "kebutuhan-list", kode="PED")
    auditor = html_of(sign_in(client, "auditor"), "kebutuhan-list", kode="PED")

    assert reverse("pengembangan:angkatan-enrol", args=[free.pk]) in office
    assert reverse("pengembangan:angkatan-enrol", args=[full.pk]) not in office
    assert reverse("pengembangan:angkatan-enrol", args=[free.pk]) not in auditor


def test_an_official_sees_people_of_own_units_only(client: Client) -> None:
    dinas = make_unit()
    inside = make_hasil(make_pegawai("Yuliarti", unit=dinas))
    outside = make_hasil(make_pegawai("Darmawan"))
    sign_in(client, "pejabat_opd", unit=dinas)

    html = html_of(client, "kebutuhan-list", kode="PED")
    detail = reverse("pengembangan:kebutuhan-detail", args=[outside.pegawai_id])

    assert ("Yuliarti" in html, "Darmawan" in html) == (True, False)
    assert client.get(detail).status_code == 404
    assert html_of(client, "kebutuhan-detail", inside.pegawai_id)


@pytest.mark.parametrize("query", ["", "?kode=PED"])
def test_kebutuhan_list_asks_the_same_number_of_queries_for_1_and_3_rows(client: Client, query: str) -> None:
    sign_in(client, "pengelola")
    make_program("PED")
    url = reverse("pengembangan:kebutuhan-list") + query
    make_hasil()
    one = query_count(client, url)
    make_hasil()
    make_hasil(KEP=("1.00", "2.00"), PED=("2.00", "3.00"))

    assert query_count(client, url) == one


def test_kebutuhan_detail_shows_gaps_hours_and_what_is_followed(client: Client) -> None:
    pegawai = make_pegawai("Yuliarti")
    make_hasil(pegawai)
    make_kepesertaan(make_angkatan(make_program("PED", jp=16)), pegawai, "hadir")
    make_pemesanan(make_sesi(), pegawai)

    html = html_of(sign_in(client, "pimpinan"), "kebutuhan-detail", pegawai.pk)

    assert "Kompetensi PED" in html
    assert 'max="20" value="16"' in html
    assert "PP 11/2017 pasal 203 ayat (4)" in html
    assert "Dipesan" in html


def test_kebutuhan_detail_of_somebody_without_results_says_so(client: Client) -> None:
    html = html_of(sign_in(client, "pengelola"), "kebutuhan-detail", make_pegawai().pk)

    assert "Tidak ada kompetensi di bawah standar pada hasil terbaru" in html
    assert "Belum terdaftar di diklat atau klinik mana pun." in html


def test_jp_list_counts_who_reached_the_minimum(client: Client) -> None:
    angkatan = make_angkatan(make_program(jp=24), mulai="2026-03-01", selesai="2026-03-02")
    make_kepesertaan(angkatan, status="hadir")
    small = make_angkatan(make_program(jp=8), mulai="2026-03-01", selesai="2026-03-02")
    make_kepesertaan(small, status="hadir")

    html = html_of(sign_in(client, "auditor"), "jp-list", tahun="2026")

    assert '<span class="angka">1</span> dari <span class="angka">2</span> orang mencapai 20 JP' in html
    assert "12 JP" in html


def test_jp_list_says_when_nobody_has_any(client: Client) -> None:
    assert "Belum ada jam pelajaran tahun ini" in html_of(sign_in(client, "pengelola"), "jp-list")


def test_jp_list_asks_the_same_number_of_queries_for_1_and_3_rows(client: Client) -> None:
    sign_in(client, "pengelola")
    url = reverse("pengembangan:jp-list") + "?tahun=2026"
    angkatan = make_angkatan(mulai="2026-03-01", selesai="2026-03-02")
    make_kepesertaan(angkatan, status="hadir")
    one = query_count(client, url)
    make_kepesertaan(angkatan, status="hadir")
    make_kepesertaan(angkatan, status="hadir")

    assert query_count(client, url) == one


ROUTES = {
    "kebutuhan-list": (),
    "kebutuhan-detail": ("pegawai",),
    "jp-list": (),
    "program-list": (),
    "program-detail": ("program",),
    "angkatan-list": (),
    "angkatan-create": (),
    "angkatan-detail": ("angkatan",),
    "angkatan-enrol": ("angkatan",),
    "sesi-klinik-list": (),
    "sesi-klinik-create": (),
    "sesi-klinik-detail": ("sesi",),
    "klinik-saya": (),
}
WRITE = {"angkatan-create", "angkatan-enrol", "sesi-klinik-create"}
OFFICE = set(ROUTES) - {"klinik-saya"}
OPEN = {
    "administrator": OFFICE,
    "pengelola": OFFICE,
    "auditor": OFFICE - WRITE,
    "pimpinan": OFFICE - WRITE,
    "pejabat_opd": OFFICE - WRITE,
    "asn": {"klinik-saya"},
}


@pytest.mark.parametrize("peran", [p.value for p in Peran])
def test_each_role_opens_its_own_pages_only(client: Client, peran: str) -> None:
    angkatan, sesi, pegawai = make_angkatan(), make_sesi(), make_pegawai()
    ids = {"pegawai": pegawai.pk, "program": angkatan.program_id, "angkatan": angkatan.pk, "sesi": sesi.pk}
    sign_in(client, peran)

    opened = {
        name
        for name, args in ROUTES.items()
        if client.get(reverse(f"pengembangan:{name}", args=[ids[a] for a in args])).status_code == 200
    }

    assert opened == OPEN.get(peran, set())
