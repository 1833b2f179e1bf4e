"""Sections with their own time, questions without a way back, items with tables and images: seen in a real browser."""

import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from asesmen.bank.rules.gambar import read_gambar
from asesmen.ujian import services
from asesmen.ujian.models import Jawaban, LogJawaban, Pengerjaan
from tests.bank.factories import make_butir, make_instrumen
from tests.browser import SIZES
from tests.gelombang.factories import make_gelombang, make_peserta, make_ruang_sesi, make_sesi, seat
from tests.ujian.factories import MENIT, Ujian, make_ujian
from tests.ujian.halaman import (
    accessible,
    begin,
    choose,
    device,
    inked,
    locked,
    picture,
)

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.slow]

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC"
TABEL = (
    "<p>Nilai rapor kelas <strong>V</strong>:</p><table><caption>Nilai rapor</caption><tr><th>Nama siswa</th>"
    + "".join(f"<th>Ulangan harian ke-{n}</th>" for n in range(1, 9))
    + "</tr><tr><td>Andi</td>"
    + "".join(f"<td>{70 + n}</td>" for n in range(1, 9))
    + "</tr></table>"
)


def shrink_section(seconds: int) -> None:
    """The open section ends so many seconds from now."""
    p = Pengerjaan.objects.get()
    assert p.bagian_started_at is not None
    Pengerjaan.objects.update(bagian_durasi=int((timezone.now() - p.bagian_started_at).total_seconds()) + seconds)


def look_again(page: Page) -> None:
    """What coming back to the tab does: the page asks the server for clock and news."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_timed_sections_open_one_after_the_other_by_hand_and_take_unsent_answers_along(live_server: Any) -> None:
    ujian = make_ujian(mulai=timezone.now() - MENIT, bagian_menit=(30, 20))
    with device("ponsel") as context:
        page = context.new_page()
        begin(page, live_server.url, ujian)
        expect(page.locator("[data-bagian-judul]")).to_have_text("Bagian 1 dari 2 · Teknis")
        expect(page.locator("[data-bagian-sisa]")).to_have_text(" · sisa 30 menit")
        choose(page, 1)
        inked(page, 1)
        picture(page, "bagian-ponsel")
        accessible(page)

        page.get_by_role("button", name="Selesai bagian ini").last.click()
        expect(page.get_by_text("4 soal belum dijawab: nomor 2, 3, 4, dan 5.")).to_be_visible()
        expect(page.get_by_text("Anda tidak dapat kembali ke bagian 1")).to_be_visible()
        picture(page, "bagian-selesai-ponsel")
        page.get_by_role("button", name="Selesaikan bagian 1").click()

        expect(page.get_by_text("Bagian 2 dari 2 · Manajerial dibuka")).to_be_visible()
        expect(page.locator("[data-bagian-sisa]")).to_have_text(" · sisa 20 menit")
        expect(page.locator(".peta-no:not(.contoh-no)")).to_have_count(1)
        choose(page, 6)
        inked(page, 1)
        page.reload()
        expect(page.locator("[data-bagian-judul]")).to_have_text("Bagian 2 dari 2 · Manajerial")
        inked(page, 1)

    assert (Pengerjaan.objects.get().bagian_ke, Jawaban.objects.count()) == (1, 2)
    assert set(LogJawaban.objects.values_list("keadaan", flat=True)) == {"diterima"}


def test_at_a_sections_end_the_page_goes_on_by_itself_also_when_it_was_offline_at_that_moment(live_server: Any) -> None:
    ujian = make_ujian(mulai=timezone.now() - MENIT, bagian_menit=(30, 20))
    with device() as context:
        page = context.new_page()
        begin(page, live_server.url, ujian)
        shrink_section(6)
        look_again(page)
        expect(page.locator("[data-bagian-sisa]")).to_have_text(re.compile("sisa [1-6] detik"))
        context.set_offline(True)
        choose(page, 1)
        expect(page.get_by_text("Waktu bagian 1 habis").first).to_be_visible(timeout=10_000)
        locked(page)
        picture(page, "bagian-habis-luring")

        context.set_offline(False)
        expect(page.get_by_text("Bagian 2 dari 2 · Manajerial dibuka")).to_be_visible(timeout=30_000)
        expect(page.locator("[data-simpan-judul]")).to_have_text("Tersimpan di server")
        locked(page, False)

    # It came within the grace of its section: counted, and marked as late.
    assert list(LogJawaban.objects.values_list("keadaan", flat=True)) == ["tenggang"]


def test_without_a_way_back_the_page_asks_before_a_question_is_left_blank(live_server: Any) -> None:
    ujian = make_ujian(mulai=timezone.now() - MENIT, navigasi="berurutan")
    with device() as context:
        page = context.new_page()
        begin(page, live_server.url, ujian)
        expect(page.locator("[data-sebelum]")).to_be_hidden()
        expect(page.get_by_text("Soal dikerjakan berurutan")).to_be_visible()
        expect(page.locator("button.peta-no")).to_have_count(0)
        picture(page, "berurutan")
        accessible(page)

        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("heading", name="Soal 1 belum dijawab")).to_be_visible()
        page.get_by_role("button", name="Kembali ke soal 1").click()
        expect(page.locator("[data-nomor]")).to_have_text("1")
        page.get_by_role("button", name="Berikutnya").click()
        page.get_by_role("button", name="Lewati soal ini").click()
        expect(page.locator("[data-nomor]")).to_have_text("2")
        page.keyboard.press("ArrowLeft")
        expect(page.locator("[data-nomor]")).to_have_text("2")
        page.reload()
        expect(page.locator("[data-nomor]")).to_have_text("2")


@pytest.mark.parametrize("size", list(SIZES))
def test_an_item_with_a_table_and_an_image_is_read_on_any_screen(live_server: Any, size: str) -> None:
    ujian = make_ujian_html()
    with device(size) as context:
        page = context.new_page()
        begin(page, live_server.url, ujian)
        expect(page.locator(".tabel-soal th")).to_have_count(9)
        expect(page.locator("[data-soal] img")).to_have_js_property("naturalWidth", 10)
        picture(page, f"html-{size}")
        accessible(page)

        page.get_by_role("button", name="Perbesar gambar: Denah kelas").click()
        expect(page.get_by_role("dialog", name="Gambar soal").get_by_role("img", name="Denah kelas")).to_be_visible()
        accessible(page)
        page.keyboard.press("Escape")
        page.keyboard.press("a")
        inked(page, 1)


def make_ujian_html() -> Ujian:
    """A sitting of one item, with a table and an image."""
    instrumen_id = make_instrumen({"PED": 1})
    image = read_gambar("denah.png", PNG)
    question = f'<p>Perhatikan denah:</p><p><img src="gambar:{image.nama}" alt="Denah kelas"></p>'
    make_butir("UJI-PED-1", format="html", stimulus=TABEL, pertanyaan=question, gambar=(image,))
    gelombang = make_gelombang(instrumen_id=instrumen_id, status="dikunci")
    mulai = timezone.now() - MENIT
    sesi = make_sesi(gelombang, mulai=mulai, selesai=mulai + 120 * MENIT, status="dikunci")
    ruang_sesi, peserta = make_ruang_sesi(sesi), make_peserta(gelombang)
    seat(peserta, ruang_sesi, 1)
    services.prepare_naskah(gelombang_id=gelombang.pk, at=mulai)
    return Ujian(gelombang, ruang_sesi, [peserta])
