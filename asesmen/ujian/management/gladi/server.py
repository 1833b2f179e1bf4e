"""A web server of the rehearsal's own, on a free loopback port, with the command that production uses."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

from django.conf import settings

HOST = "127.0.0.1"
PATIENCE = 60


class ServerSilent(RuntimeError):
    """The server did not come up."""


def host_name() -> str:
    """A name that the settings let the server answer to."""
    names = [n.lstrip(".") for n in settings.ALLOWED_HOSTS if n and n != "*"]
    return names[0] if names else HOST


@contextlib.contextmanager
def own_server(workers: int, threads: int) -> Iterator[str]:
    port = free_port()
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", str(threads), "--backlog", "2048", "--no-ws"),
        *("--log-level", "warning", settings.WSGI_APPLICATION.removesuffix(".application") + ":application"),
    ]
    # Plain HTTP to ourselves: nothing here leaves the machine.
    environment = os.environ | {"SECURE_SSL_REDIRECT": "false"}
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, start_new_session=True)
    try:
        wait_for(f"http://{HOST}:{port}", process)
        yield f"http://{HOST}:{port}"
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    question = urllib.request.Request(f"{url}/sehat/hidup", headers={"Host": host_name()})  # noqa: S310
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(question, timeout=2).close()  # noqa: S310
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise ServerSilent
