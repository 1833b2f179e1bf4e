"""A real Chromium for the journeys: the distribution's, found on the path. What every page is looked at for."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connections
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
SIZES = {"ponsel": (360, 740), "laptop": (1366, 768)}
OTHER = {"light": "dark", "dark": "light"}

# What sticks out at the right, where the page as a whole scrolls sideways.
TOO_WIDE = """document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("body *")]
    .filter(e => e.getBoundingClientRect().right > innerWidth).map(e => e.outerHTML.slice(0, 80))"""
DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
CONTRAST = "axe.run({ runOnly: ['color-contrast'], resultTypes: ['violations'] }).then(told => told.violations)"


def chromium_path() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open it inside the test, so that it is closed before the database is torn down in the same thread."""
    path = chromium_path()
    if path is None:
        pytest.skip("No Chromium on the path: journeys in the browser are skipped.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            # Beside Playwright's loop Django keeps connections of its own, which would outlive the test's database.
            connections.close_all()
            browser.close()


def theme_of(page: Page) -> str:
    return "dark" if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "light"


def show(page: Page, theme: str) -> None:
    """Let the page appear in this theme, without a transition that would be read half-way."""
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.evaluate(DRAWN)


def faults(page: Page) -> list[Any]:
    """All that is wrong with the page as it stands: what axe finds, in both themes, and what makes it scroll sideways.

    A theme changes colours and nothing else, so in the second one axe looks at the contrast alone.
    """
    theme = theme_of(page)
    show(page, theme)
    found = [(theme, v) for v in Axe().run(page).response["violations"]]
    show(page, OTHER[theme])
    found += [(OTHER[theme], v) for v in page.evaluate(CONTRAST)]
    show(page, theme)
    told: list[Any] = [(theme, v["id"], v["impact"], v["nodes"][0]["html"]) for theme, v in found]
    return told + [("sideways", html) for html in page.evaluate(TOO_WIDE)]
