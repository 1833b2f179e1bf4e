"""What stands before Django: it takes the exam's saves, and nothing that Django would refuse."""

import io
import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import OperationalError, connection
from django.utils import timezone

from asesmen.ujian.models import Jawaban, Pengerjaan
from asesmen.ujian.rules import make_token
from asesmen.ujian.services import kelompok
from config.front import Front
from config.wsgi import application
from tests.ujian.factories import MENIT, begin, make_ujian


@pytest.fixture
def p(lines: None) -> Pengerjaan:
    return begin(make_ujian(mulai=timezone.now() - 5 * MENIT), at=timezone.now())


@pytest.fixture
def lines(transactional_db: None) -> Iterator[None]:
    """End the connections that the front's own threads keep."""
    yield
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def ask(path: str, body: bytes = b"{}", app: Any = application, **changes: str) -> tuple[int, dict[str, str], Any]:
    environ = {
        "PATH_INFO": path,
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "REQUEST_METHOD": "POST",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "testserver",
        "HTTP_ACCEPT": "application/json",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "REMOTE_ADDR": "10.0.0.7",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "http",
    }
    told: list[Any] = []
    content = app(environ | changes, lambda status, headers, trouble=None: told.extend((status, headers)))
    raw = b"".join(content)
    if hasattr(content, "close"):
        content.close()
    return int(told[0][:3]), dict(told[1]), json.loads(raw) if raw[:1] == b"{" else raw


def saved(p: Pengerjaan, seq: int = 1, **changes: str) -> tuple[int, dict[str, str], Any]:
    entry = {"versi": p.versi_ids[0], "epoch": 1, "seq": seq, "nilai": "A", "ragu": False}
    token = f"Bearer {make_token(django_settings.UJIAN_KEY, p.pk, p.lease)}"
    body = json.dumps({"simpanan": [entry]}).encode()
    return ask("/ujian/api/simpan", body, **{"HTTP_AUTHORIZATION": token} | changes)


def test_a_save_goes_past_django_with_headers_of_its_own(p: Pengerjaan) -> None:
    status, headers, told = saved(p, HTTP_X_REQUEST_ID="permintaan-0001")

    assert (status, told["acked"]) == (200, [[p.versi_ids[0], 1, 1]])
    assert {name: headers[name] for name in headers if name != "Content-Length"} == {
        "Content-Type": "application/json",
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Request-ID": "permintaan-0001",
    }
    assert Jawaban.objects.get().nilai == "A"


def test_a_pulse_goes_past_django_too(p: Pengerjaan) -> None:
    before = Pengerjaan.objects.get(pk=p.pk).last_seen_at
    token = f"Bearer {make_token(django_settings.UJIAN_KEY, p.pk, p.lease)}"

    status, _, told = ask("/ujian/api/denyut", HTTP_AUTHORIZATION=token)

    assert (status, told["code"], told["news"]) == (200, "ok", [])
    assert Pengerjaan.objects.get(pk=p.pk).last_seen_at > before


