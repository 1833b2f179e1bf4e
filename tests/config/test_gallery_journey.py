"""The shared pieces in a real browser: both sizes, both themes, by mouse and by keyboard."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser import OTHER, SIZES, chromium, faults, show

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.config.gallery_urls"),
]


@contextmanager
def gallery(live_server: Any, size: str = "laptop", **options: Any) -> Iterator[Page]:
    width, height = SIZES[size]
    with chromium() as browser:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        page = context.new_page()
        told: list[str] = []
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.goto(f"{live_server.url}/galeri/")
        yield page
        assert told == []


@pytest.mark.parametrize("size", list(SIZES))
def test_every_shared_piece_is_accessible_and_fits(live_server: Any, size: str) -> None:
    with gallery(live_server, size) as page:
        assert faults(page) == []


def test_without_a_choice_the_page_follows_the_devices_theme(live_server: Any) -> None:
    with gallery(live_server) as page:
        followed = []
        for theme in OTHER:
            show(page, theme)
            followed.append(page.evaluate("document.documentElement.dataset.bsTheme"))

        assert followed == list(OTHER)


def test_a_dialog_opens_with_its_reason_and_closes_by_the_safe_way(live_server: Any) -> None:
    with gallery(live_server) as page:
        page.get_by_role("link", name="Akhiri 2 ujian").click()

        assert page.locator("#akhiri").evaluate("d => d.matches(':modal')")
        assert page.evaluate("document.activeElement.id") == "akhiri-alasan"

        page.get_by_role("button", name="Jangan akhiri").click()

        assert not page.locator("#akhiri").is_visible()


def test_a_dialog_is_reached_without_script(live_server: Any) -> None:
    with gallery(live_server, java_script_enabled=False) as page:
        page.get_by_role("link", name="Akhiri 2 ujian").click()

        assert page.locator("#akhiri").is_visible()


def test_choosing_rows_names_them_on_the_button(live_server: Any) -> None:
    with gallery(live_server) as page:
        button = page.locator("[data-pilih-teks]")
        assert button.is_disabled()

        page.get_by_label("Pilih Komunikasi").check()
        assert button.text_content() == "Daftarkan 1 orang"
        assert page.locator("[data-pilih-semua]").evaluate("box => box.indeterminate")

        page.get_by_label("Pilih semua").check()
        assert button.text_content() == "Daftarkan 9 orang"


def test_a_filter_sends_itself_after_a_click_and_waits_for_the_button_at_the_keyboard(live_server: Any) -> None:
    with gallery(live_server) as page:
        chosen = page.locator("#id_kelompok")

        chosen.focus()
        page.keyboard.press("ArrowUp")
        page.wait_for_timeout(200)
        assert page.url.endswith("/galeri/")

        page.locator("h1").click()
        with page.expect_navigation():
            chosen.select_option("guru")
        assert page.url.endswith("/galeri/?kelompok=guru")


def test_the_refused_form_gets_the_focus_and_leads_to_its_field(live_server: Any) -> None:
    with gallery(live_server) as page:
        assert page.evaluate("document.activeElement.hasAttribute('data-galat-formulir')")

        page.get_by_role("link", name="Jumlah kursi ujian").click()

        assert page.evaluate("location.hash") == "#id_kursi"


def test_the_chosen_theme_is_kept_by_the_server(live_server: Any) -> None:
    with gallery(live_server) as page:
        page.context.add_cookies([{"name": "tema", "value": "dark", "url": live_server.url}])
        page.reload()

        assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
        assert not page.evaluate("document.documentElement.hasAttribute('data-ikut-perangkat')")
