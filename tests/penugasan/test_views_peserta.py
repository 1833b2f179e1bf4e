from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from asesmen.gelombang.models import Peserta
from asesmen.penugasan.models import BerkasKiriman, Kiriman
from tests.gelombang.factories import make_gelombang, make_peserta
from tests.penugasan.berkas import PDF, make_ooxml
from tests.penugasan.factories import make_berkas, make_kiriman, make_marked, make_penugasan, make_sent
from tests.penugasan.pages import query_count

pytestmark = pytest.mark.django_db


def open_penugasan(**fields):
    now = timezone.now()
    return make_penugasan(
        **({"dibuka": now - timedelta(days=1), "tenggat": now + timedelta(days=5, minutes=5)} | fields)
    )


def closed_penugasan(**fields):
    now = timezone.now()
    return make_penugasan(dibuka=now - timedelta(days=9), tenggat=now - timedelta(days=1), **fields)


def enter(client: Client, peserta: Peserta) -> Client:
    session = client.session
    session["peserta_id"] = peserta.pk
    session.save()
    return client


def page(client: Client, kiriman: Kiriman) -> str:
    response = enter(client, kiriman.peserta).get(reverse("penugasan:tugas-detail", args=[kiriman.pk]))
    assert response.status_code == 200
    return response.content.decode()


def upload(client: Client, kiriman: Kiriman, *files: SimpleUploadedFile, persyaratan: str = "Modul ajar"):
    return client.post(
        reverse("penugasan:berkas-upload", args=[kiriman.pk]), {"persyaratan": persyaratan, "berkas": list(files)}
    )


def test_tugas_saya_lists_own_tasks_only(client: Client) -> None:
    mine, other = make_kiriman(open_penugasan()), make_kiriman(open_penugasan())

    html = enter(client, mine.peserta).get(reverse("penugasan:tugas-saya")).content.decode()

    assert mine.penugasan.tugas.judul in html
    assert other.penugasan.tugas.judul not in html


def test_tugas_saya_says_so_when_there_is_none(client: Client) -> None:
    html = enter(client, make_peserta()).get(reverse("penugasan:tugas-saya")).content.decode()

    assert "Anda tidak memegang tugas" in html


def test_tugas_saya_tells_the_deadline_with_day_time_and_what_is_left(client: Client) -> None:
    kiriman = make_kiriman(open_penugasan())

    html = enter(client, kiriman.peserta).get(reverse("penugasan:tugas-saya")).content.decode()

    assert "WIB</strong>, 5 hari lagi." in html


def test_tugas_saya_asks_the_same_number_of_queries_for_1_and_3_rows(client: Client) -> None:
    peserta = make_peserta()
    url = reverse("penugasan:tugas-saya")
    enter(client, peserta)
    make_kiriman(open_penugasan(gelombang=peserta.gelombang), peserta=peserta)
    one = query_count(client, url)
    make_kiriman(open_penugasan(gelombang=peserta.gelombang), peserta=peserta)
    make_sent(open_penugasan(gelombang=peserta.gelombang), peserta=peserta)

    assert query_count(client, url) == one


def test_tugas_detail_shows_scenario_instructions_and_each_requirement(client: Client) -> None:
    html = page(client, make_kiriman(open_penugasan()))

    assert "Anda mengajar satu kelas." in html
    assert "Susun modul." in html
    assert "PDF atau Word (.docx), paling besar 1 MB per berkas, paling banyak 1 berkas." in html
    assert 'accept=".pdf,.docx"' in html


def test_tugas_detail_hides_the_task_before_it_opens(client: Client) -> None:
    now = timezone.now()
    penugasan = make_penugasan(dibuka=now + timedelta(days=1), tenggat=now + timedelta(days=2))

    html = page(client, make_kiriman(penugasan))

    assert "Tugas ini belum dibuka" in html
    assert "Anda mengajar satu kelas." not in html


