import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory

from config import gallery, views
from config.views import MESSAGES


@pytest.fixture
def page(db: None) -> str:
    request = RequestFactory().get("/galeri/")
    request.user = AnonymousUser()
    return gallery.show(request).content.decode()


def test_the_gallery_draws_every_shared_piece(page: str) -> None:
    for piece in (
        "kabar kabar-bata",
        "kerja-isi",
        "grafik-radar",
        "tabel-batang",
        "dialog",
        "kosong",
        "halaman-nomor",
        "invalid-feedback",
    ):
        assert piece in page, piece


def test_no_id_stands_twice(page: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', page)

    assert sorted(ids) == sorted(set(ids))


def test_every_label_and_description_leads_somewhere(page: str) -> None:
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    named = re.findall(r'\s(?:for|aria-labelledby|aria-describedby)="([^"]+)"', page)
    missing = {one for names in named for one in names.split()} - ids

    assert missing == set()


def test_a_refused_field_tells_its_fault_beside_it_and_in_the_summary(page: str) -> None:
    fault = "Paling banyak 60 kursi per ruang. Bagi menjadi beberapa ruang."

    assert '<a href="#id_kursi">Jumlah kursi ujian</a>: ' + fault in page
    assert re.search(r'<input[^>]*aria-describedby="id_kursi_error"', page)
    assert re.search(r'id="id_kursi_error" class="invalid-feedback">.*' + fault, page)


@pytest.mark.parametrize("status", sorted(MESSAGES))
def test_a_trouble_page_says_what_is_the_case_and_asks_nothing_of_the_database(status: int) -> None:
    request = RequestFactory().get("/apa-saja/", headers={"accept": "text/html"})
    request.request_id = "abc123"  # type: ignore[attr-defined]

    answer: HttpResponse = views.trouble(request, status)

    text = answer.content.decode()
    assert answer.status_code == status
    assert MESSAGES[status][1] in text
    assert "abc123" in text


def test_a_trouble_page_needs_no_request() -> None:
    text = render_to_string("galat/500.html", {"status": 500, "message": "Terjadi kesalahan."})

    assert "Terjadi kesalahan." in text
