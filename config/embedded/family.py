"""Child processes that live and die together: all are started by us, and only those are ever stopped."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE_SECONDS = 10


@dataclass
class Family:
    """Starts children, notices the first that ends, and stops the others in the reverse order."""

    log_folder: Path
    environment: dict[str, str]
    members: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, command: Sequence[str]) -> None:
        self.log_folder.mkdir(parents=True, exist_ok=True)
        with self.log_of(name).open("wb") as log:
            # A session of its own: Ctrl-C reaches us alone, and we stop the children in order.
            self.members[name] = subprocess.Popen(
                list(command),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.environment,
                start_new_session=True,
                preexec_fn=die_with_parent(),
            )

    def log_of(self, name: str) -> Path:
        return self.log_folder / f"{name}.log"

    def ended(self) -> str | None:
        """Return the name of a child that is no longer running."""
        return next((name for name, process in self.members.items() if process.poll() is not None), None)

    def last_lines(self, name: str, count: int = 15) -> str:
        return "\n".join(self.log_of(name).read_text(errors="replace").splitlines()[-count:])

    def stop(self) -> None:
        for process in reversed(self.members.values()):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE_SECONDS
        for process in reversed(self.members.values()):
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                kill_group(process)
                process.wait()
            # A server that died may leave workers of its own behind; they share its group and nobody else does.
            kill_group(process)


def kill_group(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def die_with_parent() -> Callable[[], None] | None:
    """On Linux a child is told when its parent is killed outright; elsewhere the next start says who holds the port."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    pr_set_pdeathsig = 1

    def ask() -> None:
        libc.prctl(pr_set_pdeathsig, signal.SIGTERM)

    return ask
