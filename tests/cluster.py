"""The test run's own PostgreSQL."""

import contextlib
import dataclasses
import fcntl
import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from config.embedded.postgres import ROLE, Cluster


@cache
def throw_away(folder: Path, *, name: str = "pg", durable: bool = False) -> Cluster:
    """Return a cluster inside the run's folder. With `durable` it keeps its promises, at a third of the speed."""
    chosen = os.environ.get("POSTGRES_BIN")
    return Cluster(
        folder=folder / name, password="only-for-tests", durable=durable, binaries=Path(chosen) if chosen else None
    )


def start(folder: Path) -> None:
    """Start the run's cluster; of several workers the first does it and the others wait."""
    with (folder / "gate").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        folder.chmod(0o711)
        throw_away(folder).start()
        with throw_away(folder).superuser() as cursor:
            # For emptying tables; the account is otherwise as in production.
            cursor.execute(f"GRANT SET ON PARAMETER session_replication_role TO {ROLE}")


@contextlib.contextmanager
def durable(folder: Path) -> Iterator[None]:
    """Let the run's own server keep its promises for a while: no session is opened on one that does not."""
    quick = throw_away(folder)
    dataclasses.replace(quick, durable=True).reload()
    try:
        yield
    finally:
        quick.reload()


def discard(folder: Path) -> None:
    throw_away(folder).stop()
    shutil.rmtree(folder, ignore_errors=True)
