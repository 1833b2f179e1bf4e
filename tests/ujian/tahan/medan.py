"""A field of its own for each attack: a PostgreSQL that keeps its promises, an exam that is on, the production server.

The first field of a test run makes the data (tables and the exam) once; each field then copies that folder, so that a
killed cluster is nobody else's.
"""

import contextlib
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import psycopg2

from config.embedded import services
from config.embedded.postgres import DATABASE, PORT, ROLE, Cluster, is_root, service_ids
from tests.cluster import throw_away
from tests.config.servers import free_port, wait_until
from tests.ujian.tahan.rusak import ENTRY, ENVIRONMENT

ROOT = Path(__file__).resolve().parents[3]
HOST = "127.0.0.1"
ORANG, PER_TIPE = 48, 4


def environment(cluster: Cluster, data_dir: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"REDIS_URL", "UJIAN_BROKEN", "ASESMEN_TEST_CLUSTER"}}
    own = {
        "ASESMEN_MODE": "test",
        "ASESMEN_ENV_FILE": os.devnull,
        "DATA_DIR": str(data_dir),
        "DATABASE_URL": cluster.url,
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return kept | own | more


def template() -> tuple[Cluster, Path, dict[str, Any]]:
    """The stopped cluster that all fields are copied from, the folder of its keys, and what was planted."""
    run = Path(os.environ["ASESMEN_TEST_FOLDER"])
    cluster = throw_away(run, name="medan", durable=True)
    keys = run / "medan-data"
    told = run / "medan.json"
    with (run / "medan.gate").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        run.chmod(0o711)
        if not told.exists():
            cluster.start()
            done = subprocess.run(
                [sys.executable, "-m", "tests.ujian.tahan.benih", str(ORANG), str(PER_TIPE)],
                cwd=ROOT, env=environment(cluster, keys), capture_output=True, text=True,
            )  # fmt: skip
            cluster.stop()
            assert done.returncode == 0, done.stderr
            told.write_text(done.stdout.splitlines()[-1])
    return cluster, keys, json.loads(told.read_text())


def copied(source: Cluster, folder: Path) -> Cluster:
    cluster = Cluster(folder=folder, password=source.password, durable=True, binaries=source.binaries)
    cluster.make_folders()
    shutil.copytree(source.data, cluster.data)
    if is_root():
        ids = service_ids()
        for path in (cluster.data, *cluster.data.rglob("*")):
            os.chown(path, ids["user"], ids["group"], follow_symlinks=False)
    cluster.data.chmod(0o700)
    return cluster


@dataclass
class Medan:
    cluster: Cluster
    folder: Path
    keys: Path
    told: dict[str, Any]
    port: int = field(default_factory=free_port)
    extra: dict[str, str] = field(default_factory=dict)
    web: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def log(self) -> str:
        path = self.folder / "web.log"
        return path.read_text(errors="replace") if path.exists() else ""

    # ---------- The web server ----------

    def serve(self, rusak: str = "") -> None:
        """Start the server as production does; `rusak` names a broken build (rusak.py)."""
        command = services.web(host=HOST, port=self.port)
        if rusak == "queue_emptied_before_ack":
            command[-1] = ENTRY
        more = self.extra | (ENVIRONMENT[rusak] if rusak else {})
        with (self.folder / "web.log").open("ab") as log:
            self.web = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment(self.cluster, self.keys, **more),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.wait_for_web()

    def is_up(self) -> bool:
        try:
            urllib.request.urlopen(f"{self.url}/sehat/hidup", timeout=2).close()
        except (urllib.error.URLError, OSError):
            return False
        return True

    def wait_for_web(self, seconds: float = 30) -> None:
        wait_until(self.is_up, seconds=seconds, what=f"the server answers\n{self.log[-2000:]}")

    def workers(self) -> list[int]:
        """The processes that serve, the oldest first, without their head and without multiprocessing's tracker."""
        with contextlib.suppress(psutil.Error):
            children = psutil.Process(self.web.pid).children() if self.web else []
            return [c.pid for c in sorted(children, key=lambda c: c.create_time()) if is_worker(c)]
        return []

    def kill_worker(self) -> None:
        """Kill the oldest. One that dies as soon as it was replaced would end the server: a loop of crashes."""
        wait_until(self.workers, seconds=10, what="a worker to kill")
        with contextlib.suppress(ProcessLookupError, IndexError):
            os.kill(self.workers()[0], signal.SIGKILL)

    def look_after_web(self) -> bool:
        """Start the server where it has ended by itself, as its supervisor does in production; True if it had."""
        if self.web is None or self.web.poll() is None:
            return False
        self.kill_web()
        self.serve()
        return True

    def kill_web(self) -> None:
        """Everything of the server at once: its head and its workers."""
        if self.web is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.web.pid, signal.SIGKILL)
        self.web.wait(10)
        self.web = None

    # ---------- The database ----------

    def connect(self) -> Any:
        place = {"host": str(self.cluster.socket_folder), "port": PORT, "dbname": DATABASE}
        connection = psycopg2.connect(user=ROLE, password=self.cluster.password, connect_timeout=5, **place)
        connection.autocommit = True
        return connection

    def rows(self, sql: str, *arguments: object) -> list[tuple[Any, ...]]:
        with contextlib.closing(self.connect()) as connection, connection.cursor() as cursor:
            cursor.execute(sql, arguments)
            return list(cursor.fetchall()) if cursor.description else []

    def backends(self) -> list[int]:
        return [
            pid
            for (pid,) in self.rows(
                "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'asesmen%%' AND pid <> pg_backend_pid()"
            )
        ]

    def kill_database(self) -> None:
        """Stop as a power cut of PostgreSQL's processes would, and start again."""
        self.cluster.stop_at_once()
        self.cluster.start()

    def stop(self) -> None:
        self.kill_web()
        with contextlib.suppress(Exception):
            self.cluster.stop()
        with contextlib.suppress(Exception):
            self.cluster.remove()
        shutil.rmtree(self.folder, ignore_errors=True)


def is_worker(process: psutil.Process) -> bool:
    return not any("resource_tracker" in part for part in process.cmdline())


@contextlib.contextmanager
def medan(rusak: str = "", *, is_served: bool = True, **extra: str) -> Iterator[Medan]:
    """A field with its own cluster and, unless told otherwise, a server that answers."""
    source, keys, told = template()
    folder = Path(tempfile.mkdtemp(prefix="medan-", dir=os.environ["ASESMEN_TEST_FOLDER"]))
    folder.chmod(0o711)
    cluster = copied(source, folder / "pg")
    field_ = Medan(cluster=cluster, folder=folder, keys=keys, told=told, extra=extra)
    try:
        cluster.start()
        if is_served:
            field_.serve(rusak)
        yield field_
    finally:
        field_.stop()
