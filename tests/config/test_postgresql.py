from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.backends.postgresql import base

from config.postgresql.base import DatabaseWrapper

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(db: None) -> Iterator[DatabaseWrapper]:
    """A connection of its own, kept since an earlier request."""
    other = connection.copy()
    other.ensure_connection()
    yield other
    other.close()


def end(pid: int) -> None:
    """Let the server end a connection, as a restart does."""
    killer = connection.copy()
    with killer.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    killer.close()


def test_a_living_connection_is_not_asked(kept: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base.DatabaseWrapper, "is_usable", lambda wrapper: pytest.fail("the server was asked"))
    assert kept.is_usable()


def test_an_ended_connection_is_found_before_the_next_request_uses_it(kept: DatabaseWrapper) -> None:
    pid = kept.connection.info.backend_pid
    end(pid)
    assert not kept.is_usable()
    kept.health_check_enabled, kept.health_check_done = True, False
    with kept.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone()[0] != pid


def test_a_connection_that_was_told_something_is_asked(kept: DatabaseWrapper) -> None:
    with kept.cursor() as cursor:
        cursor.execute("LISTEN kabar")
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("NOTIFY kabar")
    other.close()
    assert kept.is_usable()


def test_a_closed_connection_is_not_usable(kept: DatabaseWrapper) -> None:
    kept.connection.close()
    assert not kept.is_usable()
    kept.connection = None
    assert not kept.is_usable()
