"""A clean clone of this repository in a folder of its own, started the way a new user would."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config.embedded import attach

ROOT = Path(__file__).resolve().parent.parent
# What would make the clone use this checkout's servers, mode or environment instead of its own.
FOREIGN = (
    "ASESMEN_MODE",
    "ASESMEN_ENV_FILE",
    "DATABASE_URL",
    "REDIS_URL",
    "DATA_DIR",
    "VIRTUAL_ENV",
    "MAKEFLAGS",
    "MAKELEVEL",
)


@dataclass(frozen=True)
class Clone:
    folder: Path
    port: int

    @property
    def second_data(self) -> Path:
        return self.folder.parent / "data-demo"

    @property
    def python(self) -> str:
        return str(self.folder / ".venv" / "bin" / "python")

    @contextlib.contextmanager
    def running(self, *, patience: float) -> Iterator[float]:
        """`make run` until its first page answers; yields the seconds that took; Ctrl-C at the end."""
        began = time.monotonic()
        log = (self.folder / "make-run.log").open("wb")
        command = ["make", "run", f"PORT={self.port}"]
        process = subprocess.Popen(
            command,
            cwd=self.folder,
            env=own_environment(),
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            self.wait_for_page(process, began + patience)
            yield time.monotonic() - began
        finally:
            if process.poll() is None:
                # As a terminal does it: to make and to what make started.
                os.killpg(process.pid, signal.SIGINT)
            process.wait(60)
            log.close()

    def wait_for_page(self, process: subprocess.Popen[bytes], deadline: float) -> None:
        while not self.answers():
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"make run gave no page:\n{(self.folder / 'make-run.log').read_text()[-4000:]}")
            time.sleep(0.1)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/masuk/", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            command, cwd=self.folder, env=own_environment() | environment, capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(f"{command} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-4000:]}")
        return done

    def weigh(self, *command: str, **environment: str) -> tuple[float, float]:
        """Run it and return its seconds and its largest memory in MB."""
        began = time.monotonic()
        with tempfile.TemporaryFile() as output:
            process = subprocess.Popen(
                command, cwd=self.folder, env=own_environment() | environment, stdout=output, stderr=subprocess.STDOUT
            )
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                output.seek(0)
                raise RuntimeError(f"{command}: {output.read().decode(errors='replace')[-4000:]}")
        # Linux counts in kB, macOS in bytes.
        return time.monotonic() - began, usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)

    def manage(self, *arguments: str, **environment: str) -> str:
        return self.run(self.python, "manage.py", *arguments, **environment).stdout


def own_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in FOREIGN}


@contextlib.contextmanager
def clean_clone(port: int) -> Iterator[Clone]:
    folder = Path(tempfile.mkdtemp(prefix="asesmen-bench-"))
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder / "asesmen")], check=True)
    clone = Clone(folder / "asesmen", port)
    try:
        yield clone
    finally:
        for data_dir in (clone.folder / ".data", clone.second_data):
            attach.cluster(data_dir).remove()
        shutil.rmtree(folder, ignore_errors=True)
