"""The embedded PostgreSQL of this checkout, shared by all commands: the first starts it, the last stops it."""

import contextlib
import fcntl
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from config.embedded.postgres import SERVICE_ROOT, Cluster, abs_digest, is_root
from config.environment import env, env_mode, kept_key, load_env_file

BASE_DIR = Path(__file__).resolve().parent.parent.parent
WITHOUT_DATABASE = {"check", "collectstatic", "help", "version", "makemessages", "compilemessages"}


@cache
def cluster(data_dir: Path) -> Cluster:
    # The service account cannot reach a checkout below root's home: root's data live under /var/lib.
    folder = SERVICE_ROOT / abs_digest(data_dir) if is_root() else data_dir / "postgres"
    return Cluster(folder=folder, password=kept_key(data_dir / "keys" / "postgres"))


def url(data_dir: Path) -> str:
    return cluster(data_dir).url


def is_wanted() -> bool:
    """Say whether this installation runs on the embedded PostgreSQL."""
    load_env_file(Path(env("ASESMEN_ENV_FILE", str(BASE_DIR / ".env"))))
    return env_mode() != "production" and not env("DATABASE_URL", "")


@contextlib.contextmanager
def embedded_services() -> Iterator[None]:
    """Keep the embedded PostgreSQL up while a command runs, where the command needs one."""
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command in WITHOUT_DATABASE or command.startswith("-") or not is_wanted():
        yield
        return
    with running(Path(env("DATA_DIR", str(BASE_DIR / ".data"))).resolve()):
        yield


@contextlib.contextmanager
def running(data_dir: Path) -> Iterator[Cluster]:
    """Hold the cluster up. Users share one lock; who can get it alone on leaving was the last, and stops the server."""
    data_dir.mkdir(parents=True, exist_ok=True)
    ours = cluster(data_dir)
    users = os.open(data_dir / "postgres.users", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with alone(data_dir):
        ours.start()
        fcntl.flock(users, fcntl.LOCK_SH)
    try:
        yield ours
    finally:
        with alone(data_dir):
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                ours.stop()
            except BlockingIOError:
                pass
            os.close(users)


@contextlib.contextmanager
def alone(data_dir: Path) -> Iterator[None]:
    gate = os.open(data_dir / "postgres.gate", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield
    finally:
        os.close(gate)
