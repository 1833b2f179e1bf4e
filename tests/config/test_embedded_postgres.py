import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_suite_runs_on_postgresql_15_or_newer() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        release = int(cursor.fetchone()[0])

    assert release >= 150000
