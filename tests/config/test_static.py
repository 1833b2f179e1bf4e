"""What a style or a script carries where names have a digest: as in production and under `make run`."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import Client

from tests.config.test_pages import HEADERS

FOREVER = "max-age=315360000, public, immutable"


@pytest.fixture
def collected(settings: Any, tmp_path: Path) -> Client:
    """A client of a server whose static files were collected as an installation does it."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "warna.css").write_text("h1 { color: black }")
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "config.storage.HashedStaticStorage"}}
    settings.WHITENOISE_USE_FINDERS = False
    call_command("collectstatic", "--no-input", verbosity=0)
    return Client()


def carried(answer: Any) -> dict[str, str]:
    return {name: answer.get(name) for name in HEADERS if name != "X-Frame-Options"}


@pytest.mark.parametrize("is_hashed", [True, False])
def test_a_static_file_carries_the_protecting_headers_and_its_own_life(collected: Client, is_hashed: bool) -> None:
    address = staticfiles_storage.url("warna.css") if is_hashed else "/static/warna.css"
    answer = collected.get(address)

    life = FOREVER if is_hashed else "max-age=60, public"
    assert b"".join(answer.streaming_content) == b"h1 { color: black }"  # type: ignore[arg-type]
    assert carried(answer) == {n: v for n, v in HEADERS.items() if n != "X-Frame-Options"} | {"Cache-Control": life}


def test_a_static_name_that_is_not_there_is_a_404_with_the_headers(collected: Client) -> None:
    answer = collected.get("/static/warna.000000000000.css")

    assert answer.status_code == 404
    assert carried(answer) == {n: v for n, v in HEADERS.items() if n != "X-Frame-Options"}