def test_without_a_database_a_save_is_503_in_words_and_comes_again(
    p: Pengerjaan, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(kelompok, "prepared", away)
    monkeypatch.setattr(kelompok, "kelompok", kelompok.Kelompok())
    status, headers, told = saved(p)
    monkeypatch.undo()

    assert (status, headers["Retry-After"], told["code"]) == (503, "5", "unavailable")
    assert told["request_id"] == headers["X-Request-ID"]
    assert "Database unavailable at /ujian/api/simpan" in caplog.text
    assert saved(p)[0] == 200


def test_a_defect_in_a_door_is_500_in_words(caplog: pytest.LogCaptureFixture) -> None:
    def broken(environ: object, address: str) -> Any:
        raise KeyError("defect")

    status, headers, told = ask("/ujian/api/simpan", app=Front(handed_on, {"ujian:simpan": broken}))

    assert (status, told["code"], told["request_id"]) == (500, "error", headers["X-Request-ID"])
    assert "Internal Server Error: /ujian/api/simpan" in caplog.text


def handed_on(environ: object, start_response: Any) -> list[bytes]:
    start_response("299 Django", [])
    return [b""]


@pytest.mark.parametrize("size", [0, 5, 3 * 1024 * 1024, 9 * 1024 * 1024])
def test_django_is_handed_the_whole_body_however_large(size: int) -> None:
    heard: list[bytes] = []

    def django(environ: Any, start_response: Any) -> list[bytes]:
        heard.append(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        return handed_on(environ, start_response)

    ask("/masuk/", b"x" * size, app=Front(django, {}))

    assert heard == [b"x" * size]


def test_who_sends_slowly_holds_no_thread_that_draws_pages() -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            names.append(threading.current_thread().name)
            return super().read(1 if size else 0)

    names: list[str] = []

    def django(environ: Any, start_response: Any) -> list[bytes]:
        names.append(threading.current_thread().name)
        return [environ["wsgi.input"].read(), *handed_on(environ, start_response)]

    front = Front(django, {})
    environ = {"PATH_INFO": "/masuk/", "REQUEST_METHOD": "POST", "CONTENT_LENGTH": "3", "wsgi.input": Slow(b"abc")}
    told = front(environ, lambda status, headers: None)

    assert (b"".join(told), names[:3]) == (b"abc", [threading.current_thread().name] * 3)
    assert names[3].startswith("halaman")


class Seen:
    """A door that notes the address it was told."""

    status, wait, body = 200, 0, b"{}"

    def __init__(self) -> None:
        self.address = ""

    def __call__(self, environ: object, address: str) -> "Seen":
        self.address = address
        return self


@pytest.mark.parametrize(
    ("path", "changes"),
    [
        ("/ujian/api/simpan", {"REQUEST_METHOD": "GET"}),
        ("/ujian/api/simpan", {"REQUEST_METHOD": "HEAD"}),
        ("/ujian/api/simpan/", {}),
        ("/ujian/api/kumpul", {}),
        ("/ujian/api/simpan", {"HTTP_HOST": "elsewhere.example"}),
        ("/ujian/api/simpan", {"HTTP_HOST": ""}),
        ("/ujian/api/simpan", {"HTTP_HOST": "testserver/../x"}),
    ],
)
def test_what_django_might_refuse_is_left_to_django(path: str, changes: dict[str, str]) -> None:
    door = Seen()

    assert ask(path, app=Front(handed_on, {"ujian:simpan": door}), **changes)[0] == 299


@pytest.mark.parametrize(
    ("proxies", "changes", "status"),
    [
        (0, {}, 299),
        (0, {"wsgi.url_scheme": "https"}, 200),
        (0, {"HTTP_X_FORWARDED_PROTO": "https"}, 299),
        (1, {"HTTP_X_FORWARDED_PROTO": "https"}, 200),
        (1, {"HTTP_X_FORWARDED_PROTO": "http"}, 299),
        (1, {}, 299),
    ],
)
def test_production_saves_over_tls_alone(settings: Any, proxies: int, changes: dict[str, str], status: int) -> None:
    settings.PRODUCTION, settings.PROXY_COUNT, settings.SECURE_HSTS_SECONDS = True, proxies, 60
    front = Front(handed_on, {"ujian:simpan": Seen()})

    found, headers, _ = ask("/ujian/api/simpan", app=front, **changes)

    assert found == status
    assert headers.get("Strict-Transport-Security", "") == (
        "max-age=60; includeSubDomains; preload" if status == 200 else ""
    )


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [(0, "1.1.1.1", "10.0.0.7"), (1, "1.1.1.1, 2.2.2.2", "2.2.2.2"), (2, "1", "10.0.0.7")],
)
def test_a_door_is_told_the_address_that_our_proxy_wrote(settings: Any, proxies: int, told: str, address: str) -> None:
    settings.PROXY_COUNT = proxies
    door = Seen()

    ask("/ujian/api/simpan", app=Front(handed_on, {"ujian:simpan": door}), HTTP_X_FORWARDED_FOR=told)

    assert door.address == address
