"""Before Django: the requests that a running exam sends all the time go straight to their doors.

Only what Django would certainly accept is taken: exactly these paths, POST, over TLS in production, to a name that is
ours. Everything else is Django's, with its own refusals and pages. What middleware does for all other requests is done
here too: an id on reply and log lines, the client's address, the headers, 503 in words while there is no database.
"""

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import Any, Protocol

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http.request import split_domain_port, validate_host
from django.urls import reverse

from config import logs
from config.middleware import client_address, request_name
from config.views import MESSAGES

logger = logging.getLogger("asesmen.request")

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# A script reads this: nothing may be drawn, framed, sniffed, kept, or read by another site.
HEADERS = (
    ("Content-Type", "application/json"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
)
# So many threads of a worker draw pages, each on a database connection of its own that stays warm; more of them would
# wait for each other's interpreter lock. The server's own threads, of which there are more, wait: for a page, or, with
# a save, for a commit together.
PAGES_AT_ONCE = 4
# A body up to this size is taken in before one of them is asked for: who sends slowly must not hold it meanwhile.
MOST_HELD, MOST_IN_MEMORY, PART = 8 * 1024 * 1024, 1024 * 1024, 64 * 1024
STATUS_LINES = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}


class Balasan(Protocol):
    @property
    def status(self) -> int: ...
    @property
    def wait(self) -> int: ...
    @property
    def body(self) -> bytes: ...


Door = Callable[[Mapping[str, Any], str], Balasan]


class Front:
    """A WSGI application: the doors, and Django behind them."""

    def __init__(self, django: Application, doors: Mapping[str, Door]) -> None:
        self.django = django
        self.doors = {reverse(route): door for route, door in doors.items()}
        self.headers = (*HEADERS, *strict_transport())
        self.pages = ThreadPoolExecutor(PAGES_AT_ONCE, thread_name_prefix="halaman")

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        door = self.doors.get(environ["PATH_INFO"])
        if door is None or environ["REQUEST_METHOD"] != "POST" or not is_ours(environ):
            with taken_in(environ):
                return self.pages.submit(self.django, environ, start_response).result()
        name = request_name(environ.get("HTTP_X_REQUEST_ID", ""))
        token = logs.request_id.set(name)
        try:
            status, wait, body = answered(door, environ, name)
        finally:
            logs.request_id.reset(token)
        headers = [*self.headers, ("Content-Length", str(len(body))), ("X-Request-ID", name)]
        if wait:
            headers.append(("Retry-After", str(wait)))
        start_response(STATUS_LINES[status], headers)
        return [body]


@contextmanager
def taken_in(environ: Environ) -> Iterator[None]:
    left = environ.get("CONTENT_LENGTH") or ""
    missing = int(left) if left.isascii() and left.isdigit() else 0
    if not 0 < missing <= MOST_HELD:
        yield
        return
    with SpooledTemporaryFile(MOST_IN_MEMORY) as held:
        while missing and (part := environ["wsgi.input"].read(min(missing, PART))):
            held.write(part)
            missing -= len(part)
        held.seek(0)
        environ["wsgi.input"] = held
        yield


def is_ours(environ: Environ) -> bool:
    if settings.PRODUCTION and not is_secure(environ):
        return False
    return is_our_name(environ.get("HTTP_HOST", ""))


def is_secure(environ: Environ) -> bool:
    if settings.PROXY_COUNT:
        return environ.get("HTTP_X_FORWARDED_PROTO", "").split(",")[0].strip() == "https"
    return environ.get("wsgi.url_scheme") == "https"


@lru_cache(maxsize=64)
def is_our_name(host: str) -> bool:
    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def answered(door: Door, environ: Environ, name: str) -> tuple[int, int, bytes]:
    """(status, seconds for Retry-After, body); a trouble in the words of config.views, and in the log."""
    try:
        told = door(environ, client_address(environ))
    except (OperationalError, InterfaceError):
        logger.exception("Database unavailable at %s", environ["PATH_INFO"])
        return 503, 5, trouble(503, name)
    except Exception:
        logger.exception("Internal Server Error: %s", environ["PATH_INFO"])
        return 500, 0, trouble(500, name)
    return told.status, told.wait, told.body


def trouble(status: int, name: str) -> bytes:
    code, message = MESSAGES[status]
    return json.dumps({"code": code, "message": message, "request_id": name}).encode()


def strict_transport() -> list[tuple[str, str]]:
    """What SecurityMiddleware sends where every request came over TLS."""
    if not settings.SECURE_HSTS_SECONDS:
        return []
    parts = [f"max-age={settings.SECURE_HSTS_SECONDS}"]
    parts += ["includeSubDomains"] if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS else []
    parts += ["preload"] if settings.SECURE_HSTS_PRELOAD else []
    return [("Strict-Transport-Security", "; ".join(parts))]
