"""Before everything: pages that are the same for everybody are told from memory for half a minute.

The entry page and the exam page's shell are asked for by 900 people in the same seconds. Nothing in them is anybody's:
only the theme and the size of type, which cookies choose, make a difference, and in a form the CSRF token, which each
asker gets anew.
"""

import re
import time
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, parse_cookie
from django.middleware.csrf import get_token
from django.urls import reverse

from config.context import KEEP_SECONDS, TEMA, UKURAN, chosen
from config.front import Application, Environ, StartResponse, is_ours
from config.middleware import request_name

SECRET = re.compile(r"[a-zA-Z0-9]{32}")
FIELD = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[a-zA-Z0-9]{64}(?=")')
# Whether a reply is squeezed, and the cookies that choose how a page looks.
Key = tuple[str, ...]
Headers = list[tuple[str, str]]


class Reply(NamedTuple):
    """`parts`: the body, cut where an asker's own token belongs."""

    until: float
    status: str
    headers: Headers
    parts: list[bytes]


class Kept:
    """A WSGI application before another one.

    `routes`: pages without a form; whoever has no CSRF cookie yet gets one from Django. `forms`: pages with one form,
    told to visitors without a session.
    """

    def __init__(self, behind: Application, routes: Iterable[str], forms: Iterable[str] = ()) -> None:
        self.behind = behind
        self.forms = {reverse(route) for route in forms}
        self.paths = {reverse(route) for route in routes} | self.forms
        self.replies: dict[Key, Reply] = {}

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] not in self.paths:
            return self.behind(environ, start_response)
        cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
        key = self.key_of(environ, cookies)
        if key is None:
            return self.behind(environ, start_response)
        reply = self.replies.get(key)
        if reply is None or reply.until < time.monotonic():
            reply = answered(self.behind, environ)
            if not self.may_keep(environ["PATH_INFO"], reply):
                start_response(reply.status, reply.headers)
                return reply.parts
            reply = self.replies[key] = reply._replace(parts=FIELD.split(reply.parts[0]))
        headers = [header for header in reply.headers if header[0] != "X-Request-ID"]
        headers.append(("X-Request-ID", request_name(environ.get("HTTP_X_REQUEST_ID", ""))))
        if len(reply.parts) == 1:
            start_response(reply.status, headers)
            return reply.parts
        token, secret = token_for(cookies)
        start_response(reply.status, [with_secret(header, secret) for header in headers])
        return [token.encode().join(reply.parts)]

    def key_of(self, environ: Environ, cookies: Mapping[str, str]) -> Key | None:
        """What the page depends on; None for what the application behind has to look at."""
        if environ["REQUEST_METHOD"] != "GET" or environ.get("QUERY_STRING") or not is_ours(environ):
            return None
        held = cookies.get(settings.CSRF_COOKIE_NAME, "")
        is_form = environ["PATH_INFO"] in self.forms
        if not is_secret(held) and (held or not is_form):
            return None
        if is_form and settings.SESSION_COOKIE_NAME in cookies:
            return None
        squeezed = "gzip" if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") else ""
        return environ["PATH_INFO"], squeezed, chosen(cookies, "tema", TEMA), chosen(cookies, "ukuran", UKURAN)

    def may_keep(self, path: str, reply: Reply) -> bool:
        """A page for all: as it should be, and with no cookie but that of the one token in it."""
        given = [value.split("=", 1)[0].strip() for name, value in reply.headers if name.lower() == "set-cookie"]
        tokens = len(FIELD.findall(reply.parts[0]))
        wanted = ([settings.CSRF_COOKIE_NAME], 1) if path in self.forms else ([], 0)
        return reply.status.startswith("200") and (given, tokens) == wanted


def is_secret(text: str) -> bool:
    return bool(SECRET.fullmatch(text))


def token_for(cookies: Mapping[str, str]) -> tuple[str, str]:
    """A token for the form and the secret of its cookie: the asker's own, or a new one."""
    request = HttpRequest()
    if held := cookies.get(settings.CSRF_COOKIE_NAME):
        request.META["CSRF_COOKIE"] = held
    token = get_token(request)
    return token, request.META["CSRF_COOKIE"]


def with_secret(header: tuple[str, str], secret: str) -> tuple[str, str]:
    if header[0].lower() != "set-cookie":
        return header
    return header[0], re.sub(r"=[^;]*", f"={secret}", header[1], count=1)


def answered(application: Application, environ: Environ) -> Reply:
    told: list[tuple[str, Headers]] = []
    content = application(environ, lambda status, headers, trouble=None: told.append((status, headers)))
    try:
        body = b"".join(content)
    finally:
        close: Callable[[], None] | None = getattr(content, "close", None)
        if close:
            close()
    return Reply(time.monotonic() + KEEP_SECONDS, *told[-1], [body])
