"""What a start on this machine needs first: mode, tables, static files, demonstration data."""

import contextlib
import hashlib
import os
import subprocess
import sys
from contextlib import AbstractContextManager
from pathlib import Path

from config.embedded import attach
from config.environment import env, load_env_file

BASE_DIR = attach.BASE_DIR
LOCAL_ENV = """# Written by `make run`: this checkout runs on this machine alone. For production see .env.example.
ASESMEN_MODE=run
"""


class PrepareFailed(Exception):
    """A step before the start did not succeed; the text says which."""


def choose_run_mode() -> None:
    """Set the mode for this process and, where nothing was chosen yet, for later commands in this checkout."""
    file = Path(env("ASESMEN_ENV_FILE", str(BASE_DIR / ".env")))
    load_env_file(file)
    if not os.environ.get("ASESMEN_MODE"):
        if not file.exists():
            file.write_text(LOCAL_ENV, encoding="utf-8")
        os.environ["ASESMEN_MODE"] = "run"


def data_dir() -> Path:
    folder = Path(env("DATA_DIR", str(BASE_DIR / ".data"))).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def database() -> AbstractContextManager[object]:
    return attach.running(data_dir()) if attach.is_wanted() else contextlib.nullcontext()


def all_of_it() -> None:
    django_setup()
    make_tables()
    if not static_files_are_current():
        step("Menyiapkan berkas halaman", "collectstatic", "--no-input", "--clear", "--verbosity", "0")
        static_stamp().write_text(static_digest(), encoding="ascii")
    load_demo_when_empty()


def django_setup() -> None:
    import django
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise PrepareFailed(f"Pengaturan belum lengkap: {error}") from error


def make_tables() -> None:
    from django.core.management import CommandError, call_command
    from django.db import OperationalError, connection

    print("Menyiapkan tabel basis data ...", flush=True)
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except OperationalError as error:
        raise PrepareFailed(f"Basis data tidak dapat dihubungi: {str(error).strip()}") from error
    except CommandError as error:
        raise PrepareFailed(str(error)) from error
    finally:
        connection.close()


def step(sentence: str, *command: str) -> None:
    print(f"{sentence} ...", flush=True)
    try:
        manage(*command)
    except subprocess.CalledProcessError as error:
        raise PrepareFailed(f"{sentence}: tidak berhasil (penyebabnya di atas).") from error


def manage(*arguments: str) -> None:
    # In a session of its own Ctrl-C reaches us alone, and `run` ends the child without a traceback on the screen.
    command = [sys.executable, str(BASE_DIR / "manage.py"), *arguments]
    subprocess.run(command, check=True, cwd=BASE_DIR, start_new_session=True)


def load_demo_when_empty() -> None:
    """Load the demonstration data where nobody can sign in yet; begin again where that was broken off."""
    mark = data_dir() / "demo.unfinished"
    if mark.exists():
        start_over(mark)
    if is_empty():
        mark.touch()
        step("Memuat data contoh (sekitar satu menit)", "demo")
        mark.unlink()


def start_over(mark: Path) -> None:
    if not attach.is_wanted():
        raise PrepareFailed(
            f"Pemuatan data contoh terputus. Kosongkan basis data pada DATABASE_URL, hapus berkas {mark}, lalu ulangi."
        )
    print("Pemuatan data contoh sebelumnya terputus; basis data dibuat ulang dari awal.", flush=True)
    attach.cluster(data_dir()).recreate_database()
    mark.unlink()
    make_tables()


def is_empty() -> bool:
    from django.contrib.auth import get_user_model
    from django.db import connection

    try:
        return not get_user_model().objects.exists()
    finally:
        connection.close()


def static_stamp() -> Path:
    return data_dir() / "static.stamp"


def static_files_are_current() -> bool:
    stamp = static_stamp()
    return stamp.exists() and stamp.read_text(encoding="ascii") == static_digest()


def static_digest() -> str:
    """Return a digest of what collectstatic would read: our files' names, sizes and times, and the package versions."""
    seen = hashlib.sha256((BASE_DIR / "requirements.txt").read_bytes())
    for path in sorted((BASE_DIR / "static").rglob("*")):
        if path.is_file():
            about = path.stat()
            seen.update(f"{path.relative_to(BASE_DIR)} {about.st_size} {about.st_mtime_ns}\n".encode())
    return seen.hexdigest()
