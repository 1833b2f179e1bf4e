"""What holds for every answer: headers, troubles in words, cookies, the end of a session."""

import json
import time
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from config import middleware, views
from tests.pegawai.factories import make_akun

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
    "base-uri 'none'; object-src 'none'; frame-ancestors 'none'; report-uri /csp/"
)


def test_every_answer_carries_the_protecting_headers(client: Client) -> None:
    answer = client.get("/sehat/hidup")

    assert {name: answer[name] for name in HEADERS} == HEADERS


HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
}


def test_a_request_keeps_the_id_it_came_with(client: Client) -> None:
    assert client.get("/sehat/hidup", headers={"X-Request-ID": "abcdef12-3456"})["X-Request-ID"] == "abcdef12-3456"


def test_an_id_that_could_forge_a_log_line_is_replaced(client: Client) -> None:
    assert len(client.get("/sehat/hidup", headers={"X-Request-ID": "x y {}"})["X-Request-ID"]) == 12


@pytest.mark.django_db
def test_an_unknown_page_is_told_in_words_with_its_number(client: Client) -> None:
    answer = client.get("/tidak-ada/", headers={"X-Request-ID": "abcdef123456"})

    assert answer.status_code == 404
    assert "abcdef123456" in answer.content.decode()


def test_an_unknown_page_is_told_to_a_script_in_json(client: Client) -> None:
    answer = client.get("/tidak-ada/", headers={"Accept": "application/json", "X-Request-ID": "abcdef123456"})

    assert (answer.status_code, answer.json()) == (
        404,
        {
            "code": "not_found",
            "message": "Halaman ini tidak ada, atau bukan untuk akun Anda.",
            "request_id": "abcdef123456",
        },
    )


@pytest.mark.parametrize("status", [400, 403, 404, 413, 429, 500, 503])
def test_each_trouble_has_a_page_that_needs_no_session_and_no_database(rf: RequestFactory, status: int) -> None:
    answer = views.trouble(rf.get("/"), status)

    assert (answer.status_code, answer["Content-Type"]) == (status, "text/html; charset=utf-8")


def signed_out(request: Any) -> Any:
    from django.contrib.auth.models import AnonymousUser

    request.user, request.session, request.request_id = AnonymousUser(), {}, "abcdef123456"
    return request


def test_a_script_whose_session_ended_gets_401_and_no_redirect(client: Client) -> None:
    answer = client.get("/", headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in")


def test_a_person_whose_session_ended_is_led_to_the_door(client: Client) -> None:
    answer = client.get("/")

    assert (answer.status_code, answer["Location"]) == (302, "/masuk/?next=/")


def test_a_body_that_is_too_large_is_413(client: Client) -> None:
    too_much = "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)

    answer = client.post("/csp/", too_much, content_type="text/plain", headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize("place", ["view", "middleware"])
def test_a_lost_database_is_503_with_a_time_to_come_back(rf: RequestFactory, place: str) -> None:
    def next_layer(request: HttpRequest) -> HttpResponse:
        raise OperationalError("server closed the connection")

    layer = middleware.TroubleMiddleware(next_layer)
    request = signed_out(rf.get("/", headers={"Accept": "application/json"}))

    answer: Any = layer.process_exception(request, OperationalError("gone")) if place == "view" else layer(request)

    assert (answer.status_code, answer["Retry-After"], json.loads(answer.content)["code"]) == (503, "5", "unavailable")


def test_a_refused_form_token_is_told_in_json(settings: Any) -> None:
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post("/keluar/", headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")


def test_csrf_hands_out_a_token_that_is_accepted(client: Client) -> None:
    answer = client.get("/csrf")

    assert len(answer.json()["token"]) == 64
    assert "csrftoken" in answer.cookies


def test_csp_reports_are_taken_without_token_or_session() -> None:
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post("/csp/", '{"csp-report": {}}', content_type="application/csp-report")

    assert answer.status_code == 204


@pytest.mark.django_db
@pytest.mark.parametrize(("age", "pause", "status"), [(60, 60, 200), (60, 31 * 60, 302), (8 * 3600 + 1, 60, 302)])
def test_a_staff_session_ends_by_age_or_pause(client: Client, age: int, pause: int, status: int) -> None:
    client.force_login(make_akun("administrator"))
    session = client.session
    session["signed_in_at"], session["last_seen_at"] = time.time() - age, time.time() - pause
    session.save()

    assert client.get("/").status_code == status


@pytest.mark.parametrize(
    ("count", "told", "expected"),
    [
        (0, "10.0.0.9", "192.0.2.1"),
        (1, "10.0.0.9, 203.0.113.7", "203.0.113.7"),
        (2, "10.0.0.9, 203.0.113.7, 198.51.100.2", "203.0.113.7"),
        (1, "", "192.0.2.1"),
    ],
)
def test_the_clients_address_is_what_our_own_proxy_wrote(
    rf: RequestFactory, settings: Any, count: int, told: str, expected: str
) -> None:
    settings.PROXY_COUNT = count
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=told)

    middleware.ClientAddressMiddleware(lambda request: HttpResponse())(request)

    assert request.META["REMOTE_ADDR"] == expected


def test_production_cookies_are_bound_to_this_host_and_to_tls() -> None:
    from tests.config.test_environment import GOOD, start

    done = start(
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, "
        "s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE, s.SECURE_HSTS_SECONDS, s.SECURE_SSL_REDIRECT)",
        **GOOD,
    )

    assert done.stdout == "__Host-sessionid __Host-csrftoken True True True Lax 31536000 True\n"


@pytest.mark.django_db
def test_signing_out_clears_what_the_browser_kept_but_no_waiting_answers(client: Client) -> None:
    client.force_login(make_akun("administrator"))

    answer = client.post("/keluar/")

    assert answer["Clear-Site-Data"] == '"cache"'


@pytest.mark.parametrize(
    ("production", "secure", "path", "status"),
    [
        (True, False, "/masuk/", 403),
        (True, True, "/masuk/", 200),
        (False, False, "/masuk/", 200),
        (True, False, "/sehat/hidup", 200),
    ],
)
def test_production_over_plain_http_is_refused_in_words(
    rf: RequestFactory, settings: Any, production: bool, secure: bool, path: str, status: int
) -> None:
    settings.PRODUCTION = production
    request = signed_out(rf.get(path, secure=secure, headers={"Accept": "application/json"}))

    answer = middleware.TransportMiddleware(lambda request: HttpResponse())(request)

    assert answer.status_code == status


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/ujian/tanda-terima/A%00/b/", "/kamus/kompetensi/%00/", "/%00", "/static/%00.css"])
@pytest.mark.parametrize("is_signed_in", [True, False])
def test_a_path_with_a_zero_byte_names_nothing(client: Client, path: str, is_signed_in: bool) -> None:
    """It is answered before anybody looks who is asking."""
    if is_signed_in:
        client.force_login(make_akun("administrator"))

    answer = client.get(path)

    assert (answer.status_code, answer["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "<h1>Halaman tidak ditemukan</h1>" in answer.content.decode()
    assert {name: answer.get(name) for name in HEADERS if name != "X-Frame-Options"} == {
        name: value for name, value in HEADERS.items() if name != "X-Frame-Options"
    }