def test_tugas_detail_of_somebody_else_does_not_exist(client: Client) -> None:
    response = enter(client, make_peserta()).get(reverse("penugasan:tugas-detail", args=[make_kiriman().pk]))

    assert response.status_code == 404


def test_upload_send_and_receipt(client: Client) -> None:
    kiriman = make_kiriman(open_penugasan())
    enter(client, kiriman.peserta)

    upload(client, kiriman, SimpleUploadedFile("modul saya.docx", make_ooxml()))
    before = page(client, kiriman)
    client.post(reverse("penugasan:kiriman-send", args=[kiriman.pk]))
    after = page(client, kiriman)

    assert "modul saya.docx" in before
    assert "Belum dikirim" in before
    assert "Tugas Anda sudah kami terima" in after
    assert Kiriman.objects.get(pk=kiriman.pk).status == "dikirim"


def test_upload_shows_the_refusal_at_its_requirement(client: Client) -> None:
    kiriman = make_kiriman(open_penugasan())
    enter(client, kiriman.peserta)

    response = upload(client, kiriman, SimpleUploadedFile("modul.pdf", b"MZ\x90\x00"))

    assert response.status_code == 200
    assert "Isi “modul.pdf” bukan PDF." in response.content.decode()
    assert BerkasKiriman.objects.count() == 0


def test_upload_of_several_files_keeps_the_good_ones_and_names_the_bad(client: Client) -> None:
    kiriman = make_kiriman(open_penugasan())
    enter(client, kiriman.peserta)
    files = [SimpleUploadedFile("satu.pdf", PDF), SimpleUploadedFile("dua.exe", b"MZ")]

    response = upload(client, kiriman, *files, persyaratan="Media pendukung")

    assert "“dua.exe” tidak diterima." in response.content.decode()
    assert list(kiriman.berkas.values_list("nama_asli", flat=True)) == ["satu.pdf"]


def test_upload_without_a_file_says_what_to_do(client: Client) -> None:
    kiriman = make_kiriman(open_penugasan())
    enter(client, kiriman.peserta)

    assert "Belum ada berkas yang dipilih." in upload(client, kiriman).content.decode()


def test_upload_of_an_announced_giant_is_turned_away_unread(client: Client) -> None:
    kiriman = make_kiriman(open_penugasan())
    enter(client, kiriman.peserta)

    response = client.post(
        reverse("penugasan:berkas-upload", args=[kiriman.pk]), {}, CONTENT_LENGTH=str(200 * 1024 * 1024)
    )

    assert response.status_code == 413


def test_upload_needs_the_token_although_its_body_is_checked_first() -> None:
    strict = Client(enforce_csrf_checks=True)
    kiriman = make_kiriman(open_penugasan())
    enter(strict, kiriman.peserta)

    response = upload(strict, kiriman, SimpleUploadedFile("modul.pdf", PDF))

    assert (response.status_code, kiriman.berkas.count()) == (403, 0)


def test_upload_of_a_stranger_is_turned_away_before_its_body_is_read() -> None:
    strict = Client(enforce_csrf_checks=True)
    kiriman = make_kiriman(open_penugasan())

    response = upload(strict, kiriman, SimpleUploadedFile("modul.pdf", PDF))

    assert (response.status_code, response["Location"]) == (302, reverse("ujian:masuk"))


def test_upload_to_somebody_elses_task_does_not_exist(client: Client) -> None:
    kiriman = make_kiriman(open_penugasan())
    enter(client, make_peserta())

    assert upload(client, kiriman, SimpleUploadedFile("modul.pdf", PDF)).status_code == 404


def test_after_the_deadline_the_page_offers_nothing_and_the_server_refuses(client: Client) -> None:
    kiriman = make_kiriman(closed_penugasan())

    html = page(client, kiriman)
    response = upload(client, kiriman, SimpleUploadedFile("modul.pdf", PDF))

    assert "Tenggat tugas ini sudah lewat" in html
    assert 'type="file"' not in html
    assert "sudah lewat" in response.content.decode()


