"""Accounts in a real browser: a second factor set up on a phone and asked at the next sign-in; every page fits."""

from typing import Any

import pytest
from axes.models import AccessAttempt
from django.utils import timezone
from playwright.sync_api import Page

from pegawai import services
from pegawai.models import FaktorKedua
from pegawai.rules.faktor import code_at, step_at
from tests.browser import SIZES, chromium
from tests.pegawai.factories import SANDI, make_akun, make_pegawai, make_unit
from tests.pegawai.test_journey_pegawai import LOUD, faults, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PAGES = ("/akun/", "/akun/baru/", "/akun/peran/", "/akun/kunci/", "/akun/massal/", "/faktor/")


def code(steps: int = 0) -> str:
    return code_at(services.secret_of(FaktorKedua.objects.get()), step_at(timezone.now()) + steps)


def test_a_second_factor_is_set_up_on_a_phone_and_asked_next_time(live_server: Any) -> None:
    make_akun("administrator", username="rina")
    with chromium() as browser:
        page = browser.new_context(viewport=dict(zip(("width", "height"), SIZES["ponsel"], strict=True))).new_page()
        told: list[str] = []
        page.on("console", lambda message: told.append(message.text) if message.type in LOUD else None)
        sign_in(page, live_server.url, "rina")
        page.goto(f"{live_server.url}/faktor/")
        page.get_by_role("button", name="Siapkan faktor kedua").click()
        page.get_by_alt_text("Kode QR").wait_for()
        assert faults(page) == []
        # The code of the step before, so that the present one is still unused at the next sign-in.
        page.get_by_label("Kode").fill(code(-1))
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Kode pemulihan").wait_for()
        assert faults(page) == []

        second = browser.new_context().new_page()
        second.goto(f"{live_server.url}/masuk/?next=/akun/")
        second.get_by_label("Nama pengguna").fill("rina")
        second.get_by_label("Kata sandi").fill(SANDI)
        second.get_by_role("button", name="Masuk").click()
        second.get_by_role("heading", name="Kode faktor kedua").wait_for()
        assert faults(second) == []
        second.get_by_label("Kode").fill(code())
        second.get_by_role("button", name="Masuk").click()
        second.wait_for_url("**/akun/")

    assert told == []


def test_every_page_of_accounts_fits_and_is_accessible(live_server: Any) -> None:
    dinas = make_unit("Dinas Pendidikan dan Kebudayaan")
    make_akun("administrator", username="rina")
    locked = make_akun("pejabat_opd", unit=dinas, username="terkunci")
    make_pegawai("Siti Rahmawati", dinas)
    AccessAttempt.objects.create(username="terkunci", ip_address="203.0.113.9", user_agent="", failures_since_start=5)
    found: dict[str, Any] = {}
    with chromium() as browser:
        for (width, height), theme in zip(SIZES.values(), ("dark", "light"), strict=True):
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
            page = context.new_page()
            for address in ("/masuk/", "/ujian/akun/"):
                page.goto(live_server.url + address)
                found[f"{address} {width} {theme}"] = faults(page)
            sign_in(page, live_server.url, "rina")
            for address in (*PAGES, f"/akun/{locked.pk}/", "/masuk/pastikan/?next=/akun/"):
                page.goto(live_server.url + address)
                look(page, f"{address} {width} {theme}")
                found[f"{address} {width} {theme}"] = faults(page)
            context.close()

    assert {name: fault for name, fault in found.items() if fault} == {}


def look(page: Page, name: str) -> None:
    import os

    if folder := os.environ.get("AKUN_SHOTS"):
        page.screenshot(path=f"{folder}/{name.strip('/').replace('/', '-').replace(' ', '-').replace('?', '-')}.png")
