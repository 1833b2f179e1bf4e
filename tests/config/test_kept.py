"""Pages that are told from memory: only what is the same for everybody, and never longer than half a minute."""

import gzip
import re
from collections.abc import Iterable
from typing import Any

import pytest
from django.middleware.csrf import _does_token_match

from config import kept
from config.kept import Kept
from config.wsgi import application
from tests.config.test_front import ask, lines  # noqa: F401

SECRET = "a1" * 16
TOKEN = f"csrftoken={SECRET}"
SHELL, ENTRY = "/ujian/kerja/", "/ujian/"


class Counting:
    """Answers with how many times it was asked."""

    form = ""

    def __init__(self, status: str = "200 OK", *more: tuple[str, str]) -> None:
        self.status, self.more, self.asked = status, more, 0

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        self.asked += 1
        start_response(self.status, [("X-Request-ID", "of-the-first"), ("Vary", "Cookie"), *self.more])
        return [f"{self.form}page {self.asked}".encode()]


class Form(Counting):
    """With a token for whoever asked first."""

    form = f'<input name="csrfmiddlewaretoken" value="{"x" * 64}">'

    def __init__(self, *more: tuple[str, str]) -> None:
        super().__init__("200 OK", ("Set-Cookie", f" csrftoken={'x' * 32}; Path=/; SameSite=Lax"), *more)


def get(app: Any, path: str = SHELL, cookie: str = TOKEN, **changes: str) -> tuple[int, dict[str, str], Any]:
    return ask(path, app=app, **{"REQUEST_METHOD": "GET", "HTTP_COOKIE": cookie, "CONTENT_LENGTH": ""} | changes)


def test_the_page_is_drawn_once_and_each_request_keeps_its_own_name() -> None:
    app = Kept(Counting(), ["ujian:kerja"])

    first, second = get(app, HTTP_X_REQUEST_ID="permintaan-0001"), get(app, HTTP_X_REQUEST_ID="permintaan-0002")

    assert first == (200, {"Vary": "Cookie", "X-Request-ID": "permintaan-0001"}, b"page 1")
    assert second == (200, {"Vary": "Cookie", "X-Request-ID": "permintaan-0002"}, b"page 1")


def test_after_half_a_minute_it_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Kept(Counting(), ["ujian:kerja"])
    get(app)
    now = kept.time.monotonic()
    monkeypatch.setattr(kept.time, "monotonic", lambda: now + kept.KEEP_SECONDS + 1)

    assert get(app)[2] == b"page 2"


@pytest.mark.parametrize(
    "changes",
    [
        {"cookie": f"{TOKEN}; tema=dark"},
        {"cookie": f"{TOKEN}; ukuran=besar"},
        {"HTTP_ACCEPT_ENCODING": "gzip, br"},
    ],
)
def test_what_changes_the_page_has_a_page_of_its_own(changes: dict[str, str]) -> None:
    app = Kept(Counting(), ["ujian:kerja"])
    get(app)

    assert [get(app, **changes)[2] for _ in range(2)] == [b"page 2", b"page 2"]


def test_a_cookie_that_chooses_nothing_makes_no_page_of_its_own() -> None:
    app = Kept(Counting(), ["ujian:kerja"])

    assert [get(app, cookie=f"{TOKEN}; tema=x{n}; sessionid={n}")[2] for n in range(3)] == [b"page 1"] * 3


@pytest.mark.parametrize(
    "changes",
    [
        {"cookie": ""},
        {"cookie": "csrftoken=short"},
        {"REQUEST_METHOD": "POST"},
        {"REQUEST_METHOD": "HEAD"},
        {"QUERY_STRING": "a=1"},
        {"HTTP_HOST": "elsewhere.example"},
        {"path": "/ujian/"},
    ],
)
def test_everything_else_is_asked_each_time(changes: dict[str, str]) -> None:
    app = Kept(Counting(), ["ujian:kerja"])
    get(app)

    assert [get(app, **changes)[2] for _ in range(2)] == [b"page 2", b"page 3"]


@pytest.mark.parametrize("behind", [Counting("503 Service Unavailable"), Counting("200 OK", ("Set-Cookie", "a=b"))])
def test_trouble_and_what_is_meant_for_one_is_never_kept(behind: Counting) -> None:
    app = Kept(behind, ["ujian:kerja"])

    assert [get(app)[2] for _ in range(2)] == [b"page 1", b"page 2"]


@pytest.mark.django_db(transaction=True)
def test_the_shell_comes_with_the_headers_of_every_page_and_as_django_draws_it() -> None:
    first, again = get(application, HTTP_ACCEPT_ENCODING="gzip"), get(application, HTTP_ACCEPT_ENCODING="gzip")

    assert again[2] == first[2]
    assert b"data-ruang" in gzip.decompress(again[2])
    assert again[1]["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in again[1]["Content-Security-Policy"]
    assert again[1]["X-Request-ID"] != first[1]["X-Request-ID"]
    assert get(application, cookie="")[1]["Set-Cookie"].strip().startswith("csrftoken=")


def entry(app: Any, cookie: str = "") -> tuple[str, str, bytes]:
    """(the form's token, the cookie's secret, the rest of the page) as an asker gets them."""
    _, headers, body = get(app, ENTRY, cookie)
    [token] = re.findall(rb'value="(\w{64})"', body)
    [secret] = re.findall(r"^ ?csrftoken=(\w{32}); Path=/; SameSite=Lax$", headers["Set-Cookie"])
    return token.decode(), secret, body.rpartition(b">")[2]


def test_a_form_is_drawn_once_and_each_asker_has_a_token_and_a_secret_of_their_own() -> None:
    app = Kept(Form(), [], forms=["ujian:masuk"])

    told = [entry(app) for _ in range(3)]

    assert [rest for _, _, rest in told] == [b"page 1"] * 3
    assert len({secret for _, secret, _ in told}) == len({token for token, _, _ in told}) == 3
    assert all(_does_token_match(token, secret) for token, secret, _ in told)


def test_whoever_has_a_secret_keeps_it() -> None:
    app = Kept(Form(), [], forms=["ujian:masuk"])

    told = [entry(app, TOKEN) for _ in range(2)]

    assert [secret for _, secret, _ in told] == [SECRET] * 2
    assert all(_does_token_match(token, SECRET) for token, _, _ in told)
    assert told[0][0] != told[1][0]


@pytest.mark.parametrize(
    "cookie", ["sessionid=abc", f"sessionid=; {TOKEN}", "csrftoken=short", f"csrftoken={'a' * 64}"]
)
def test_whoever_has_a_session_or_another_secret_is_answered_by_django(cookie: str) -> None:
    app = Kept(Form(), [], forms=["ujian:masuk"])
    entry(app)

    assert [get(app, ENTRY, cookie)[2].rpartition(b">")[2] for _ in range(2)] == [b"page 2", b"page 3"]


@pytest.mark.parametrize("behind", [Counting(), Form(("Set-Cookie", "sessionid=a"))])
def test_a_form_without_its_token_or_with_another_cookie_is_never_kept(behind: Counting) -> None:
    app = Kept(behind, [], forms=["ujian:masuk"])

    assert [get(app, ENTRY, "")[2].rpartition(b">")[2] for _ in range(2)] == [b"page 1", b"page 2"]


@pytest.mark.usefixtures("lines")
def test_a_form_from_memory_is_taken_by_django() -> None:
    get(application, ENTRY, "")
    _, headers, body = get(application, ENTRY, "")
    [token] = re.findall(rb'name="csrfmiddlewaretoken" value="(\w{64})"', body)
    cookie = headers["Set-Cookie"].strip().split(";")[0]

    def send(field: str) -> int:
        sent = f"csrfmiddlewaretoken={field}&nip=1&kode=x".encode()
        return ask(ENTRY, sent, HTTP_COOKIE=cookie, CONTENT_TYPE="application/x-www-form-urlencoded")[0]

    assert len(body) == int(headers["Content-Length"])
    assert (send(token.decode()), send("y" * 64)) == (200, 403)
