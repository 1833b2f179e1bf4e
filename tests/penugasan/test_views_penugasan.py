from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from asesmen.penugasan.models import Kiriman, Penugasan
from pegawai.rules.peran import Peran
from tests.gelombang.factories import make_gelombang, make_peserta
from tests.pegawai.factories import make_akun, make_pegawai, make_unit
from tests.penugasan.berkas import PDF
from tests.penugasan.factories import make_berkas, make_kiriman, make_marked, make_penugasan, make_sent, make_tugas
from tests.penugasan.pages import query_count

pytestmark = pytest.mark.django_db
MINUTE = "%Y-%m-%dT%H:%M"


def sign_in(client: Client, *peran: Peran | str) -> Client:
    client.force_login(make_akun(*peran))
    return client


def html_of(client: Client, name: str, *args: object, **query: str) -> str:
    response = client.get(reverse(f"penugasan:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_penugasan_list_asks_the_same_number_of_queries_for_1_and_3_rows(client: Client) -> None:
    sign_in(client, "pengelola")
    url = reverse("penugasan:penugasan-list")
    make_sent()
    one = query_count(client, url)
    make_sent()
    make_marked()

    assert query_count(client, url) == one


def test_penugasan_list_counts_who_sent_and_who_is_marked(client: Client) -> None:
    penugasan = make_penugasan()
    make_kiriman(penugasan)
    make_sent(penugasan)
    make_marked(penugasan)

    page = sign_in(client, "auditor").get(reverse("penugasan:penugasan-list")).context["halaman"][0]

    assert (page.peserta_count, page.dikirim_count, page.dinilai_count) == (3, 2, 1)


def test_penugasan_list_offers_the_first_step_when_empty(client: Client) -> None:
    html = html_of(sign_in(client, "pengelola"), "penugasan-list")

    assert "Belum ada tugas yang diberikan" in html
    assert reverse("penugasan:penugasan-create") in html


def test_penugasan_list_repeats_a_search_without_hits(client: Client) -> None:
    make_penugasan()

    assert "Tidak ada tugas yang cocok" in html_of(sign_in(client, "pengelola"), "penugasan-list", cari="zzz")


def test_penugasan_list_leads_an_assessor_to_own_work(client: Client) -> None:
    response = sign_in(client, "asesor").get(reverse("penugasan:penugasan-list"))

    assert response["Location"] == reverse("penugasan:penilaian-list")


def test_penugasan_create_gives_a_task_and_leads_to_its_participants(client: Client) -> None:
    wave, tugas, now = make_gelombang(), make_tugas(), timezone.localtime()
    sign_in(client, "pengelola")

    response = client.post(
        reverse("penugasan:penugasan-create"),
        {
            "gelombang": wave.pk,
            "tugas": tugas.pk,
            "dibuka": now.strftime(MINUTE),
            "tenggat": (now + timedelta(days=7)).strftime(MINUTE),
        },
    )

    assert response["Location"] == reverse("penugasan:peserta-add", args=[Penugasan.objects.get().pk])


def test_penugasan_create_refuses_a_deadline_before_the_opening(client: Client) -> None:
    wave, tugas, now = make_gelombang(), make_tugas(), timezone.localtime()
    data = {"gelombang": wave.pk, "tugas": tugas.pk, "dibuka": now.strftime(MINUTE), "tenggat": now.strftime(MINUTE)}

    response = sign_in(client, "pengelola").post(reverse("penugasan:penugasan-create"), data)

    assert "Tenggat harus setelah waktu dibuka." in response.content.decode()
    assert Penugasan.objects.count() == 0


def test_penugasan_create_says_when_there_are_no_tasks(client: Client) -> None:
    assert "Belum ada tugas yang dapat diberikan" in html_of(sign_in(client, "pengelola"), "penugasan-create")


def test_penugasan_detail_asks_the_same_number_of_queries_for_1_and_3_rows(client: Client) -> None:
    sign_in(client, "pengelola")
    penugasan = make_penugasan()
    url = reverse("penugasan:penugasan-detail", args=[penugasan.pk])
    make_marked(penugasan)
    one = query_count(client, url)
    make_marked(penugasan)
    make_kiriman(penugasan)

    assert query_count(client, url) == one


def test_peserta_add_asks_the_same_number_of_queries_for_1_and_3_rows(client: Client) -> None:
    sign_in(client, "pengelola")
    penugasan = make_penugasan()
    url = reverse("penugasan:peserta-add", args=[penugasan.pk])
    make_peserta(penugasan.gelombang)
    one = query_count(client, url)
    make_peserta(penugasan.gelombang)
    make_peserta(penugasan.gelombang)

    assert query_count(client, url) == one


def test_penugasan_detail_finds_who_did_not_send(client: Client) -> None:
    penugasan = make_penugasan()
    late, sent = make_kiriman(penugasan), make_sent(penugasan)

    html = html_of(sign_in(client, "pengelola"), "penugasan-detail", penugasan.pk, keadaan="belum")

    assert late.peserta.nomor in html
    assert sent.peserta.nomor not in html


def test_peserta_add_offers_one_school_and_ticks_the_first_few(client: Client) -> None:
    penugasan, school = make_penugasan(), make_unit("SDN 07 Lubuk Jaya")
    for _ in range(3):
        make_peserta(penugasan.gelombang, make_pegawai(unit=school))
    elsewhere = make_peserta(penugasan.gelombang)

    html = html_of(sign_in(client, "pengelola"), "peserta-add", penugasan.pk, cari="SDN 07", pertama="2")

    assert html.count("data-pilih-baris") == 3
    assert html.count(" checked") == 2
    assert elsewhere.nomor not in html


def test_peserta_add_leaves_out_who_has_the_task(client: Client) -> None:
    kiriman = make_kiriman()

    html = html_of(sign_in(client, "pengelola"), "peserta-add", kiriman.penugasan_id)

    assert "Semua peserta sudah memegang tugas ini" in html


def test_peserta_add_gives_the_task_and_names_the_assessor(client: Client) -> None:
    penugasan, asesor = make_penugasan(), make_akun("asesor")
    peserta = make_peserta(penugasan.gelombang)

    response = sign_in(client, "pengelola").post(
        reverse("penugasan:peserta-add", args=[penugasan.pk]),
        {"peserta": [peserta.pk], "asesor": asesor.pk},
        follow=True,
    )

    assert "1 peserta diberi tugas ini." in response.content.decode()
    assert Kiriman.objects.get().asesor == asesor


def test_peserta_add_without_a_choice_says_what_to_do(client: Client) -> None:
    penugasan = make_penugasan()
    make_peserta(penugasan.gelombang)

    response = sign_in(client, "pengelola").post(reverse("penugasan:peserta-add", args=[penugasan.pk]), {"asesor": ""})

    assert "Belum ada yang dipilih." in response.content.decode()


def test_asesor_assign_names_the_assessor_of_the_ticked(client: Client) -> None:
    kiriman, asesor = make_kiriman(), make_akun("asesor")

    sign_in(client, "pengelola").post(
        reverse("penugasan:asesor-assign", args=[kiriman.penugasan_id]), {"kiriman": [kiriman.pk], "asesor": asesor.pk}
    )

    assert Kiriman.objects.get().asesor == asesor


def test_tenggat_extend_moves_the_deadline(client: Client) -> None:
    penugasan = make_penugasan()
    later = timezone.localtime(penugasan.tenggat + timedelta(days=400))

    response = sign_in(client, "pengelola").post(
        reverse("penugasan:tenggat-extend", args=[penugasan.pk]),
        {"tenggat": later.strftime(MINUTE), "alasan": "Listrik padam"},
        follow=True,
    )

    assert "Tenggat diundur untuk semua peserta tugas ini." in response.content.decode()


def test_tenggat_extend_shows_why_it_cannot_be_moved_closer(client: Client) -> None:
    penugasan = make_penugasan()

    response = sign_in(client, "pengelola").post(
        reverse("penugasan:tenggat-extend", args=[penugasan.pk]),
        {"tenggat": timezone.localtime(penugasan.dibuka).strftime(MINUTE), "alasan": "x"},
    )

    assert "Tenggat hanya dapat diundur" in response.content.decode()


def test_kiriman_detail_shows_marks_once_finished(client: Client) -> None:
    html = html_of(sign_in(client, "auditor"), "kiriman-detail", make_marked().pk)

    assert "Keselarasan pada level 3." in html
    assert "Buka lagi penilaian" not in html


def test_nilai_reopen_needs_a_reason_and_opens(client: Client) -> None:
    kiriman = make_marked()
    sign_in(client, "pengelola")
    url = reverse("penugasan:nilai-reopen", args=[kiriman.pk])

    refused = client.post(url, {"alasan": ""}, follow=True)
    client.post(url, {"alasan": "Salah baca"})

    assert "Tulis alasannya" in refused.content.decode()
    assert Kiriman.objects.get().status == "dikirim"


@pytest.mark.parametrize("peran", ["pengelola", "administrator", "auditor"])
def test_the_office_downloads_what_was_sent_under_its_own_name(client: Client, peran: str) -> None:
    kiriman = make_sent()
    berkas = kiriman.berkas.get()
    berkas.berkas.save("x", ContentFile(PDF))

    response = sign_in(client, peran).get(reverse("penugasan:berkas-download", args=[berkas.pk]))

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == "attachment; filename*=UTF-8''modul.pdf"


def test_nobody_of_the_office_sees_an_unsent_file(client: Client) -> None:
    berkas = make_berkas(make_kiriman())

    response = sign_in(client, "pengelola").get(reverse("penugasan:berkas-download", args=[berkas.pk]))

    assert response.status_code == 404


ROUTES = ["penugasan-list", "penugasan-create", "penugasan-detail", "peserta-add", "tenggat-extend", "kiriman-detail"]
OPEN = {
    "administrator": set(ROUTES),
    "pengelola": set(ROUTES),
    "auditor": {"penugasan-list", "penugasan-detail", "kiriman-detail"},
}


@pytest.mark.parametrize("peran", [p.value for p in Peran if p != Peran.ASESOR])
def test_each_role_opens_its_own_pages_only(client: Client, peran: str) -> None:
    kiriman = make_sent()
    sign_in(client, peran)
    args = {"penugasan-list": [], "penugasan-create": [], "kiriman-detail": [kiriman.pk]}

    opened = {
        name
        for name in ROUTES
        if client.get(reverse(f"penugasan:{name}", args=args.get(name, [kiriman.penugasan_id]))).status_code == 200
    }

    assert opened == OPEN.get(peran, set())


@pytest.mark.parametrize("name", ["asesor-assign", "nilai-reopen"])
def test_an_auditor_changes_nothing(client: Client, name: str) -> None:
    kiriman = make_marked()
    args = [kiriman.pk if name == "nilai-reopen" else kiriman.penugasan_id]

    assert sign_in(client, "auditor").post(reverse(f"penugasan:{name}", args=args)).status_code == 404
