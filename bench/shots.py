"""`make shots`: every role's pages of a running `make run`, at both sizes and in both themes, as pictures under shots/.

Says on the way which page answered with a trouble, wrote to the console, or is wider than its window.
"""

import os
import re
import sys
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from config.embedded import prepare
from tests.browser import SIZES, chromium_path

FOLDER = Path(__file__).resolve().parent.parent / "shots"
ADDRESS = f"http://localhost:{os.environ.get('PORT') or 8000}"
THEMES = ("light", "dark")


def main() -> int:
    program = chromium_path()
    if program is None:
        print("Chromium tidak ditemukan pada PATH.", file=sys.stderr)
        return 1
    if not is_running():
        print(f"Tidak ada yang menjawab di {ADDRESS}. Jalankan dahulu: make run", file=sys.stderr)
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        names, password = demo_accounts()
        troubles = [trouble for name in names for trouble in pages_of(browser, name, password)]
        browser.close()
    print("\n".join(troubles) or "Semua halaman tampil tanpa galat.")
    return 1 if troubles else 0


def is_running() -> bool:
    try:
        urllib.request.urlopen(f"{ADDRESS}/sehat/hidup", timeout=5).close()
    except (urllib.error.URLError, OSError):
        return False
    return True


def demo_accounts() -> tuple[list[str], str]:
    prepare.choose_run_mode()
    prepare.django_setup()
    from config.demo.akun import AKUN, ASN, SANDI

    return [akun.username for akun in (*AKUN, ASN)], SANDI


def pages_of(browser: Browser, name: str, password: str) -> list[str]:
    context = browser.new_context()
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(f"{name} {page.url}: {message.text}"))
    sign_in(page, name, password)
    if "/masuk/" in page.url:
        return [f"{name}: tidak dapat masuk"]
    for path in menu_of(page):
        troubles += pictures(page, name, path)
    context.close()
    return troubles


def sign_in(page: Page, name: str, password: str) -> None:
    page.goto(f"{ADDRESS}/masuk/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", password)
    page.click("form.bertepi button[type=submit]")
    page.wait_for_load_state()


def menu_of(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all("nav a[href^='/']", "all => all.map(a => a.getAttribute('href'))")
    return ["/", *dict.fromkeys(path for path in found if path not in {"/", "/keluar/"})]


def pictures(page: Page, who: str, path: str) -> list[str]:
    troubles = []
    name = re.sub(r"[^a-z0-9-]+", "_", path.strip("/").lower()) or "awal"
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            answer = page.goto(f"{ADDRESS}{path}")
            if answer is None or not answer.ok:
                troubles.append(f"{who} {path}: {answer.status if answer else 'tidak ada jawaban'}")
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                troubles.append(f"{who} {path}: lebih lebar daripada layar {size}")
            folder = FOLDER / who
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=folder / f"{name}-{size}-{theme}.png", full_page=True)
    return troubles


if __name__ == "__main__":
    sys.exit(main())