def test_send_says_what_is_missing(client: Client) -> None:
    kiriman = make_kiriman(open_penugasan())
    enter(client, kiriman.peserta)

    response = client.post(reverse("penugasan:kiriman-send", args=[kiriman.pk]), follow=True)

    assert "Belum dapat dikirim. Masih kurang: Modul ajar." in response.content.decode()


def test_changes_after_sending_say_that_the_sent_files_still_count(client: Client) -> None:
    kiriman = make_sent(open_penugasan())
    berkas = kiriman.berkas.get()
    enter(client, kiriman.peserta)

    client.post(reverse("penugasan:berkas-remove", args=[berkas.pk]))
    html = page(client, kiriman)

    assert "tetap berlaku" in html
    assert "Tidak ikut kiriman berikutnya" in html


def test_a_removed_sent_file_comes_back_by_its_button(client: Client) -> None:
    kiriman = make_sent(open_penugasan())
    berkas = kiriman.berkas.get()
    enter(client, kiriman.peserta)
    client.post(reverse("penugasan:berkas-remove", args=[berkas.pk]))

    client.post(reverse("penugasan:berkas-restore", args=[berkas.pk]))

    assert BerkasKiriman.objects.get().is_dibuang is False


def test_marks_stay_hidden_until_the_wave_is_announced(client: Client) -> None:
    kiriman = make_marked(closed_penugasan(gelombang=make_gelombang(status="dinilai")))
    Kiriman.objects.filter(pk=kiriman.pk).update(umpan_balik="Rancangan Anda rapi.")

    html = page(client, kiriman)

    assert "Tugas Anda sudah dinilai" in html
    assert "Rancangan Anda rapi." not in html


def test_marks_and_feedback_are_shown_once_announced_without_the_assessors_notes(client: Client) -> None:
    kiriman = make_marked(closed_penugasan(gelombang=make_gelombang(status="diumumkan")))
    Kiriman.objects.filter(pk=kiriman.pk).update(umpan_balik="Rancangan Anda rapi.")
    kiriman.nilai.update(catatan="Catatan dalam")

    html = page(client, kiriman)

    assert "Rancangan Anda rapi." in html
    assert "Keselarasan pada level 3." in html
    assert "Catatan dalam" not in html


def test_own_file_comes_as_an_attachment_that_no_browser_runs(client: Client) -> None:
    kiriman = make_kiriman(open_penugasan())
    enter(client, kiriman.peserta)
    upload(client, kiriman, SimpleUploadedFile("módul “1”.pdf", PDF))

    response = client.get(reverse("penugasan:berkas-saya", args=[kiriman.berkas.get().pk]))

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == "attachment; filename*=UTF-8''m%C3%B3dul%20%E2%80%9C1%E2%80%9D.pdf"
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "no-store"


def test_a_file_of_somebody_else_does_not_exist(client: Client) -> None:
    berkas = make_berkas(make_kiriman(open_penugasan()))
    enter(client, make_peserta())

    for name, method in (("berkas-saya", client.get), ("berkas-remove", client.post), ("berkas-restore", client.post)):
        assert method(reverse(f"penugasan:{name}", args=[berkas.pk])).status_code == 404


def test_a_row_whose_file_is_gone_is_not_found(client: Client) -> None:
    berkas = make_berkas(make_kiriman(open_penugasan()))

    response = enter(client, berkas.kiriman.peserta).get(reverse("penugasan:berkas-saya", args=[berkas.pk]))

    assert response.status_code == 404


def test_who_did_not_enter_is_sent_to_the_entry_page(client: Client) -> None:
    response = client.get(reverse("penugasan:tugas-saya"))

    assert (response.status_code, response["Location"]) == (302, reverse("ujian:masuk"))
