"""What the journeys of the exam page share: a device, the way to the first question, and what to look at there."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import OTHER, SIZES, chromium, faults, show, theme_of
from tests.ujian.factories import Ujian

# Set to a folder to keep pictures of the way.
GAMBAR = os.environ.get("GAMBAR_UJIAN", "")


# How many records of any sitting the device still holds.
KEPT = """new Promise(done => {
    const opening = indexedDB.open("asesmen-ujian");
    opening.onsuccess = () => {
        const stores = ["ujian", "naskah", "jawaban", "antrean", "penunjuk"];
        const look = opening.result.transaction(stores);
        let count = 0;
        for (const name of stores) look.objectStore(name).count().onsuccess = (e) => { count += e.target.result; };
        look.oncomplete = () => done(count);
    };
})"""


@contextmanager
def device(size: str = "laptop") -> Iterator[BrowserContext]:
    width, height = SIZES[size]
    with chromium() as browser:
        context = browser.new_context(viewport={"width": width, "height": height})
        context.set_default_timeout(20_000)
        yield context
        context.close()
        # Inside Playwright's loop Django keeps connections of its own; left open, they would keep the database.
        connections.close_all()


def picture(page: Page, name: str) -> None:
    """Keep the page in both themes, where somebody asked for pictures."""
    if not GAMBAR:
        return
    Path(GAMBAR).mkdir(parents=True, exist_ok=True)
    theme = theme_of(page)
    for shown in (OTHER[theme], theme):
        show(page, shown)
        page.screenshot(path=f"{GAMBAR}/{name}-{shown}.png", full_page=True)


def accessible(page: Page) -> None:
    assert faults(page) == []


def enter(page: Page, base: str, ujian: Ujian) -> None:
    page.goto(f"{base}/ujian/")
    page.get_by_label("NIP atau NI PPPK").fill(ujian.peserta[0].pegawai.nip)
    page.get_by_label("Kode kartu", exact=True).fill(ujian.kode(at=timezone.now()))
    page.get_by_role("button", name="Masuk", exact=False).click()
    expect(page.get_by_role("heading", name=ujian.peserta[0].pegawai.nama)).to_be_visible()


def wait_room(page: Page, token: str) -> None:
    """Through the waiting room up to its button. The device check comes first: it opens the exam itself when it ends
    last, and a click would meet a page that is leaving."""
    page.get_by_role("link", name="Masuk ruang tunggu").click()
    expect(page.locator("[data-periksa]")).to_have_attribute("aria-busy", "false")
    expect(page.locator('[data-periksa-baris="luring"]')).to_have_attribute("data-hasil", "baik")
    page.get_by_label("Saya sudah membaca dan akan menaati tata tertib").check()
    page.get_by_label("Token pada layar pengawas").fill(token)


def begin(page: Page, base: str, ujian: Ujian) -> None:
    enter(page, base, ujian)
    wait_room(page, ujian.token(timezone.now()))
    page.get_by_role("button", name="Mulai ujian").click()
    expect(page.locator("[data-ruang]")).to_be_visible()


def choose(page: Page, number: int, letter: str = "B") -> None:
    """Answer item `number` whatever its type is."""
    page.locator(".peta-no", has_text=str(number)).first.click()
    expect(page.locator("[data-nomor]")).to_have_text(str(number))
    field = page.locator(".isian-soal")
    if field.count():
        field.fill("0,52")
    else:
        page.locator(".opsi input").nth("ABCDE".index(letter)).check()


def state(page: Page, number: int) -> str | None:
    return page.locator(".peta-no").nth(number - 1).get_attribute("data-simpan")


def inked(page: Page, count: int) -> None:
    expect(page.locator('.peta .peta-no[data-simpan="server"]')).to_have_count(count)


def locked(page: Page, is_locked: bool = True) -> None:
    """Nothing in the open question takes an answer, whatever its type; or something does."""
    free = page.locator(".soal input:not([disabled]):not([readonly])")
    expect(free).to_have_count(0) if is_locked else expect(free.first).to_be_attached()
