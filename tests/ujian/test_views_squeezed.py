"""Shell and paper go out compressed, and the paper's items are read from the database once."""

import gzip
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from asesmen.ujian import services
from tests.ujian.factories import MENIT, Ujian, make_ujian

pytestmark = pytest.mark.django_db
BUKA = "/ujian/kerja/buka"


@pytest.fixture
def ujian() -> Ujian:
    return make_ujian(orang=2, mulai=timezone.now() - 5 * MENIT)


def begun(ujian: Ujian, n: int = 0) -> Client:
    now = timezone.now()
    client = Client()
    client.post("/ujian/", {"nip": ujian.peserta[n].pegawai.nip, "kode": ujian.kode(n, at=now)})
    services.confirm_rules(peserta_id=ujian.peserta[n].pk, at=now)
    services.start(peserta_id=ujian.peserta[n].pk, token=ujian.token(now), at=now)
    return client


def test_the_paper_is_the_same_compressed_and_plain(ujian: Ujian) -> None:
    client = begun(ujian)

    plain = client.post(BUKA, "{}", content_type="application/json")
    packed = client.post(BUKA, "{}", content_type="application/json", headers={"accept-encoding": "br, gzip"})

    assert (plain.headers.get("Content-Encoding"), packed.headers["Content-Encoding"]) == (None, "gzip")
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert int(packed.headers["Content-Length"]) == len(packed.content) < len(plain.content) / 2
    assert json.loads(gzip.decompress(packed.content))["bagian"] == plain.json()["bagian"]


def test_the_shell_is_compressed_and_a_short_refusal_is_not(ujian: Ujian) -> None:
    accepts = {"accept-encoding": "gzip"}

    shell = Client().get("/ujian/kerja/", headers=accepts)
    refused = Client().post(BUKA, "{}", content_type="application/json", headers=accepts)

    assert b"</html>" in gzip.decompress(shell.content)
    assert (refused.status_code, refused.headers.get("Content-Encoding")) == (401, None)


def test_the_items_of_a_paper_are_read_once(ujian: Ujian) -> None:
    first, second = begun(ujian), begun(ujian, 1)
    first.post(BUKA, "{}", content_type="application/json")

    with CaptureQueriesContext(connection) as queries:
        paper = second.post(BUKA, "{}", content_type="application/json").json()

    assert sum("bank_" in q["sql"] for q in queries) == 0
    assert [len(section["butir"]) for section in paper["bagian"]] == [
        len(section["butir"]) for section in ujian.pengerjaan.naskah
    ]
