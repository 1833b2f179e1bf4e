from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pegawai.models import Pegawai
from pengembangan.models import PemesananKlinik, SesiKlinik
from tests.pegawai.factories import make_akun, make_pegawai, make_unit
from tests.pengembangan.factories import make_hasil, make_pemesanan, make_sesi, make_topik
from tests.penugasan.pages import query_count

pytestmark = pytest.mark.django_db
SAYA = "pengembangan:klinik-saya"


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_akun("pengelola"))
    return client


@pytest.fixture
def me(client: Client) -> Pegawai:
    pegawai = make_pegawai("Hamdani")
    client.force_login(make_akun("asn", pegawai=pegawai))
    return pegawai


def coming(**fields) -> SesiKlinik:
    return make_sesi(**({"mulai": timezone.now() + timedelta(days=1)} | fields))


def past(**fields) -> SesiKlinik:
    return make_sesi(**({"mulai": timezone.now() - timedelta(days=1)} | fields))


def html_of(client: Client, name: str, *args: object, **query: str) -> str:
    response = client.get(reverse(f"pengembangan:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_sesi_klinik_list_shows_what_is_coming_and_what_is_over_apart(office: Client) -> None:
    soon, over = coming(), past()

    assert [s.pk for s in office.get(reverse("pengembangan:sesi-klinik-list")).context["halaman"]] == [soon.pk]
    query = {"keadaan": "lewat"}
    assert [s.pk for s in office.get(reverse("pengembangan:sesi-klinik-list"), query).context["halaman"]] == [over.pk]


def test_sesi_klinik_list_offers_the_first_step_when_empty(office: Client) -> None:
    assert "Belum ada sesi klinik yang akan datang" in html_of(office, "sesi-klinik-list")


def test_sesi_klinik_list_asks_the_same_number_of_queries_for_1_and_3_rows(office: Client) -> None:
    url = reverse("pengembangan:sesi-klinik-list")
    make_pemesanan(coming())
    one = query_count(office, url)
    make_pemesanan(coming())
    coming()

    assert query_count(office, url) == one


def test_sesi_klinik_create_opens_a_session(office: Client) -> None:
    mulai = timezone.localtime() + timedelta(days=2)
    data = {
        "topik": make_topik().pk,
        "mulai": mulai.strftime("%Y-%m-%dT%H:%M"),
        "tempat": "Lab",
        "pelatih": "Rina",
        "kuota": 12,
    }

    response = office.post(reverse("pengembangan:sesi-klinik-create"), data)

    assert response["Location"] == reverse("pengembangan:sesi-klinik-detail", args=[SesiKlinik.objects.get().pk])


def test_sesi_klinik_create_refuses_the_past(office: Client) -> None:
    data = {"topik": make_topik().pk, "mulai": "2026-01-01T09:00", "tempat": "Lab", "pelatih": "Rina", "kuota": 12}

    response = office.post(reverse("pengembangan:sesi-klinik-create"), data)

    assert "Waktu mulai sudah lewat." in response.content.decode()


def test_sesi_klinik_detail_asks_the_same_number_of_queries_for_1_and_3_rows(office: Client) -> None:
    sesi = coming()
    url = reverse("pengembangan:sesi-klinik-detail", args=[sesi.pk])
    make_pemesanan(sesi)
    one = query_count(office, url)
    make_pemesanan(sesi)
    make_pemesanan(sesi)

    assert query_count(office, url) == one


def test_sesi_klinik_detail_hides_people_of_other_units_from_an_official(client: Client) -> None:
    sesi, dinas = coming(), make_unit()
    make_pemesanan(sesi, make_pegawai("Yuliarti", unit=dinas))
    make_pemesanan(sesi, make_pegawai("Darmawan"))
    client.force_login(make_akun("pejabat_opd", unit=dinas))

    html = html_of(client, "sesi-klinik-detail", sesi.pk)

    assert ("Yuliarti" in html, "Darmawan" in html) == (True, False)


def test_attendance_of_a_clinic_is_noted_once_it_began(office: Client) -> None:
    sesi = past()
    person = make_pemesanan(sesi)

    response = office.post(
        reverse("pengembangan:kehadiran-klinik-note", args=[sesi.pk]),
        {f"kehadiran_{person.pegawai_id}": "hadir"},
        follow=True,
    )

    assert "Kehadiran dicatat: 1 hadir, 0 tidak hadir." in response.content.decode()
    assert PemesananKlinik.objects.get().status == "hadir"


def test_attendance_before_the_start_is_refused(office: Client) -> None:
    sesi = coming()

    response = office.post(reverse("pengembangan:kehadiran-klinik-note", args=[sesi.pk]), {}, follow=True)

    assert "Kehadiran dicatat sejak saat itu." in response.content.decode()


def test_klinik_saya_marks_what_fits_the_own_gaps(client: Client, me: Pegawai) -> None:
    coming(topik=make_topik("DIG-CAKAP", dari=1, ke=2))
    make_hasil(me, DIG_CAKAP=("1.00", "2.00"))

    assert "Sesuai kebutuhan Anda" in html_of(client, "klinik-saya")


def test_klinik_saya_says_when_there_is_nothing_to_book(client: Client, me: Pegawai) -> None:
    html = html_of(client, "klinik-saya")

    assert "Belum ada sesi yang dapat dipesan" in html
    assert "Anda belum memesan klinik." in html


def test_klinik_saya_of_an_account_without_a_person_says_what_to_do(client: Client) -> None:
    client.force_login(make_akun("asn"))

    assert "Akun Anda belum terhubung dengan data pegawai" in html_of(client, "klinik-saya")


def test_klinik_saya_asks_the_same_number_of_queries_for_1_and_3_rows(client: Client, me: Pegawai) -> None:
    url = reverse(SAYA)
    coming()
    make_pemesanan(coming(), me)
    one = query_count(client, url)
    coming()
    coming()
    make_pemesanan(coming(mulai=timezone.now() + timedelta(days=5)), me)

    assert query_count(client, url) == one


def test_booking_and_giving_the_place_back(client: Client, me: Pegawai) -> None:
    sesi = coming()

    booked = client.post(reverse("pengembangan:klinik-book", args=[sesi.pk]), follow=True).content.decode()
    pemesanan = PemesananKlinik.objects.get()
    cancelled = client.post(reverse("pengembangan:klinik-cancel", args=[pemesanan.pk]), follow=True).content.decode()

    assert "sudah dipesan." in booked
    assert pemesanan.pegawai == me
    assert "dibatalkan." in cancelled
    assert PemesananKlinik.objects.get().status == "batal"


def test_a_full_session_is_shown_as_full_and_refuses_a_late_click(client: Client, me: Pegawai) -> None:
    sesi = coming(kuota=1)
    make_pemesanan(sesi)

    html = html_of(client, "klinik-saya")
    response = client.post(reverse("pengembangan:klinik-book", args=[sesi.pk]), follow=True)

    assert "Penuh" in html
    assert "Semua tempat di sesi ini sudah dipesan." in response.content.decode()


def test_a_booking_of_somebody_else_does_not_exist(client: Client, me: Pegawai) -> None:
    other = make_pemesanan(coming())

    assert client.post(reverse("pengembangan:klinik-cancel", args=[other.pk])).status_code == 404


def test_an_account_without_a_person_books_nothing(client: Client) -> None:
    client.force_login(make_akun("asn"))

    assert client.post(reverse("pengembangan:klinik-book", args=[coming().pk])).status_code == 404
    assert PemesananKlinik.objects.count() == 0


def test_staff_do_not_book_through_the_asn_door(office: Client) -> None:
    assert office.post(reverse("pengembangan:klinik-book", args=[coming().pk])).status_code == 404
