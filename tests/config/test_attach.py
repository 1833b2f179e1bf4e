"""The embedded PostgreSQL of a checkout: the first command starts it, the last one stops it."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from config.embedded import attach, prepare
from config.embedded.postgres import SERVICE_ROOT, is_root

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def data_dir() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="asesmen-test-", dir="/tmp") as name:
        yield Path(name)
        attach.cluster(Path(name)).remove()


def test_the_last_user_stops_the_server_and_no_earlier_one(data_dir: Path) -> None:
    with attach.running(data_dir) as first:
        with attach.running(data_dir):
            pass
        while_the_first_still_runs = first.is_running()

    assert (while_the_first_still_runs, first.is_running()) == (True, False)


def test_a_user_that_was_killed_does_not_keep_the_server_up(data_dir: Path) -> None:
    code = (
        "import sys, os, signal; from pathlib import Path; from config.embedded import attach\n"
        f"with attach.running(Path({str(data_dir)!r})): os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    left_running = attach.cluster(data_dir).is_running()

    with attach.running(data_dir) as cluster:
        pass

    assert (left_running, cluster.is_running()) == (True, False)


def test_data_stay_when_the_server_is_started_again(data_dir: Path) -> None:
    with attach.running(data_dir) as cluster:
        execute(cluster.url, "CREATE TABLE kept AS SELECT 1")

    with attach.running(data_dir) as cluster:
        rows = execute(cluster.url, "SELECT count(*) FROM kept")

    assert rows == [(1,)]


def test_a_database_that_is_made_again_is_empty(data_dir: Path) -> None:
    with attach.running(data_dir) as cluster:
        execute(cluster.url, "CREATE TABLE half AS SELECT 1")

        cluster.recreate_database()

        assert execute(cluster.url, "SELECT to_regclass('half')") == [(None,)]


def execute(url: str, statement: str) -> list[tuple[object, ...]]:
    session = psycopg2.connect(url)
    with session, session.cursor() as cursor:
        cursor.execute(statement)
        rows = cursor.fetchall() if cursor.description else []
    session.close()
    return rows


def test_the_password_is_for_its_owner_only(data_dir: Path) -> None:
    attach.cluster(data_dir)

    assert (data_dir / "keys" / "postgres").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(not is_root(), reason="an ordinary user's data lie in the checkout")
def test_roots_data_lie_where_the_service_account_can_reach_them(data_dir: Path) -> None:
    with attach.running(data_dir) as cluster:
        owner = cluster.data.stat().st_uid

    assert cluster.folder.parent == SERVICE_ROOT
    assert owner != 0
    assert cluster.folder.stat().st_mode & 0o777 == 0o700


def test_the_first_run_chooses_its_mode_for_later_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASESMEN_ENV_FILE", str(tmp_path / ".env"))
    monkeypatch.delenv("ASESMEN_MODE")

    prepare.choose_run_mode()

    assert os.environ["ASESMEN_MODE"] == "run"
    assert (tmp_path / ".env").read_text().splitlines()[-1] == "ASESMEN_MODE=run"


def test_a_mode_that_was_chosen_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("ASESMEN_MODE=development\n")
    monkeypatch.setenv("ASESMEN_ENV_FILE", str(tmp_path / ".env"))
    monkeypatch.delenv("ASESMEN_MODE")

    prepare.choose_run_mode()

    assert os.environ["ASESMEN_MODE"] == "development"
    assert (tmp_path / ".env").read_text() == "ASESMEN_MODE=development\n"
