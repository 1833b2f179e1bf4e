"""`make run`: everything on this machine, and everything it started is stopped again by Ctrl-C."""

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from config.embedded import prepare, services
from config.embedded.family import Family
from config.embedded.postgres import PostgresTrouble

HOST = "127.0.0.1"
FIRST_ANSWER_SECONDS = 60
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class RunRefused(Exception):
    """Nothing was started; the text says why in one sentence."""


def main() -> int:
    for number in STOPPING:
        signal.signal(number, interrupt)
    try:
        port = wanted_port(os.environ.get("PORT", "8000"))
        prepare.choose_run_mode()
        with only_one(prepare.data_dir()), prepare.database():
            prepare.all_of_it()
            return serve(port)
    except KeyboardInterrupt:
        print("\nSemua yang dijalankan sudah dihentikan.")
        return 0
    except (RunRefused, PostgresTrouble, prepare.PrepareFailed) as refusal:
        print(refusal, file=sys.stderr)
        return 1


def interrupt(signum: int, frame: object) -> None:
    # Once is enough: a second Ctrl-C would break off the stopping itself.
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def wanted_port(text: str) -> int:
    """Return the port if it is one and nobody listens on it."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise RunRefused(f"PORT harus berupa angka 1 sampai 65535, bukan {text!r}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(text)))
        except PermissionError as error:
            raise RunRefused(
                f"Porta {text} hanya boleh dipakai administrator. Pakai yang lain: make run PORT=8000."
            ) from error
        except OSError as error:
            other = int(text) + 1 if int(text) < 65535 else 8000
            raise RunRefused(
                f"Porta {text} sedang dipakai program lain. Pilih porta lain, misalnya: make run PORT={other}."
            ) from error
    return int(text)


@contextlib.contextmanager
def only_one(data_dir: Path) -> Iterator[None]:
    """Refuse a second `make run` on the same data."""
    with (data_dir / "run.gate").open("w") as gate:
        try:
            fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RunRefused(
                "Aplikasi di folder ini sudah berjalan. Hentikan dahulu dengan Ctrl-C di jendelanya."
            ) from error
        yield


def serve(port: int) -> int:
    family = Family(log_folder=prepare.data_dir() / "log", environment=dict(os.environ) | {"C_FORCE_ROOT": "1"})
    try:
        family.start("web", services.web(host=HOST, port=port))
        family.start("worker", services.worker())
        family.start("beat", services.beat(schedule=prepare.data_dir() / "beat"))
        wait_for_first_answer(family, port)
        welcome(port)
        return watch(family)
    finally:
        family.stop()


def wait_for_first_answer(family: Family, port: int) -> None:
    deadline = time.monotonic() + FIRST_ANSWER_SECONDS
    while time.monotonic() < deadline:
        if name := family.ended():
            raise RunRefused(f"Bagian '{name}' berhenti sebelum siap:\n{family.last_lines(name)}")
        with contextlib.suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(f"http://{HOST}:{port}/sehat/hidup", timeout=5).close()
            return
        time.sleep(0.1)
    raise RunRefused(f"Halaman belum menjawab sesudah {FIRST_ANSWER_SECONDS} detik:\n{family.last_lines('web')}")


def welcome(port: int) -> None:
    print(f"\nAsesmen ASN siap di http://localhost:{port}/\n", flush=True)
    with contextlib.suppress(subprocess.CalledProcessError):
        prepare.manage("demo", "--accounts")
    print("\nCtrl-C menghentikan semuanya.", flush=True)


def watch(family: Family) -> int:
    while True:
        if name := family.ended():
            print(
                f"Bagian '{name}' berhenti sendiri; yang lain ikut dihentikan.\n{family.last_lines(name)}",
                file=sys.stderr,
            )
            return 1
        time.sleep(0.5)


if __name__ == "__main__":
    sys.exit(main())
