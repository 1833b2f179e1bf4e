"""A real browser in a field: walked in by the card, with a profile that outlives it, and killed outright."""

import contextlib
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from asesmen.gelombang.rules import room_token
from tests.browser import chromium_path
from tests.ujian.tahan.medan import Medan


@contextlib.contextmanager
def profile(folder: Path) -> Iterator[BrowserContext]:
    """Chromium on this profile; what it kept there, the next one finds."""
    path = chromium_path()
    if path is None:
        pytest.skip("No Chromium on the path: journeys in the browser are skipped.")
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=path, args=["--no-sandbox"], viewport={"width": 1366, "height": 768}
        )
        context.set_default_timeout(20_000)
        yield context
        # Also where it was killed in between.
        with contextlib.suppress(Exception):
            context.close()


def kill(folder: Path) -> int:
    """Kill every process of the browser on this profile, as a power cut would; how many there were."""
    found = [p for p in psutil.process_iter(["cmdline"]) if f"--user-data-dir={folder}" in (p.info["cmdline"] or [])]
    children = [c for p in found for c in p.children(recursive=True)]
    for process in {*found, *children}:
        with contextlib.suppress(psutil.Error):
            process.send_signal(signal.SIGKILL)
    psutil.wait_procs(found, timeout=5)
    return len(found)


def walk_in(context: BrowserContext, base: str, field: Medan, person: dict[str, Any]) -> None:
    """By card, rules and room token, over the same doors that the pages use."""
    ask = context.request
    ask.get(f"{base}/ujian/")

    def headers() -> dict[str, str]:
        token = next((c["value"] for c in context.cookies() if c["name"].endswith("csrftoken")), "")
        return {"X-CSRFToken": token, "Referer": f"{base}/ujian/"}

    ask.post(f"{base}/ujian/", form={"nip": person["nip"], "kode": person["kode"]}, headers=headers())
    ask.get(f"{base}/csrf/")
    rules = ask.post(f"{base}/ujian/tunggu/tata-tertib", data={}, headers=headers())
    assert rules.ok, rules.text()
    token = room_token(field.told["rahasia"], datetime.now(UTC), 15)
    started = ask.post(f"{base}/ujian/tunggu/mulai", data={"token": token}, headers=headers())
    assert started.ok, started.text()


def open_exam(context: BrowserContext, base: str) -> Page:
    page = context.pages[0] if context.pages else context.new_page()
    page.goto(f"{base}/ujian/kerja/")
    expect(page.locator("[data-ruang]")).to_be_visible()
    return page


def marked(page: Page, where: str, count: int, timeout: int = 15_000) -> None:
    expect(page.locator(f'.peta .peta-no[data-simpan="{where}"]')).to_have_count(count, timeout=timeout)


def seconds_shown(page: Page) -> int:
    """What the page's clock says, in seconds."""
    shown = (page.locator("[data-jam-angka]").text_content() or "").strip()
    seconds = 0
    for part in shown.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds
