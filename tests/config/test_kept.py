"""The page that is told from memory: only what is the same for everybody, and never longer than half a minute."""

import gzip
from collections.abc import Iterable
from typing import Any

import pytest

from config import kept
from config.kept import Kept
from config.wsgi import application
from tests.config.test_front import ask

TOKEN = f"csrftoken={'a1' * 16}"
SHELL = "/ujian/kerja/"


class Counting:
    """Answers with how many times it was asked."""

    def __init__(self, status: str = "200 OK", *more: tuple[str, str]) -> None:
        self.status, self.more, self.asked = status, more, 0

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        self.asked += 1
        start_response(self.status, [("X-Request-ID", "of-the-first"), ("Vary", "Cookie"), *self.more])
        return [f"page {self.asked}".encode()]


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
