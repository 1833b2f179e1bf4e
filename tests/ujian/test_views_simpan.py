"""The token's three doors: every kind of bad request has its own JSON answer and harms nothing beside it.

Saves and pulses are tried through both ways in: Django's views, and the plain callable that stands before Django.
"""

import io
import json
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from asesmen.ujian import access
from asesmen.ujian.models import Jawaban, LogJawaban, Pengerjaan
from asesmen.ujian.rules import make_token
from tests.ujian.factories import MENIT, Ujian, begin, make_ujian

pytestmark = pytest.mark.django_db


@pytest.fixture
def ujian() -> Ujian:
    return make_ujian(orang=2, mulai=timezone.now() - 5 * MENIT)


@pytest.fixture
def p(ujian: Ujian) -> Pengerjaan:
    return begin(ujian, at=timezone.now())


def token_of(p: Pengerjaan) -> str:
    return make_token(settings.UJIAN_KEY, p.pk, p.lease)


def entry(p: Pengerjaan, n: int = 0, seq: int = 1, **changes: Any) -> dict[str, Any]:
    return {"versi": p.versi_ids[n], "epoch": 1, "seq": seq, "nilai": "A", "ragu": False} | changes


ways: list[str] = ["django"]


@pytest.fixture(autouse=True, params=["django", "depan"])
def _way(request: pytest.FixtureRequest) -> Iterator[None]:
    ways.append(request.param)
    yield
    ways.pop()


def send(p: Pengerjaan, body: object, path: str = "simpan", token: str | None = None, **extra: Any) -> HttpResponse:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    bearer = f"Bearer {token_of(p) if token is None else token}"
    if ways[-1] == "depan" and path != "kumpul":
        return send_past_django(raw, path, bearer)
    headers = {"Authorization": bearer, "Accept": "application/json"}
    return Client(enforce_csrf_checks=True).post(
        f"/ujian/api/{path}", raw, content_type="application/json", headers=headers, **extra
    )


def send_past_django(raw: bytes, path: str, bearer: str) -> HttpResponse:
    """The plain callable, on this test's own connection: who groups saves is tested in test_services_kelompok."""
    from asesmen.ujian import services
    from asesmen.ujian.views import pintu
    from config.front import Front

    writer = {"save": lambda **wanted: services.save(**wanted)}
    doors = {
        "ujian:simpan": partial(pintu.past_django, partial(pintu.simpan, **writer)),
        "ujian:denyut": partial(pintu.past_django, partial(pintu.denyut, **writer, show_life=services.show_life)),
    }
    environ = {
        "PATH_INFO": f"/ujian/api/{path}",
        "REQUEST_METHOD": "POST",
        "HTTP_HOST": "testserver",
        "HTTP_AUTHORIZATION": bearer,
        "CONTENT_LENGTH": str(len(raw)),
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": io.BytesIO(raw),
        "wsgi.url_scheme": "http",
    }
    told: list[Any] = []
    body = Front(never, doors)(environ, lambda status, headers: told.extend((status, headers)))
    return HttpResponse(b"".join(body), status=int(told[0][:3]), headers=dict(told[1]))


def never(environ: object, start_response: object) -> list[bytes]:
    raise AssertionError("this request was handed on to Django")


def test_simpan_costs_one_query_and_needs_neither_session_nor_csrf(p: Pengerjaan) -> None:
    with CaptureQueriesContext(connection) as queries:
        response = send(p, {"simpanan": [entry(p)], "since": 0})

    told = json.loads(response.content)
    assert len(queries) == 1
    assert (response.status_code, told["code"], told["pengerjaan"]) == (200, "ok", str(p.pk))
    assert told["acked"] == [[p.versi_ids[0], 1, 1]]
    assert told["server_now"] < told["deadline"]
    assert Jawaban.objects.get().nilai == "A"


def test_a_one_answer_save_is_small_in_both_directions(p: Pengerjaan) -> None:
    body = {"simpanan": [entry(p)], "since": 0}

    response = send(p, body)

    assert len(json.dumps(body)) + len(response.content) + len(token_of(p)) < 1024


@pytest.mark.parametrize("token", ["", "x", "A" * 86])
def test_simpan_without_a_token_of_ours_is_401(p: Pengerjaan, token: str) -> None:
    response = send(p, {"simpanan": [entry(p)]}, token=token)

    assert (response.status_code, json.loads(response.content)["code"]) == (401, "bad_token")
    assert not LogJawaban.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"simpanan": 1}', b"\xff", b"[" * 100_000])
def test_a_body_that_is_no_batch_is_422(p: Pengerjaan, body: bytes) -> None:
    response = send(p, body)

    assert (response.status_code, json.loads(response.content)["code"]) == (422, "unreadable")


def test_a_body_that_is_too_large_is_413(p: Pengerjaan) -> None:
    response = send(p, b" " * (256 * 1024 + 1))

    assert (response.status_code, json.loads(response.content)["code"]) == (413, "too_large")


