"""A real Chromium for the journeys: the distribution's, found on the path. What every page is looked at for."""

import asyncio
import atexit
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple

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
# Only what is wrong is brought over: the rest of what axe tells is longer than it takes to find.
EVERY_RULE = "axe.run({ resultTypes: ['violations'] }).then(told => told.violations)"
CONTRAST = "axe.run({ runOnly: ['color-contrast'], resultTypes: ['violations'] }).then(told => told.violations)"


def chromium_path() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


class Started(NamedTuple):
    browser: Browser
    loop: asyncio.AbstractEventLoop


@cache
def started(path: str) -> Started:
    """One browser for all journeys of this process: to start one takes longer than many a journey."""
    playwright = sync_playwright().start()
    atexit.register(playwright.stop)
    browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
    return Started(browser, asyncio.get_running_loop())


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser without anybody's pages. Open it inside the test, so that its loop is this thread's only there."""
    path = chromium_path()
    if path is None:
        pytest.skip("No Chromium on the path: journeys in the browser are skipped.")
    browser, loop = started(path)
    asyncio._set_running_loop(loop)
    try:
        yield browser
    finally:
        for context in browser.contexts:
            context.close()
        # Beside Playwright's loop Django keeps connections of its own, which would outlive the test's database.
        connections.close_all()
        asyncio._set_running_loop(None)


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
    if page.evaluate("!globalThis.axe"):
        page.evaluate(Axe().axe_script)
    found = [(theme, v) for v in page.evaluate(EVERY_RULE)]
    show(page, OTHER[theme])
    found += [(OTHER[theme], v) for v in page.evaluate(CONTRAST)]
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    told: list[Any] = [(theme, v["id"], v["impact"], v["nodes"][0]["html"]) for theme, v in found]
    return told + [("sideways", html) for html in page.evaluate(TOO_WIDE)]
