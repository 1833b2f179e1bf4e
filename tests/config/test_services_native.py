"""The very commands of the compose file's services, run without Docker: migrate, web, worker and beat in production
mode against a durable PostgreSQL (the distribution's where there is one) and a redis-server."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import pytest

from config.embedded import services
from config.embedded.family import Family
from config.embedded.postgres import Cluster
from tests.config.servers import free_port, redis, status_of, wait_until
from tests.config.test_environment import GOOD

ROOT = Path(__file__).resolve().parent.parent.parent
HOST = GOOD["ALLOWED_HOSTS"]
TLS = {"X-Forwarded-Proto": "https"}


@dataclass
class Installation:
    environment: dict[str, str]
    database: str
    address: str
    family: Family


def distribution_binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    return found[-1].parent if found else None


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    folder = Path(tempfile.mkdtemp(prefix="asesmen-test-", dir="/tmp"))
    folder.chmod(0o711)
    cluster = Cluster(folder=folder / "pg", password="only-for-tests", binaries=distribution_binaries())
    try:
        with redis(folder, "only-for-tests") as redis_url:
            cluster.start()
            yield from serve(folder, cluster.url, redis_url)
    finally:
        cluster.remove()
        shutil.rmtree(folder, ignore_errors=True)


def serve(folder: Path, database: str, redis_url: str) -> Iterator[Installation]:
    environment = GOOD | {
        "PATH": os.environ["PATH"],
        "ASESMEN_ENV_FILE": os.devnull,
        "DATABASE_URL": database,
        "REDIS_URL": redis_url,
        "DATA_DIR": str(folder / "data"),
        "PROXY_COUNT": "1",
        "DISK_MIN_FREE_MB": "1",
        "C_FORCE_ROOT": "1",
    }
    for command in (services.migrate(), [sys.executable, "manage.py", "collectstatic", "--no-input", "-v", "0"]):
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    port = free_port()
    family = Family(log_folder=folder / "log", environment=environment)
    try:
        family.start("web", services.web(host="127.0.0.1", port=port))
        family.start("worker", services.worker(concurrency=1))
        family.start("beat", services.beat())
        address = f"http://127.0.0.1:{port}"
        wait_until(lambda: status_of(f"{address}/sehat/hidup", HOST) == 200, seconds=30, what="the web server answers")
        yield Installation(environment, database, address, family)
    finally:
        family.stop()


def test_the_containers_own_probe_finds_the_web_server(installation: Installation) -> None:
    port = installation.address.rsplit(":", 1)[1]
    code = f"from config.embedded.services import probe; raise SystemExit(probe({port}))"

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=installation.environment, check=False)

    assert done.returncode == 0


def test_siap_is_green_on_real_servers(installation: Installation) -> None:
    assert status_of(f"{installation.address}/sehat/siap", HOST) == 200


def test_plain_http_is_sent_to_tls_and_a_strange_host_is_refused(installation: Installation) -> None:
    question = subprocess.run(
        [sys.executable, "-c", REDIRECT, installation.address, HOST], capture_output=True, text=True, check=True
    )

    assert question.stdout.strip() == f"301 https://{HOST}/masuk/"
    assert status_of(f"{installation.address}/masuk/", "evil.example", **TLS) == 400


REDIRECT = """
import http.client, sys
connection = http.client.HTTPConnection(sys.argv[1].removeprefix("http://"))
connection.request("GET", "/masuk/", headers={"Host": sys.argv[2]})
answer = connection.getresponse()
print(answer.status, answer.headers["Location"])
"""


def test_a_page_and_its_hashed_style_are_served_behind_the_proxy(installation: Installation) -> None:
    import json

    manifest = json.loads((Path(installation.environment["DATA_DIR"]) / "static" / "staticfiles.json").read_text())
    style = manifest["paths"]["css/theme.css"]

    assert style != "css/theme.css"
    assert status_of(f"{installation.address}/masuk/", HOST, **TLS) == 200
    assert status_of(f"{installation.address}/static/{style}", HOST, **TLS) == 200


def test_beat_and_worker_find_a_job_whose_nudge_was_lost(installation: Installation) -> None:
    with psycopg2.connect(installation.database) as connection, connection.cursor() as cursor:
        # Written past the application, so that nobody nudged a worker: only the sweep can find it.
        cursor.execute(
            "INSERT INTO antrean_pekerjaan (id, jenis, judul, argumen, status, total, done, keterangan, hasil, berkas, "
            "berkas_nama, galat, tautan, is_cancel_requested, attempts, created_at) VALUES (gen_random_uuid(), "
            "'tidak.dikenal', 'Uji', '{}', 'antre', 0, 0, '', '{}', '', '', '', '', false, 0, now())"
        )
    connection.close()

    def status() -> str:
        with psycopg2.connect(installation.database) as session, session.cursor() as question:
            question.execute("SELECT status FROM antrean_pekerjaan")
            row = question.fetchone()
        session.close()
        return str(row[0]) if row else ""

    # A kind that no app knows ends as failed: a worker has had it in its hands.
    wait_until(lambda: status() == "gagal", seconds=100, what="the sweep handed the job to the worker")


def test_no_service_has_ended_by_itself(installation: Installation) -> None:
    assert installation.family.ended() is None
