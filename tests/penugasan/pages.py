"""What tests of pages share."""

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser, Page

from tests.browser import SIZES


def query_count(client: Client, url: str) -> int:
    """How many queries the page needs, once everything that is read only once per process has been read."""
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return len(queries)


def open_page(browser: Browser, base: str, client: Client, size: str) -> Page:
    """A page of whoever the client is, on a phone or a laptop."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    key = client.session.session_key or ""
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": base}])
    return context.new_page()
