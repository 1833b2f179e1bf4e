"""A real Chromium for the journeys: the distribution's, found on the path."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connections
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
SIZES = {"ponsel": (360, 740), "laptop": (1366, 768)}


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
