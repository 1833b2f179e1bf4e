"""F30: whoever opens a connection and does not go on stops nobody else.

Half a request's head costs the web server nothing. Half a body would hold one of its threads, and it has no limit for
that: in production Caddy takes a body whole before it passes it on (config/proxy/Caddyfile, request_buffers). The proxy
of these tests does the same, so the second case goes through it.
"""

import contextlib
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.ujian.tahan.medan import HOST, ROOT, Medan
from tests.ujian.tahan.penulis import post
from tests.ujian.tahan.proksi import proksi
from tests.ujian.tahan.ukuran import count, tell

pytestmark = pytest.mark.slow
HALF_HEAD = b"POST /ujian/api/simpan HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Ty"
HALF_BODY = (
    b"POST /ujian/api/simpan HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    b"Authorization: Bearer %s\r\nContent-Length: 4000\r\n\r\n{"
)


@contextlib.contextmanager
def half_open(port: int, how_many: int, text: bytes) -> Iterator[None]:
    with contextlib.ExitStack() as stack:
        for _ in range(how_many):
            line = stack.enter_context(socket.create_connection((HOST, port), timeout=10))
            line.sendall(text)
        time.sleep(0.3)
        yield


def slowest_save(port: int, sitting: dict[str, Any]) -> float:
    took = []
    for seq in range(1, 21):
        entry = {"versi": sitting["versi"][0], "epoch": 1, "seq": seq, "nilai": "A", "ragu": False}
        began = time.monotonic()
        status, told = post(port, "simpan", {"simpanan": [entry]}, sitting["token"], timeout=10)
        took.append(time.monotonic() - began)
        assert (status, told["acked"]) == (200, [[sitting["versi"][0], 1, seq]])
    return max(took)


def test_half_a_head_from_many_stops_nobody(field: Medan, sitting: dict[str, Any]) -> None:
    how_many = count("HALF_OPEN", 50, 500)
    with half_open(field.port, how_many, HALF_HEAD):
        slowest = slowest_save(field.port, sitting)

    tell("slowloris, heads", connections=how_many, slowest=round(slowest, 3))
    assert slowest < 2


def test_half_a_body_from_many_stops_nobody_behind_a_proxy_that_buffers(field: Medan, sitting: dict[str, Any]) -> None:
    how_many = count("HALF_OPEN", 50, 500)
    with proksi(field.port) as line, half_open(line.port, how_many, HALF_BODY % sitting["token"].encode()):
        slowest = slowest_save(line.port, sitting)

    tell("slowloris, bodies", connections=how_many, slowest=round(slowest, 3))
    assert slowest < 2


def test_the_proxy_of_production_takes_a_body_whole_and_waits_for_none_for_ever() -> None:
    said = (ROOT / "config" / "proxy" / "Caddyfile").read_text(encoding="utf-8").split()

    assert said[said.index("request_buffers") + 1] == "1MB"
    assert said[said.index("read_header") + 1] == "10s"
    assert said[said.index("read_body") + 1] == "5m"
