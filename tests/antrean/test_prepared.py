"""Questions that a connection plans once."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from antrean.queries import run_prepared

pytestmark = pytest.mark.django_db


def test_a_statement_is_planned_once_and_each_run_is_one_query() -> None:
    sql = "SELECT $1::int + $2::int AS dua_kali"
    run_prepared(sql, [1, 2])

    with CaptureQueriesContext(connection) as queries:
        assert run_prepared(sql, [3, 4]) == [(7,)]

    assert len(queries) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", ["%AS dua_kali"])
        assert cursor.fetchone() == (1,)


def test_a_statement_without_parameters_or_rows_runs_too() -> None:
    assert run_prepared("SELECT 1") == [(1,)]
    assert run_prepared("UPDATE django_session SET session_data = $1 WHERE session_key = $2", ["x", "y"]) == []


def test_a_new_connection_learns_it_anew() -> None:
    assert run_prepared("SELECT $1::int AS sambungan_baru", [1]) == [(1,)]
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    from antrean import queries

    queries._known.clear()

    assert run_prepared("SELECT $1::int AS sambungan_baru", [2]) == [(2,)]


def test_a_statement_that_is_wrong_raises_django_s_error() -> None:
    with pytest.raises(ProgrammingError), transaction.atomic():
        run_prepared("SELECT nothing FROM nowhere")
