"""The embedded PostgreSQL of this checkout, shared by all commands: the first starts it, the last stops it."""

import contextlib
import fcntl
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from config.embedded.postgres import SERVICE_ROOT, Cluster, digest, is_root
from config.environment import env, env_mode, kept_key, load_env_file

BASE_DIR = Path(__file__).resolve().parent.parent.parent
WITHOUT_DATABASE = {"check", "collectstatic", "help", "version", "makemessages", "compilemessages"}


@cache
def cluster(data_dir: Path) -> Cluster:
    password = kept_key(data_dir / "keys" / "postgres")
    if not is_root():
        return Cluster(folder=data_dir / "postgres", password=password)
    # The service account cannot reach a checkout below root's home: root's data live under /var/lib. Named for the
    # password and not for the checkout, so that a new clone in an old place never meets another one's data.
    return Cluster(folder=SERVICE_ROOT / digest(password), password=password)


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
    ours = cluster(data_dir)
    ours.make_folders()
    with lock_file(ours, "users") as users:
        try:
            with alone(ours):
                fcntl.flock(users, fcntl.LOCK_SH)
                ours.start()
            yield ours
        finally:
            with alone(ours), contextlib.suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                ours.stop()


@contextlib.contextmanager
def alone(ours: Cluster) -> Iterator[None]:
    """Start or stop without another command doing the same."""
    with lock_file(ours, "gate") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def lock_file(ours: Cluster, name: str) -> Iterator[int]:
    descriptor = os.open(ours.folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
