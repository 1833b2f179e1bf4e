"""An assignment from upload to level in a real browser: a phone, a laptop, the keyboard."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from asesmen.penugasan.models import Kiriman
from asesmen.penugasan.queries import level_rows
from tests.browser import chromium, faults
from tests.pegawai.factories import make_akun
from tests.penugasan.berkas import PNG, make_ooxml
from tests.penugasan.factories import make_kiriman, make_penugasan
from tests.penugasan.pages import open_page

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.slow]


def hand_in(page: Page, base: str, folder: Path) -> list[Any]:
    """Be refused a false file, put true ones, send. Returns faults of the page."""
    false, modul, media = folder / "palsu.pdf", folder / "Modul “1”.docx", folder / "media.png"
    false.write_bytes(b"MZ\x90\x00" + bytes(100))
    modul.write_bytes(make_ooxml())
    media.write_bytes(PNG)
    page.goto(f"{base}/penugasan/saya/")
    page.get_by_role("link", name="Baca dan kerjakan tugas").click()
    first, second = page.locator("#bagian-1"), page.locator("#bagian-2")
    first.locator("input[type=file]").set_input_files(false)
    first.get_by_role("button", name="Unggah").click()
    first.get_by_text("Isi “palsu.pdf” bukan PDF.").wait_for()
    found = faults(page)
    for part, file in ((first, modul), (second, media)):
        part.locator("input[type=file]").set_input_files(file)
        part.get_by_role("button", name="Unggah").click()
        part.get_by_text("Belum dikirim").wait_for()
    page.get_by_role("button", name="Kirim tugas").click()
    page.get_by_text("Tugas Anda sudah kami terima.").wait_for()
    return found + faults(page)


def mark_by_keyboard(page: Page, base: str, kiriman_id: int) -> list[Any]:
    """Level 3 for every criterion, then the next one, and finish."""
    page.goto(f"{base}/penugasan/menilai/{kiriman_id}/")
    found = faults(page)
    page.locator("input[type=radio]").first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.type("Halaman 2")
        page.keyboard.press("Tab")
    page.get_by_role("button", name="Selesaikan penilaian").click()
    page.get_by_text("Penilaian selesai dan masuk ke penghitungan berikutnya.").wait_for()
    return found + faults(page)


def test_a_teacher_hands_in_on_a_phone_and_an_assessor_marks_by_keyboard(live_server, tmp_path: Path) -> None:
    now = timezone.now()
    penugasan = make_penugasan(dibuka=now - timedelta(days=1), tenggat=now + timedelta(days=1))
    asesor = make_akun("asesor")
    kiriman = make_kiriman(penugasan, asesor=asesor)
    participant, assessor = Client(), Client()
    session = participant.session
    session["peserta_id"] = kiriman.peserta_id
    session.save()
    participant.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    assessor.force_login(asesor)

    with chromium() as browser:
        found = hand_in(open_page(browser, live_server.url, participant, "ponsel"), live_server.url, tmp_path)
        page = open_page(browser, live_server.url, assessor, "laptop")
        found += mark_by_keyboard(page, live_server.url, kiriman.pk)

    assert found == []
    assert Kiriman.objects.get().status == "dinilai"
    assert {kode: row.level for kode, row in level_rows(penugasan.gelombang_id)[kiriman.peserta_id].items()} == {
        "PRO": Decimal("3.00"),
        "PED": Decimal("3.00"),
    }
