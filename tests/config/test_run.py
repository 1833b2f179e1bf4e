"""`make run` refuses in one sentence, and stops what it started and nothing else."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded import run
from config.embedded.family import Family
from tests.config.servers import free_port, wait_until

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
# Starts a child of its own that ignores requests to stop, prints its number, and dies at once.
ORPHANING = [
    sys.executable,
    "-c",
    "import subprocess, sys; print(subprocess.Popen([sys.executable, '-c', "
    "'import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)']).pid, flush=True)",
]


@pytest.fixture
def family(tmp_path: Path) -> Iterator[Family]:
    made = Family(log_folder=tmp_path / "log", environment=dict(os.environ))
    yield made
    made.stop()


def test_a_port_that_is_taken_is_one_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(run.RunRefused) as refusal:
            run.wanted_port(str(port))

    assert str(refusal.value) == (
        f"Porta {port} sedang dipakai program lain. Pilih porta lain, misalnya: make run PORT={port + 1}."
    )


@pytest.mark.parametrize("text", ["", "http", "0", "65536", "80 80", "-1", "٨"])
def test_a_port_that_is_none_is_one_sentence(text: str) -> None:
    with pytest.raises(run.RunRefused, match="PORT harus berupa angka 1 sampai 65535"):
        run.wanted_port(text)


def test_a_free_port_is_taken_as_it_is() -> None:
    port = free_port()

    assert run.wanted_port(str(port)) == port


def test_a_second_run_on_the_same_data_is_refused(tmp_path: Path) -> None:
    with run.only_one(tmp_path), pytest.raises(run.RunRefused, match="sudah berjalan"), run.only_one(tmp_path):
        pass


def test_a_run_after_another_has_ended_is_welcome(tmp_path: Path) -> None:
    with run.only_one(tmp_path):
        pass

    with run.only_one(tmp_path):
        entered = True

    assert entered


def test_stop_ends_every_child_and_nobody_else(family: Family) -> None:
    stranger = subprocess.Popen(SLEEP)
    family.start("a", SLEEP)
    family.start("b", SLEEP)

    family.stop()
    left = stranger.poll()
    stranger.kill()
    stranger.wait()

    assert left is None
    assert [process.returncode for process in family.members.values()] == [-signal.SIGTERM, -signal.SIGTERM]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_stop_ends_what_a_dead_child_left_behind(family: Family) -> None:
    family.start("a", ORPHANING)
    wait_until(lambda: family.ended() == "a", seconds=10, what="the child has ended")
    orphan = int(family.last_lines("a"))

    family.stop()

    wait_until(lambda: not is_alive(orphan), seconds=10, what="the orphan is gone")


def is_alive(pid: int) -> bool:
    """A zombie that its new parent has not collected is dead."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_a_child_that_ends_by_itself_is_named_with_its_last_words(family: Family) -> None:
    family.start("a", SLEEP)
    family.start("b", [sys.executable, "-c", "print('habis'); raise SystemExit(3)"])

    wait_until(lambda: family.ended() == "b", seconds=10, what="b has ended")

    assert family.last_lines("b") == "habis"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")
def test_children_end_when_their_keeper_is_killed_outright(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from config.embedded.family import Family; "
        f"f = Family(Path({str(tmp_path)!r}), {{}}); "
        "f.start('a', [sys.executable, '-c', 'import time; time.sleep(60)']); "
        "print(f.members['a'].pid, flush=True); time.sleep(60)"
    )
    root = Path(run.__file__).resolve().parent.parent.parent
    keeper = subprocess.Popen([sys.executable, "-c", code], cwd=root, stdout=subprocess.PIPE, text=True)
    assert keeper.stdout is not None
    child = int(keeper.stdout.readline())

    keeper.kill()
    keeper.wait()
    keeper.stdout.close()

    wait_until(lambda: not is_alive(child), seconds=10, what="the child is gone")
