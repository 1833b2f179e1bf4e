"""The stage of the exam's measures: a PostgreSQL that keeps its promises, 900 people in a room, two servers."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from config.embedded import services
from config.embedded.postgres import Cluster

ROOT = Path(__file__).resolve().parent.parent
PORT, PORT_POLOS = 8133, 8134
MOST = 20_000
POLOS = "CREATE TABLE polos (token text, versi bigint, epoch int, seq int, nilai jsonb, PRIMARY KEY (token, versi))"


@dataclass
class Exam:
    """What the measures share."""

    pages: list[Any] = field(default_factory=list)
    room_id: int = 0
    seq: int = 0

    def next_seq(self) -> int:
        self.seq += 10_000
        return self.seq


def environment(folder: Path, cluster: Cluster) -> dict[str, str]:
    return {
        "ASESMEN_MODE": "run",
        "ASESMEN_ENV_FILE": os.devnull,
        "DATA_DIR": str(folder / "data"),
        "DATABASE_URL": cluster.url,
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }


@contextlib.contextmanager
def stage() -> Iterator[Exam]:
    """A durable PostgreSQL, 900 people in a room, MOST sittings beside them, and both servers."""
    folder = Path(tempfile.mkdtemp(prefix="asesmen-ukur-", dir="/tmp"))
    folder.chmod(0o711)
    cluster = Cluster(folder=folder / "pg", password="only-for-measures", durable=True)
    os.environ |= environment(folder, cluster)
    os.environ.pop("REDIS_URL", None)
    try:
        cluster.start()
        exam = prepare()
        with served(PORT, "config.wsgi"), served(PORT_POLOS, "bench.wsgi_polos"):
            yield exam
    finally:
        from django.db import connections

        connections.close_all()
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def prepare() -> Exam:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from antrean.queries import database_faults
    from bench import ruang_ujian

    if faults := list(database_faults("default")):
        raise RuntimeError(f"PostgreSQL may forget what it confirmed: {faults}")
    began, at = time.monotonic(), timezone.now()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", "--no-input", verbosity=0)
    room_id = ruang_ujian.make_exam(at)
    exam = Exam(ruang_ujian.copies(MOST, at - timedelta(minutes=1)), room_id)
    with connection.cursor() as cursor:
        cursor.execute(POLOS)
        cursor.execute("ANALYZE")
    print(f"     ready in {time.monotonic() - began:.0f} s", flush=True)
    return exam


@contextlib.contextmanager
def served(port: int, module: str) -> Iterator[None]:
    """The production command on this application."""
    command = [part.replace("config.wsgi:", f"{module}:") for part in services.web(host="127.0.0.1", port=port)]
    process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    try:
        wait_for(port, process)
        yield
    finally:
        process.terminate()
        process.wait(30)


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            time.sleep(3)
            return
        time.sleep(0.2)
    raise RuntimeError("the server did not come up")
