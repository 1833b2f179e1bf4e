"""What goes wrong or is asked for during a sitting, in a real browser: pause, an expired login, a captive portal, no
line to the end, a call and a report."""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import LazySettings
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from asesmen.ujian import services
from asesmen.ujian.models import Jawaban, LogJawaban, Pengerjaan, TindakanProktor
from asesmen.ujian.rules.berkas import rescue_key
from tests.pegawai.factories import make_akun
from tests.ujian.factories import MENIT, Ujian, make_ujian
from tests.ujian.halaman import (
    accessible,
    begin,
    choose,
    device,
    inked,
    locked,
    picture,
    state,
)

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def ujian() -> Ujian:
    return make_ujian(mulai=timezone.now() - MENIT)


def look_again(page: Page) -> None:
    """What coming back to the tab does: the page asks the server for clock and news."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_a_pause_locks_the_page_with_its_reason_and_the_end_of_it_unlocks_by_itself(
    live_server: Any, ujian: Ujian
) -> None:
    told = {"ruang_sesi_id": ujian.ruang_sesi.pk, "akun": make_akun()}
    with device("ponsel") as context:
        page = context.new_page()
        begin(page, live_server.url, ujian)
        choose(page, 1)
        inked(page, 1)
        services.pause(alasan="Listrik padam.", at=timezone.now(), **told)
        look_again(page)
        # The short line at the top says it too while the notice is out of sight.
        expect(page.locator("#isi").get_by_text("Ujian dijeda, waktu Anda berhenti")).to_be_visible()
        expect(page.get_by_text("Listrik padam. Semua jawaban Anda sudah di server.")).to_be_visible()
        expect(page.locator("[data-jam-ket]")).to_have_text("dijeda")
        locked(page)
        stood = page.locator("[data-jam-angka]").text_content()
        picture(page, "dijeda-ponsel")
        accessible(page)
        page.reload()
        expect(page.get_by_text("Listrik padam. Semua jawaban Anda sudah di server.")).to_be_visible()
        expect(page.locator("[data-jam-angka]")).to_have_text(str(stood))

        services.resume(alasan="Listrik menyala", at=timezone.now(), **told)
        expect(page.get_by_text("Ujian dilanjutkan", exact=True)).to_be_visible(timeout=10_000)
        locked(page, False)
        picture(page, "dilanjutkan-ponsel")
        choose(page, 2)
        inked(page, 2)


def test_a_message_of_the_proctor_and_extra_time_wait_for_each_other(live_server: Any, ujian: Ujian) -> None:
    told = {"ruang_sesi_id": ujian.ruang_sesi.pk, "akun": make_akun(), "at": timezone.now()}
    with device() as context:
        page = context.new_page()
        begin(page, live_server.url, ujian)
        services.send_message(alasan="Harap tenang", **told)
        services.add_time(menit=5, alasan="Jaringan putus", **told)
        look_again(page)
        expect(page.get_by_text("Pesan pengawas")).to_be_visible()
        expect(page.get_by_text("Harap tenang")).to_be_visible()
        picture(page, "pesan")
        page.get_by_role("button", name="Mengerti, 1 kabar lagi").click()
        expect(page.get_by_text("Waktu Anda ditambah 5 menit")).to_be_visible()
        page.get_by_role("button", name="Mengerti").click()
        expect(page.get_by_text("Waktu Anda ditambah 5 menit")).to_have_count(0)


def test_an_expired_login_is_renewed_in_the_page_and_the_queue_goes_out(live_server: Any, ujian: Ujian) -> None:
    def expired(route: Route) -> None:
        route.fulfill(status=401, content_type="application/json", body='{"code": "bad_token", "message": ""}')

    with device("ponsel") as context:
        page = context.new_page()
        begin(page, live_server.url, ujian)
        choose(page, 1)
        inked(page, 1)
        context.clear_cookies()
        page.route("**/ujian/api/*", expired)
        choose(page, 2)
        dialog = page.get_by_role("dialog", name="Masuk lagi untuk melanjutkan")
        expect(dialog).to_be_visible()
        assert state(page, 2) == "perangkat"
        picture(page, "masuk-lagi-ponsel")
        accessible(page)

        # One may put it away and go on; what is typed and not yet saved stays as well.
        dialog.get_by_role("button", name="Nanti, terus mengerjakan").click()
        choose(page, 3)
        expect(page.locator("[data-kabar]").get_by_text("Anda perlu masuk lagi")).to_be_visible()
        page.get_by_role("button", name="Masuk lagi").click()
        dialog.get_by_label("NIP atau NI PPPK").fill(ujian.peserta[0].pegawai.nip)
        dialog.get_by_label("Kode kartu").fill("AAAAAAAAAA")
        dialog.get_by_role("button", name="Masuk lagi").click()
        expect(dialog.locator("[data-dialog-galat]")).to_be_visible()
        page.unroute("**/ujian/api/*")
        dialog.get_by_label("Kode kartu").fill(ujian.kode(at=timezone.now()))
        dialog.get_by_role("button", name="Masuk lagi").click()

        expect(dialog).to_be_hidden()
        inked(page, 3)
        expect(page.locator("[data-nomor]")).to_have_text("3")
        expect(page.locator("[data-kabar]").get_by_text("Anda perlu masuk lagi")).to_have_count(0)

    assert (Jawaban.objects.count(), set(LogJawaban.objects.values_list("keadaan", flat=True))) == (3, {"diterima"})
    assert Pengerjaan.objects.get().epoch == 1


def test_a_portal_that_answers_200_with_its_own_page_is_no_acknowledgement(live_server: Any, ujian: Ujian) -> None:
    def portal(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body="<h1>Login Wi-Fi</h1>")

    with device() as context:
        page = context.new_page()
        begin(page, live_server.url, ujian)
        page.route("**/ujian/api/*", portal)
        choose(page, 1)
        expect(page.get_by_text("Jaringan meminta masuk lebih dulu")).to_be_visible()
        assert (state(page, 1), Jawaban.objects.count()) == ("perangkat", 0)
        page.unroute("**/ujian/api/*")
        page.get_by_role("button", name="Coba kirim").click()
        inked(page, 1)


def test_the_rescue_file_is_made_without_a_line_and_opens_with_the_sittings_key(
    live_server: Any, ujian: Ujian, settings: LazySettings, tmp_path: Path
) -> None:
    with device("ponsel") as context:
        page = context.new_page()
        begin(page, live_server.url, ujian)
        choose(page, 1)
        inked(page, 1)
        context.set_offline(True)
        choose(page, 2)
        choose(page, 3)
        page.get_by_role("button", name="Menu").click()
        page.get_by_role("button", name="Unduh berkas jawaban").last.click()
        expect(page.get_by_text("2 jawaban di perangkat ini belum sampai ke server.")).to_be_visible()
        picture(page, "berkas-ponsel")
        accessible(page)
        with page.expect_download() as got:
            page.get_by_role("button", name="Unduh berkas", exact=True).click()
        expect(page.get_by_text("Serahkan kepada pengawas")).to_be_visible()
        assert got.value.suggested_filename.startswith("jawaban-1-")
        got.value.save_as(tmp_path / "berkas.json")
        assert Jawaban.objects.count() == 1

    p = Pengerjaan.objects.get()
    told = json.loads((tmp_path / "berkas.json").read_text())
    plain = AESGCM(rescue_key(settings.UJIAN_KEY, p.pk)).decrypt(
        b64decode(told["iv"]), b64decode(told["isi"]), told["pengerjaan"].encode()
    )
    kept = [(e["versi"], e["epoch"], e["seq"]) for e in json.loads(plain)["simpanan"]]
    assert (told["format"], told["pengerjaan"]) == ("asesmen-asn-jawaban-1", str(p.pk))
    assert kept == [(p.versi_ids[n], 1, n + 1) for n in range(3)]


def test_a_call_and_a_report_reach_the_proctor_also_after_a_lost_line_and_the_answer_comes_back(
    live_server: Any, ujian: Ujian
) -> None:
    with device("ponsel") as context:
        page = context.new_page()
        begin(page, live_server.url, ujian)
        context.set_offline(True)
        page.get_by_role("button", name="Panggil proktor").first.click()
        page.get_by_label("Perlu apa?").fill("Tetikus mati")
        picture(page, "panggil-ponsel")
        accessible(page)
        page.get_by_role("dialog").get_by_role("button", name="Panggil proktor").click()
        expect(page.get_by_text("Panggilan terkirim begitu sambungan kembali.")).to_be_visible()
        context.set_offline(False)
        expect(page.get_by_text("Proktor sudah dipanggil")).to_be_visible(timeout=15_000)
        picture(page, "dipanggil-ponsel")

        page.locator(".peta-no", has_text="2").first.click()
        page.get_by_role("button", name="Laporkan soal ini").first.click()
        dialog = page.get_by_role("dialog", name="Laporkan soal 2")
        dialog.get_by_label("Apa yang salah pada soal ini?").fill("Dua jawaban benar")
        picture(page, "lapor-ponsel")
        dialog.get_by_role("button", name="Laporkan soal").click()
        expect(page.get_by_text("Soal ini sudah Anda laporkan")).to_be_visible()

        call = TindakanProktor.objects.get(jenis="panggil")
        services.answer_call(
            ruang_sesi_id=ujian.ruang_sesi.pk,
            tindakan_id=call.pk,
            alasan="Saya ke sana",
            akun=make_akun(),
            at=timezone.now(),
        )
        look_again(page)
        expect(page.get_by_text("Saya ke sana")).to_be_visible()
        expect(page.locator("[data-panggil-teks]")).to_have_text("Panggil proktor")

        page.reload()
        expect(page.locator("[data-panggil-kalimat]")).to_contain_text(": Saya ke sana")
        picture(page, "dijawab-ponsel")
        accessible(page)
        page.locator(".peta-no", has_text="2").first.click()
        expect(page.get_by_text("Soal ini sudah Anda laporkan")).to_be_visible()

    report = TindakanProktor.objects.get(jenis="lapor_soal")
    assert (call.alasan, report.alasan, report.versi_id) == (
        "Tetikus mati",
        "Dua jawaban benar",
        Pengerjaan.objects.get().versi_ids[1],
    )
