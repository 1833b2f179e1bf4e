"""`make check` and `make test-fast`: each step by name, the first that fails ends it, pytest's summary comes last."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PYTHON = sys.executable
BIN = Path(PYTHON).parent

# What `check --deploy` is asked about: production, with keys that exist for this question only.
PRODUCTION = {
    "ASESMEN_MODE": "production",
    "ASESMEN_ENV_FILE": os.devnull,
    "ALLOWED_HOSTS": "asesmen.example.go.id",
    "DATABASE_URL": "postgresql://asesmen@localhost/asesmen",
    **dict.fromkeys(
        ("SECRET_KEY", "KARTU_KEY", "UJIAN_KEY", "TANDA_TERIMA_KEY", "FAKTOR_KEY"),
        "only-for-the-deployment-check-0123456789-abcdefghijklmnopqrstuvwxyz",
    ),
}


def step(name: str, *command: str | Path, **environment: str) -> None:
    print(f"── {name}", flush=True)
    began = time.monotonic()
    done = subprocess.run([str(part) for part in command], cwd=ROOT, env=dict(os.environ) | environment)
    if done.returncode:
        sys.exit(f"── {name}: failed")
    print(f"   {time.monotonic() - began:.1f} s", flush=True)


def scripts() -> None:
    files = sorted(ROOT.glob("tests/js/*.test.mjs"))
    node = shutil.which("node")
    if not node:
        print("── scripts: skipped, there is no node on the path", flush=True)
    elif files:
        step("scripts (node --test)", node, "--test", *files)


def tests(*arguments: str) -> None:
    """Become pytest, so that its summary is the last that is said."""
    # Set by importing this package; pytest-django would read the settings before the suite has chosen its mode.
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    os.execv(PYTHON, [PYTHON, "-m", "pytest", *arguments])


def fast() -> None:
    rules = sorted(path for path in ROOT.glob("tests/**/test_*.py") if is_about_rules(path))
    os.environ["HYPOTHESIS_PROFILE"] = "fast"
    tests("-q", "-n", "2", "tests/architecture", *map(str, rules))


def is_about_rules(path: Path) -> bool:
    return path.name.startswith("test_rules") or "rules" in path.parent.parts


def everything() -> None:
    step("style (ruff)", BIN / "ruff", "check", ".")
    step("layout (ruff format)", BIN / "ruff", "format", "--check", ".")
    step("types (mypy)", BIN / "mypy", ".", ASESMEN_MODE="test", ASESMEN_ENV_FILE=os.devnull)
    step("migrations", PYTHON, "manage.py", "makemigrations", "--check", "--dry-run", ASESMEN_MODE="test")
    step("deployment settings", PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    scripts()
    print("── tests (pytest)", flush=True)
    tests("-n", "auto", "--dist", "worksteal")


if __name__ == "__main__":
    {"fast": fast, "all": everything}[sys.argv[1]]()
