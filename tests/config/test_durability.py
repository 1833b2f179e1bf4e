import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg2
import pytest

from antrean.queries import database_faults
from antrean.rules import durability_faults
from config import durability
from config.embedded.postgres import Cluster
from tests.cluster import throw_away
from tests.config.servers import wait_until

SAFE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, []),
        ({"synchronous_commit": "remote_apply"}, []),
        ({"fsync": "off"}, ["fsync"]),
        ({"full_page_writes": "off"}, ["full_page_writes"]),
        ({"synchronous_commit": "off"}, ["synchronous_commit"]),
    ],
)
def test_faults_names_what_may_lose_a_commit(values: dict[str, str], expected: list[str]) -> None:
    assert durability_faults(SAFE | values) == expected


@pytest.fixture(scope="module")
def durable() -> Iterator[Cluster]:
    folder = Path(tempfile.mkdtemp(prefix="asesmen-test-", dir="/tmp"))
    folder.chmod(0o711)
    cluster = throw_away(folder, name="durable", durable=True)
    cluster.start()
    yield cluster
    cluster.remove()
    folder.rmdir()


@pytest.mark.django_db
def test_check_tells_that_the_test_runs_own_cluster_is_forgetful() -> None:
    expected = database_faults()

    told = durability.check_db_durability(databases=["default"])

    assert [(message.id, message.msg.split()[3]) for message in told] == [("asesmen.E001", name) for name in expected]


def test_a_server_takes_changed_settings_without_a_restart(durable: Cluster) -> None:
    replace(durable, durable=False).reload()
    wait_until(lambda: set(read(durable).values()) == {"off"}, seconds=10, what="the settings are read")

    durable.reload()

    wait_until(lambda: read(durable) == SAFE, seconds=10, what="the settings are read")


def test_the_embedded_cluster_is_durable_unless_told_otherwise(durable: Cluster) -> None:
    assert read(durable) == SAFE


def test_a_committed_row_outlives_a_stop_without_checkpoint(durable: Cluster) -> None:
    with psycopg2.connect(durable.url) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT 41 AS answer")
    connection.close()

    durable.stop_at_once()
    durable.start()

    with psycopg2.connect(durable.url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT answer FROM kept")
        answer = cursor.fetchone()
    connection.close()
    assert answer == (41,)


def test_the_applications_account_is_no_superuser(durable: Cluster) -> None:
    with psycopg2.connect(durable.url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT current_user, usesuper FROM pg_user WHERE usename = current_user")
        row = cursor.fetchone()
    connection.close()

    assert row == ("asesmen", False)


def test_the_cluster_listens_on_its_own_socket_only(durable: Cluster) -> None:
    with psycopg2.connect(durable.url) as connection, connection.cursor() as cursor:
        cursor.execute("SHOW listen_addresses")
        row = cursor.fetchone()
    connection.close()

    assert row == ("",)
    assert durable.socket_folder.stat().st_mode & 0o777 == 0o700


def test_a_wrong_password_does_not_enter(durable: Cluster) -> None:
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(durable.url.replace("only-for-tests", "guess"))


def test_a_folder_too_deep_for_a_socket_gets_one_elsewhere() -> None:
    deep = Cluster(folder=Path("/tmp") / ("x" * 90) / "postgres", password="p")

    assert len(str(deep.socket_folder / ".s.PGSQL.5432")) <= 103


def read(cluster: Cluster) -> dict[str, str]:
    with psycopg2.connect(cluster.url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(SAFE)])
        values = dict(cursor.fetchall())
    connection.close()
    return values
