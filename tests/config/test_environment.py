import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment

ROOT = Path(__file__).resolve().parent.parent.parent
KEYS = ("SECRET_KEY", "KARTU_KEY", "UJIAN_KEY", "TANDA_TERIMA_KEY", "FAKTOR_KEY")
GOOD = {
    "ALLOWED_HOSTS": "asesmen.example.go.id",
    "DATABASE_URL": "postgresql://asesmen@localhost/asesmen",
    **dict.fromkeys(KEYS, "only-for-this-test-0123456789-abcdefghijklmnopqrstuvwxyz"),
}


def start(code: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Import the settings in a process that has no other settings than these."""
    clean = {"PATH": os.defpath, "ASESMEN_ENV_FILE": os.devnull, "DATA_DIR": os.environ["DATA_DIR"]}
    return subprocess.run(
        [sys.executable, "-c", f"from config import settings as s; {code}"],
        cwd=ROOT,
        env=clean | settings,
        capture_output=True,
        text=True,
    )


def test_production_is_the_mode_nobody_has_to_ask_for() -> None:
    done = start("print(s.MODE, s.DEBUG)", **GOOD)

    assert done.stdout == "production False\n"


@pytest.mark.parametrize("name", ["DATABASE_URL", *KEYS])
def test_production_does_not_start_without(name: str) -> None:
    done = start(**{other: value for other, value in GOOD.items() if other != name})

    assert done.returncode == 1
    assert f"{name} is not set. See .env.example" in done.stderr


@pytest.mark.parametrize("key", ["short", "a" * 60])
def test_production_does_not_start_on_a_weak_key(key: str) -> None:
    done = start(**GOOD | {"SECRET_KEY": key})

    assert done.returncode == 1
    assert "SECRET_KEY must be at least 50 random characters." in done.stderr


def test_a_key_may_lie_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(GOOD["SECRET_KEY"] + "\n")

    done = start(
        "print(s.SECRET_KEY)",
        **{name: value for name, value in GOOD.items() if name != "SECRET_KEY"},
        SECRET_KEY_FILE=str(file),
    )

    assert done.stdout.strip() == GOOD["SECRET_KEY"]


def test_deployment_settings_have_no_warning() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={"PATH": os.defpath, "ASESMEN_ENV_FILE": os.devnull, "DATA_DIR": os.environ["DATA_DIR"]} | GOOD,
        capture_output=True,
        text=True,
    )

    assert done.stdout == "System check identified no issues (0 silenced).\n", done.stderr


def test_every_setting_is_listed_in_the_example() -> None:
    listed = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    sources = [path.read_text() for path in (ROOT / "config").rglob("*.py")]
    read = {name for text in sources for name in re.findall(r"\benv(?:_\w+)?\(\s*\"([A-Z_]+)\"", text)}
    compose = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))

    # A mode has its own reader; what a test breaks on purpose is nobody's setting.
    assert listed == (read | compose | {"ASESMEN_MODE"}) - {"UJIAN_BROKEN"}


def test_an_unknown_mode_is_refused() -> None:
    done = start(**GOOD, ASESMEN_MODE="debug")

    assert "ASESMEN_MODE must be one of production, development, run, test, not 'debug'." in done.stderr


@pytest.mark.parametrize(("value", "expected"), [("true", True), ("0", False), ("", True)])
def test_env_bool_reads(monkeypatch: pytest.MonkeyPatch, value: str, expected: bool) -> None:
    monkeypatch.setenv("SWITCH", value)

    assert environment.env_bool("SWITCH", True) is expected


def test_env_bool_refuses_what_is_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SWITCH", "maybe")

    with pytest.raises(ImproperlyConfigured, match="SWITCH must be true or false, not 'maybe'"):
        environment.env_bool("SWITCH", True)


def test_env_int_refuses_what_is_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNT", "12a")

    with pytest.raises(ImproperlyConfigured, match="COUNT must be a whole number, not '12a'"):
        environment.env_int("COUNT", 1)


def test_env_file_never_overrides_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / ".env"
    file.write_text("# COMMENT=x\nFIRST=file\nSECOND='quoted value'\nno mark\n")
    monkeypatch.setenv("FIRST", "environment")
    monkeypatch.delenv("SECOND", raising=False)

    environment.load_env_file(file)
    read = (os.environ["FIRST"], os.environ.pop("SECOND"), "COMMENT" in os.environ)

    assert read == ("environment", "quoted value", False)


def test_database_url_is_taken_apart() -> None:
    parts = environment.database("postgresql://us%40er:p%2Fw@db.example:5433/name?sslmode=require")

    assert {name: parts[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "NAME": "name",
        "USER": "us@er",
        "PASSWORD": "p/w",
        "HOST": "db.example",
        "PORT": "5433",
    }
    assert parts["OPTIONS"] == {"connect_timeout": 2, "application_name": "asesmen", "sslmode": "require"}


def test_database_url_may_name_a_socket_folder() -> None:
    parts = environment.database("postgresql://user:pw@/name?host=%2Frun%2Fpg&port=5432")

    assert (parts["HOST"], parts["PORT"]) == ("/run/pg", "5432")


def test_another_database_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="no other database is supported"):
        environment.database("sqlite:///file.db")


def test_a_kept_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    first = environment.kept_key(tmp_path / "keys" / "one")
    second = environment.kept_key(tmp_path / "keys" / "one")

    assert first == second
    assert len(first) >= 50
    assert [(path.name, path.stat().st_mode & 0o777) for path in (tmp_path / "keys").iterdir()] == [("one", 0o600)]
