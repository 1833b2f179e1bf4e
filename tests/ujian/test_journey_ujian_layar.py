"""The exam page as it looks and is read: each size and theme, more contrast, and what stands there without a script."""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser import SIZES, chromium
from tests.ujian.factories import MENIT, Ujian, make_ujian
from tests.ujian.halaman import (
    accessible,
    begin,
    choose,
    device,
    enter,
    inked,
    picture,
)

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def ujian() -> Ujian:
    return make_ujian(mulai=timezone.now() - MENIT)


@pytest.mark.parametrize("size", list(SIZES))
def test_the_exam_page_is_accessible_in_every_size_and_theme(live_server: Any, ujian: Ujian, size: str) -> None:
    with device(size) as context:
        page = context.new_page()
        begin(page, live_server.url, ujian)
        choose(page, 1)
        inked(page, 1)
        accessible(page)
        page.get_by_role("button", name="Menu").click()
        menu = page.get_by_role("dialog", name="Menu ujian")
        expect(menu.get_by_text("bacakan sisa waktu")).to_be_visible()
        accessible(page)
        picture(page, f"menu-{size}")
        menu.get_by_role("button", name="Huruf terbesar").click()
        menu.get_by_role("button", name="Tinggi").click()
        page.keyboard.press("Escape")
        accessible(page)
        picture(page, f"kontras-{size}")
        page.reload()
        expect(page.locator("[data-ruang]")).to_be_visible()
        assert page.evaluate("[document.documentElement.dataset.kontras, document.documentElement.dataset.ukuran]") == [
            "tinggi",
            "terbesar",
        ]
        choose(page, 6)
        accessible(page)
        picture(page, f"akhir-{size}")


def test_without_javascript_the_waiting_room_says_so_and_does_not_start(live_server: Any, ujian: Ujian) -> None:
    with chromium() as browser:
        page = browser.new_context(java_script_enabled=False).new_page()
        enter(page, live_server.url, ujian)
        page.get_by_role("link", name="Masuk ruang tunggu").click()
        # Playwright switches scripts off, not how the parser reads <noscript>: its words are looked up as text.
        assert "Peramban ini tidak menjalankan skrip" in page.content()
        expect(page.get_by_text("Pemeriksaan perangkat belum berjalan")).to_be_visible(timeout=10_000)
        expect(page.get_by_role("button", name="Mulai ujian")).to_be_disabled()


def test_where_the_script_does_not_arrive_the_waiting_room_says_so_and_does_not_start(
    live_server: Any, ujian: Ujian
) -> None:
    with device("ponsel") as context:
        page = context.new_page()
        page.route("**/periksa*.js", lambda route: route.abort())
        enter(page, live_server.url, ujian)
        page.get_by_role("link", name="Masuk ruang tunggu").click()
        expect(page.get_by_text("Pemeriksaan perangkat belum berjalan")).to_be_visible(timeout=10_000)
        expect(page.get_by_role("button", name="Mulai ujian")).to_be_disabled()
        accessible(page)
        picture(page, "skrip-gagal-ponsel")


def test_a_device_without_storage_is_refused_with_what_to_do(live_server: Any, ujian: Ujian) -> None:
    with device() as context:
        page = context.new_page()
        page.add_init_script("Object.defineProperty(globalThis, 'indexedDB', { value: undefined })")
        enter(page, live_server.url, ujian)
        page.get_by_role("link", name="Masuk ruang tunggu").click()
        page.get_by_label("Saya sudah membaca dan akan menaati tata tertib").check()
        page.get_by_label("Token pada layar pengawas").fill(ujian.token(timezone.now()))
        expect(page.locator('[data-periksa-baris="gudang"]')).to_have_attribute("data-hasil", "gagal")
        expect(page.get_by_text("Tutup jendela penyamaran")).to_be_visible()
        expect(page.locator("[data-mulai-ket]")).to_contain_text("Perangkat ini belum siap.")
        expect(page.get_by_role("button", name="Mulai ujian")).to_be_disabled()
        picture(page, "tanpa-penyimpanan")
