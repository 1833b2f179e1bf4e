from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pegawai.rules.peran import Peran
from pengembangan.models import AngkatanDiklat, KepesertaanDiklat
from tests.pegawai.factories import make_akun, make_pegawai, make_unit
from tests.pengembangan.factories import make_angkatan, make_hasil, make_kepesertaan, make_program
from tests.penugasan.pages import query_count

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_akun("pengelola"))
    return client


def today():
    return timezone.localdate()


def running(**fields) -> AngkatanDiklat:
    return make_angkatan(**({"mulai": today(), "selesai": today() + DAY} | fields))


def html_of(client: Client, name: str, *args: object, **query: str) -> str:
    response = client.get(reverse(f"pengembangan:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_program_list_finds_by_competency_and_words(office: Client) -> None:
    ped, kep = make_program("PED"), make_program("KEP")

    assert (ped.nama in html_of(office, "program-list", kode="PED")) is True
    assert kep.nama not in html_of(office, "program-list", kode="PED")
    assert "Tidak ada program yang cocok" in html_of(office, "program-list", cari="zzz")


def test_program_list_says_when_the_catalogue_is_empty(office: Client) -> None:
    assert "Katalog masih kosong" in html_of(office, "program-list")


def test_program_list_asks_the_same_number_of_queries_for_1_and_3_rows(office: Client) -> None:
    url = reverse("pengembangan:program-list")
    make_program("PED", "PRO")
    one = query_count(office, url)
    make_program("PED")
    make_angkatan(make_program("KEP", "PRO"))

    assert query_count(office, url) == one


def test_program_detail_counts_whom_it_fits_and_lists_its_batches(office: Client) -> None:
    program = make_program("PED", dari=2, ke=3)
    angkatan = make_angkatan(program)
    make_hasil(PED=("2.00", "3.00"))
    make_hasil(PED=("1.00", "3.00"))

    html = html_of(office, "program-detail", program.pk)

    assert '<strong class="angka">1</strong> orang di bawah standar cocok' in html
    assert angkatan.nama in html


def test_angkatan_list_asks_the_same_number_of_queries_for_1_and_3_rows(office: Client) -> None:
    url = reverse("pengembangan:angkatan-list")
    make_kepesertaan()
    one = query_count(office, url)
    make_kepesertaan()
    make_angkatan()

    assert query_count(office, url) == one


def test_angkatan_list_tells_places_taken_and_who_came(office: Client) -> None:
    angkatan = running(kuota=30)
    make_kepesertaan(angkatan, status="hadir")
    make_kepesertaan(angkatan)
    make_kepesertaan(angkatan, status="batal")

    row = office.get(reverse("pengembangan:angkatan-list")).context["halaman"][0]

    assert (row.terisi, row.hadir_count) == (2, 1)


def test_angkatan_list_offers_the_first_step_when_empty(office: Client) -> None:
    assert "Buka angkatan pertama" in html_of(office, "angkatan-list")


def form_data(**changes) -> dict:
    day = today().isoformat()
    return {"nama": "Angkatan I", "mulai": day, "selesai": day, "tempat": "Aula", "kuota": "30"} | changes


def test_angkatan_create_opens_a_batch_and_leads_to_enrolling(office: Client) -> None:
    response = office.post(reverse("pengembangan:angkatan-create"), form_data(program=make_program().pk))

    assert response["Location"] == reverse("pengembangan:angkatan-enrol", args=[AngkatanDiklat.objects.get().pk])


def test_angkatan_create_refuses_an_end_before_its_beginning(office: Client) -> None:
    data = form_data(program=make_program().pk, selesai=(today() - DAY).isoformat())

    response = office.post(reverse("pengembangan:angkatan-create"), data)

    assert "Hari terakhir tidak boleh sebelum hari pertama." in response.content.decode()
    assert AngkatanDiklat.objects.count() == 0


def test_angkatan_create_shows_that_the_name_is_taken(office: Client) -> None:
    first = make_angkatan()

    response = office.post(
        reverse("pengembangan:angkatan-create"), form_data(program=first.program_id, nama=first.nama)
    )

    assert "Beri nama lain." in response.content.decode()


def test_angkatan_enrol_lists_who_fits_and_ticks_the_first_few(office: Client) -> None:
    angkatan = running(program=make_program("PED", dari=2, ke=3))
    for _ in range(3):
        make_hasil()
    make_hasil(PED=("1.00", "3.00"))

    html = html_of(office, "angkatan-enrol", angkatan.pk, pertama="2")

    assert (html.count("data-pilih-baris"), html.count(" checked")) == (3, 2)


def test_angkatan_enrol_enrols_the_ticked_and_tells_who_was_left_out(office: Client) -> None:
    angkatan = running(program=make_program("PED"))
    new, listed = make_hasil().pegawai, make_hasil().pegawai
    make_kepesertaan(angkatan, listed)

    response = office.post(
        reverse("pengembangan:angkatan-enrol", args=[angkatan.pk]), {"pegawai": [new.pk, listed.pk]}, follow=True
    )

    assert "1 orang didaftarkan. 1 orang sudah terdaftar di program ini." in response.content.decode()


def test_angkatan_enrol_shows_that_there_are_too_few_places(office: Client) -> None:
    angkatan = running(kuota=1)
    ids = [make_pegawai().pk, make_pegawai().pk]

    response = office.post(reverse("pengembangan:angkatan-enrol", args=[angkatan.pk]), {"pegawai": ids})

    assert "Sisa tempat 1, sedangkan 2 orang akan didaftarkan." in response.content.decode()
    assert KepesertaanDiklat.objects.count() == 0


def test_angkatan_enrol_without_a_choice_says_what_to_do(office: Client) -> None:
    response = office.post(reverse("pengembangan:angkatan-enrol", args=[running().pk]), {})

    assert "Belum ada yang dipilih." in response.content.decode()


def test_angkatan_enrol_says_when_nobody_fits(office: Client) -> None:
    assert "Tidak ada yang cocok dengan program ini" in html_of(office, "angkatan-enrol", running().pk)


def test_angkatan_enrol_asks_the_same_number_of_queries_for_1_and_3_rows(office: Client) -> None:
    angkatan = running(program=make_program("PED"))
    url = reverse("pengembangan:angkatan-enrol", args=[angkatan.pk])
    make_hasil()
    one = query_count(office, url)
    make_hasil()
    make_hasil()

    assert query_count(office, url) == one


def test_angkatan_detail_asks_the_same_number_of_queries_for_1_and_3_rows(office: Client) -> None:
    angkatan = running()
    url = reverse("pengembangan:angkatan-detail", args=[angkatan.pk])
    make_kepesertaan(angkatan)
    one = query_count(office, url)
    make_kepesertaan(angkatan)
    make_kepesertaan(angkatan, status="hadir")

    assert query_count(office, url) == one


def test_angkatan_detail_marks_everybody_present_only_when_asked(office: Client) -> None:
    angkatan = running()
    make_kepesertaan(angkatan)
    make_kepesertaan(angkatan, status="tidak_hadir")

    plain = html_of(office, "angkatan-detail", angkatan.pk)
    all_present = html_of(office, "angkatan-detail", angkatan.pk, semua="hadir")

    assert (plain.count('value="hadir" checked'), all_present.count('value="hadir" checked')) == (0, 1)


def test_angkatan_detail_tells_from_when_attendance_is_noted(office: Client) -> None:
    angkatan = make_angkatan(mulai=today() + DAY, selesai=today() + DAY)
    make_kepesertaan(angkatan)

    html = html_of(office, "angkatan-detail", angkatan.pk)

    assert "Kehadiran dapat dicatat mulai" in html
    assert 'type="radio"' not in html


def test_angkatan_detail_hides_people_of_other_units_from_an_official(client: Client) -> None:
    angkatan, dinas = running(), make_unit()
    make_kepesertaan(angkatan, make_pegawai("Yuliarti", unit=dinas))
    make_kepesertaan(angkatan, make_pegawai("Darmawan"))
    client.force_login(make_akun(Peran.PEJABAT_OPD, unit=dinas))

    html = html_of(client, "angkatan-detail", angkatan.pk)

    assert ("Yuliarti" in html, "Darmawan" in html) == (True, False)
    assert "Hanya peserta dari unit Anda yang tampil." in html


def test_kehadiran_note_counts_hours(office: Client) -> None:
    angkatan = running(program=make_program(jp=24))
    came, missed = make_kepesertaan(angkatan), make_kepesertaan(angkatan)

    response = office.post(
        reverse("pengembangan:kehadiran-note", args=[angkatan.pk]),
        {f"kehadiran_{came.pegawai_id}": "hadir", f"kehadiran_{missed.pegawai_id}": "tidak_hadir"},
        follow=True,
    )

    assert "Kehadiran dicatat: 1 hadir (24 JP), 1 tidak hadir." in response.content.decode()


def test_kehadiran_note_shows_a_refusal(office: Client) -> None:
    angkatan = running()

    response = office.post(
        reverse("pengembangan:kehadiran-note", args=[angkatan.pk]),
        {f"kehadiran_{make_pegawai().pk}": "hadir", "kehadiran_x": "hadir"},
        follow=True,
    )

    assert "1 orang tidak terdaftar di angkatan ini." in response.content.decode()


def test_kepesertaan_cancel_needs_a_reason(office: Client) -> None:
    kepesertaan = make_kepesertaan(running())
    url = reverse("pengembangan:kepesertaan-cancel", args=[kepesertaan.pk])

    refused = office.post(url, {"alasan": ""}, follow=True)
    office.post(url, {"alasan": "Cuti"})

    assert "Tulis alasannya" in refused.content.decode()
    assert KepesertaanDiklat.objects.get().status == "batal"


@pytest.mark.parametrize("peran", ["auditor", "pimpinan", "pejabat_opd", "asn"])
def test_who_only_reads_changes_nothing(client: Client, peran: str) -> None:
    kepesertaan = make_kepesertaan(running())
    client.force_login(make_akun(peran))
    posts = {
        "angkatan-enrol": kepesertaan.angkatan_id,
        "kehadiran-note": kepesertaan.angkatan_id,
        "kepesertaan-cancel": kepesertaan.pk,
    }

    codes = {client.post(reverse(f"pengembangan:{name}", args=[pk])).status_code for name, pk in posts.items()}

    assert codes == {404}