def test_a_batch_of_bad_entries_alone_is_422_and_names_them(p: Pengerjaan) -> None:
    response = send(p, {"simpanan": [entry(p, versi=1), entry(p, seq=2, nilai=5)]})

    told = json.loads(response.content)
    assert (response.status_code, told["code"]) == (422, "bad_entries")
    assert told["refused"] == [[[1, 1, 1], "unfit"], [[p.versi_ids[0], 1, 2], "bad_value"]]


def test_a_bad_entry_beside_a_good_one_harms_nothing(p: Pengerjaan) -> None:
    response = send(p, {"simpanan": [entry(p, nilai=5), entry(p, n=1, seq=2)]})

    told = json.loads(response.content)
    assert response.status_code == 200
    assert told["acked"] == [[p.versi_ids[1], 1, 2]]
    assert told["refused"] == [[[p.versi_ids[0], 1, 1], "bad_value"]]


def test_a_moved_sitting_is_409_and_keeps_the_entries_apart(p: Pengerjaan) -> None:
    token = token_of(p)
    Pengerjaan.objects.update(lease="", epoch=2)

    response = send(p, {"simpanan": [entry(p)]}, token=token)

    told = json.loads(response.content)
    assert (response.status_code, told["code"]) == (409, "lease_lost")
    assert told["quarantined"] == [[p.versi_ids[0], 1, 1]]


def test_a_closed_sitting_is_410_and_keeps_the_entries_apart(p: Pengerjaan) -> None:
    send(p, {"simpanan": []}, path="kumpul")

    response = send(p, {"simpanan": [entry(p)]})

    told = json.loads(response.content)
    assert (response.status_code, told["code"], told["status"]) == (410, "closed", "selesai")
    assert told["quarantined"] == [[p.versi_ids[0], 1, 1]]
    assert not Jawaban.objects.exists()


def test_the_fifty_first_save_in_a_moment_is_429_with_a_pause(p: Pengerjaan, monkeypatch: pytest.MonkeyPatch) -> None:
    from asesmen.ujian.views import pintu

    monkeypatch.setattr(pintu, "laju", access.Laju())
    # The same moment for all of them, however slow the machine is.
    monkeypatch.setattr(access.time, "monotonic", lambda: 1000.0)
    codes = [send(p, {"simpanan": []}, path="denyut").status_code for _ in range(51)]

    assert codes == [200] * 50 + [429]
    assert send(p, {"simpanan": []}, path="denyut").headers["Retry-After"] == "1"


def test_a_lost_database_is_503_and_never_an_acknowledgement(p: Pengerjaan, monkeypatch: pytest.MonkeyPatch) -> None:
    from asesmen.ujian import services

    def broken(**_: object) -> None:
        raise OperationalError

    monkeypatch.setattr(services, "save", broken)
    response = send(p, {"simpanan": [entry(p)]})

    assert response.status_code == 503
    assert "acked" not in json.loads(response.content)
    assert int(response.headers["Retry-After"]) > 0


def test_denyut_shows_life_and_brings_the_news(ujian: Ujian, p: Pengerjaan) -> None:
    from asesmen.ujian import services
    from tests.pegawai.factories import make_akun

    before = Pengerjaan.objects.get(pk=p.pk).last_seen_at
    services.add_time(
        ruang_sesi_id=ujian.ruang_sesi.pk, menit=7, alasan="Listrik padam", akun=make_akun(), at=timezone.now()
    )

    told = json.loads(send(p, {"simpanan": [], "since": 0}, path="denyut").content)
    again = json.loads(send(p, {"simpanan": [], "since": told["news"][-1]["id"]}, path="denyut").content)

    assert [(n["jenis"], n["detik"], n["alasan"]) for n in told["news"]] == [("tambah_waktu", 420, "Listrik padam")]
    assert again["news"] == []
    assert Pengerjaan.objects.get(pk=p.pk).last_seen_at > before


def test_kumpul_takes_the_rest_along_and_answers_the_same_again(p: Pengerjaan) -> None:
    first = json.loads(send(p, {"simpanan": [entry(p)]}, path="kumpul").content)
    second = json.loads(send(p, {"simpanan": [entry(p)]}, path="kumpul").content)

    assert first["acked"] == second["acked"] == [[p.versi_ids[0], 1, 1]]
    assert first["tanda_terima"] == second["tanda_terima"]
    assert Jawaban.objects.count() == 1


def test_ids_in_the_body_count_for_nothing(ujian: Ujian, p: Pengerjaan) -> None:
    other = begin(ujian, 1, at=timezone.now(), lease="cd" * 16)

    response = send(p, {"simpanan": [entry(p)], "pengerjaan": str(other.pk)})

    assert response.status_code == 200
    assert Jawaban.objects.get().pengerjaan_id == p.pk


@pytest.mark.parametrize("path", ["simpan", "denyut", "kumpul"])
def test_the_doors_open_to_post_alone(path: str) -> None:
    assert Client().get(f"/ujian/api/{path}").status_code == 405
