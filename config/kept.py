"""Before everything: a page that is the same for everybody is told from memory for half a minute.

The exam page's shell is asked for by 900 people in the same seconds. Nothing in it is anybody's; only the theme and the
size of type, which cookies choose, make a difference. Whoever has no CSRF cookie yet gets one from Django.
"""

import re
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.conf import settings
from django.http import parse_cookie
from django.urls import reverse

from config.context import KEEP_SECONDS, TEMA, UKURAN, chosen
from config.front import Application, Environ, StartResponse, is_ours
from config.middleware import request_name

TOKEN = re.compile(r"[a-zA-Z0-9]{32}(?:[a-zA-Z0-9]{32})?")
# Whether a reply is squeezed, and the cookies that choose how a page looks.
Key = tuple[str, ...]
Headers = list[tuple[str, str]]


class Reply(NamedTuple):
    until: float
    status: str
    headers: Headers
    body: bytes


class Kept:
    """A WSGI application before another one. `routes`: the pages that are nobody's."""

    def __init__(self, behind: Application, routes: Iterable[str]) -> None:
        self.behind = behind
        self.paths = {reverse(route) for route in routes}
        self.replies: dict[Key, Reply] = {}

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        key = self.key_of(environ) if environ["PATH_INFO"] in self.paths else None
        if key is None:
            return self.behind(environ, start_response)
        reply = self.replies.get(key)
        if reply is None or reply.until < time.monotonic():
            reply = answered(self.behind, environ)
            if is_for_all(reply):
                self.replies[key] = reply
        headers = [header for header in reply.headers if header[0] != "X-Request-ID"]
        start_response(reply.status, [*headers, ("X-Request-ID", request_name(environ.get("HTTP_X_REQUEST_ID", "")))])
        return [reply.body]

    def key_of(self, environ: Environ) -> Key | None:
        """What the page depends on; None for what the application behind has to look at."""
        cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
        is_plain = environ["REQUEST_METHOD"] == "GET" and not environ.get("QUERY_STRING") and is_ours(environ)
        if not is_plain or not TOKEN.fullmatch(cookies.get(settings.CSRF_COOKIE_NAME, "")):
            return None
        squeezed = "gzip" if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") else ""
        return environ["PATH_INFO"], squeezed, chosen(cookies, "tema", TEMA), chosen(cookies, "ukuran", UKURAN)


def is_for_all(reply: Reply) -> bool:
    return reply.status.startswith("200") and all(name.lower() != "set-cookie" for name, _ in reply.headers)


def answered(application: Application, environ: Environ) -> Reply:
    told: list[tuple[str, Headers]] = []
    content = application(environ, lambda status, headers, trouble=None: told.append((status, headers)))
    try:
        body = b"".join(content)
    finally:
        close: Callable[[], None] | None = getattr(content, "close", None)
        if close:
            close()
    return Reply(time.monotonic() + KEEP_SECONDS, *told[-1], body)
