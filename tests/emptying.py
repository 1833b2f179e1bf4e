"""After a test with real commits only the tables that hold something are emptied, row by row.

Django truncates all hundred of them and makes its content types and permissions anew: half a second for each test.
"""

from django.db import connection, transaction
from django.test import TransactionTestCase

# What migrations leave behind in every database, the same each time.
STAYS = {"django_migrations", "django_content_type", "auth_permission"}
HOLDING = """
SELECT quote_ident(c.relname), pg_relation_size(c.oid) FROM pg_class c
WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND pg_relation_size(c.oid) > 0
"""
# From this size on the room of deleted rows is given back, so that no later test walks through it.
LARGE = 256 * 1024


def empty_what_holds_something(_test: TransactionTestCase) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(HOLDING)
        sizes = {name: size for name, size in cursor.fetchall() if name not in STAYS}
        # Without triggers neither the order of foreign keys matters, nor does a table refuse that is only added to.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("; ".join(["SELECT 1", *(f"DELETE FROM {name}" for name in sizes)]))
    with connection.cursor() as cursor:
        for name in (name for name, size in sizes.items() if size >= LARGE):
            cursor.execute(f"VACUUM {name}")


def install() -> None:
    TransactionTestCase._fixture_teardown = empty_what_holds_something  # type: ignore[method-assign]
