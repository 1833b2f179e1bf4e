"""What holds for every request: an id, the headers, the end of idle sessions, and troubles told in words."""

import logging
import re
import secrets
import time
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth import logout, user_logged_in, user_logged_out
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase

from config import logs, views
from pegawai.access import note_confirmed

logger = logging.getLogger("asesmen.request")
Next = Callable[[HttpRequest], HttpResponseBase]

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "media-src 'self'",
        "connect-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "report-uri /csp/",
    ]
)
SILENT_FEATURES = [
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope"),
    *("magnetometer", "microphone", "midi", "payment", "usb"),
]
PERMISSIONS = ", ".join(f"{feature}=()" for feature in SILENT_FEATURES)
ZERO = "\0"
GIVEN_ID = re.compile(r"[0-9A-Za-z-]{8,64}")


def request_name(given: str) -> str:
    return given if GIVEN_ID.fullmatch(given) else secrets.token_hex(6)


def client_address(environ: Mapping[str, Any]) -> str:
    """The address that the outermost of our proxies wrote down; without proxies, whoever connected."""
    told = [part.strip() for part in environ.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if settings.PROXY_COUNT and len(told) >= settings.PROXY_COUNT:
        return told[-settings.PROXY_COUNT]
    return environ.get("REMOTE_ADDR", "")


class RequestIdMiddleware:
    """Name the request, so that a page a person sees and a line in the log can be found from each other."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        name = request_name(request.headers.get("X-Request-ID", ""))
        request.request_id = name  # type: ignore[attr-defined]
        token = logs.request_id.set(name)
        try:
            response = self.get_response(request)
        finally:
            logs.request_id.reset(token)
        response["X-Request-ID"] = name
        return response


class ClientAddressMiddleware:
    """Take the client's address from the entry that the outermost of our proxies wrote; what precedes is hearsay."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.META["REMOTE_ADDR"] = client_address(request.META)
        return self.get_response(request)


class HeadersMiddleware:
    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", POLICY)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        # Nearly every page is about a person. Static files set their own, longer life.
        response.setdefault("Cache-Control", "no-store")
        if getattr(request, "signed_out", False):
            # Not "storage": answers of an exam may wait there for the network.
            response["Clear-Site-Data"] = '"cache"'
        return response


@receiver(user_logged_out)
def remember_signed_out(*, request: HttpRequest, **_signal: object) -> None:
    request.signed_out = True  # type: ignore[attr-defined]


@receiver(user_logged_in)
def remember_confirmed(*, request: HttpRequest, **_signal: object) -> None:
    """Whoever signed in just now need not write the password again for what asks for it."""
    note_confirmed(request)


class TransportMiddleware:
    """Refuse production over plain HTTP: its cookies, the exam's storage and its encryption all need TLS.

    Reached only where the redirect to TLS was switched off, as in a school's network without certificates.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.PRODUCTION and not request.is_secure() and not request.path.startswith("/sehat/"):
            return views.without_tls(request)
        return self.get_response(request)


def without_zero(asked: QueryDict) -> QueryDict:
    """PostgreSQL holds no zero byte, so nothing can be found by one; forms refuse it by themselves."""
    if not any(ZERO in value for values in asked.lists() for value in values[1]):
        return asked
    cleaned = asked.copy()
    for name, values in asked.lists():
        cleaned.setlist(name, [value.replace(ZERO, "") for value in values])
    return cleaned


class TroubleMiddleware:
    """Give the troubles that Django has no page for their own status: 413 too much sent, 503 no database."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if ZERO in request.path_info:
            return views.not_found(request)
        request.GET = without_zero(request.GET)  # type: ignore[assignment]
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError):
            return self.without_database(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
            return views.payload_too_large(request)
        if isinstance(exception, OperationalError | InterfaceError):
            return self.without_database(request)
        return None

    def without_database(self, request: HttpRequest) -> HttpResponse:
        logger.error("Database unavailable at %s", request.path, exc_info=True)
        return views.unavailable(request)


class IdleMiddleware:
    """End a signed-in session after its longest life or too long a pause.

    The last visit is written once a minute at most: a write for each request would cost more than it protects.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.session.session_key and request.user.is_authenticated:
            self.check(request, time.time())
        return self.get_response(request)

    def check(self, request: HttpRequest, now: float) -> None:
        since = request.session.setdefault("signed_in_at", now)
        last = request.session.setdefault("last_seen_at", now)
        if now - since > settings.STAFF_SESSION_SECONDS or now - last > settings.STAFF_IDLE_SECONDS:
            logout(request)
        elif now - last > 60:
            request.session["last_seen_at"] = now


class SignInMiddleware(LoginRequiredMiddleware):
    """Every view asks for a signed-in person unless it says otherwise; a script is told in JSON, not by a redirect."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]) -> Any:
        if views.wants_json(request):
            return JsonResponse(
                {"code": "sign_in", "message": "Sesi masuk Anda berakhir. Silakan masuk lagi."}, status=401
            )
        return super().handle_no_permission(request, view_func)
