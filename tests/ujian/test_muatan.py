"""What a participant's first load weighs: the line of a school carries it for everybody in the same seconds."""

import gzip
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from asesmen.ujian.views.kerja import CANGKANG

LIMIT = 150 * 1024


def weight(content: bytes) -> int:
    return len(gzip.compress(content))


def paper(count: int) -> bytes:
    """A paper of so many real items in plain text, as the page receives it."""
    folder = settings.BASE_DIR / "contoh" / "konten"
    items = [i for name in ("soal_guru", "soal_mansoskul") for i in json.loads((folder / f"{name}.json").read_text())]
    butir = [
        {
            "versi": 1000 + n,
            "nomor": n,
            "tipe": item.get("tipe") or "sjt",
            "format": "teks",
            "stimulus": item.get("stimulus") or "",
            "pertanyaan": item["pertanyaan"],
            "opsi": item.get("opsi") or [],
        }
        for n, item in enumerate(items[:count], 1)
    ]
    assert len(butir) == count
    return json.dumps({"bagian": [{"nama": "Teknis", "butir": butir}]}).encode()


@pytest.mark.django_db
def test_the_first_load_of_the_exam_page_with_a_hundred_items_is_at_most_150_kb(client: Client) -> None:
    shell = weight(client.get("/ujian/kerja/").content)
    static = sum(weight(Path(str(finders.find(path))).read_bytes()) for path in CANGKANG)
    total = shell + static + weight(paper(100))
    assert total <= LIMIT, f"{total} bytes: shell {shell}, static {static}"
