"""One throw-away PostgreSQL for a test run, on the embedded binaries, unless DATABASE_URL names a server.

The cluster starts when the first test asks for the database, so that rules are tested without it. Under pytest-xdist
the controller owns it and each worker makes its own database in it. POSTGRES_BIN=/usr/lib/postgresql/15/bin chooses
other binaries than the wheel's.
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import hypothesis
import pytest

# The gate tries the same examples on every machine, and a slow minute of the machine is no failure. A developer's
# quick run tries fewer of them.
hypothesis.settings.register_profile("gate", derandomize=True, deadline=None)
hypothesis.settings.register_profile("fast", derandomize=True, deadline=None, max_examples=20)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

OWNER = pytest.StashKey[bool]()


def prepare_environment(folder: Path) -> None:
    os.environ["ASESMEN_TEST_FOLDER"] = str(folder)
    os.environ["ASESMEN_MODE"] = "test"
    os.environ["ASESMEN_ENV_FILE"] = os.devnull
    os.environ["DATA_DIR"] = str(folder / "data")
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ.pop("REDIS_URL", None)
    if not os.environ.get("DATABASE_URL"):
        from tests.cluster import throw_away

        os.environ["DATABASE_URL"] = throw_away(folder).url
        os.environ["ASESMEN_TEST_CLUSTER"] = "own"


def pytest_configure(config: pytest.Config) -> None:
    if "ASESMEN_TEST_FOLDER" not in os.environ:
        config.stash[OWNER] = True
        prepare_environment(Path(tempfile.mkdtemp(prefix="asesmen-test-", dir="/tmp")))
    import django

    django.setup()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Two per core: a journey waits for clocks, pulses and servers as long as it computes."""
    return min(8, 2 * (os.cpu_count() or 1))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The walk through the whole product takes longest: it begins first, so that nobody waits for it at the end."""
    items.sort(key=lambda item: "jalan" not in item.path.parts)


def pytest_unconfigure(config: pytest.Config) -> None:
    if config.stash.get(OWNER, False):
        from tests.cluster import discard

        discard(Path(os.environ.pop("ASESMEN_TEST_FOLDER")))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    if os.environ.get("ASESMEN_TEST_CLUSTER") == "own":
        from tests.cluster import start

        start(Path(os.environ["ASESMEN_TEST_FOLDER"]))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Tests with real commits empty every table afterwards, which the audit trail refuses everywhere else."""
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("pegawai_jejak", "pegawai_segeljejak"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER tidak_dikosongkan")
    if os.environ.get("ASESMEN_TEST_CLUSTER") == "own":
        from tests import emptying

        emptying.install()


@pytest.fixture(autouse=True)
def _office_zone() -> None:
    """The office's zone is known from the start: reading it would add a query to whichever request comes first.

    Its name is not kept from one test to the next.
    """
    from zoneinfo import ZoneInfo

    from config import context, zone

    zone.keep(ZoneInfo("Asia/Jakarta"), 3600)
    context.kept_instansi.cache_clear()


@pytest.fixture(autouse=True)
def _orm_beside_playwright(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a journey Playwright's loop runs in this thread: Django would take every query here for one in a coroutine."""
    if request.node.get_closest_marker("journey"):
        monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
