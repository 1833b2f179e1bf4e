"""Refuse a PostgreSQL that may forget what it confirmed: an answer is saved only when its commit survives a crash."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import connections

DURABLE_COMMITS = {"on", "local", "remote_write", "remote_apply"}


def faults(values: Mapping[str, str]) -> list[str]:
    """Return the names of settings that risk confirmed commits. Source: PostgreSQL's manual, Reliability and WAL."""
    wrong = [name for name in ("fsync", "full_page_writes") if values[name] != "on"]
    if values["synchronous_commit"] not in DURABLE_COMMITS:
        wrong.append("synchronous_commit")
    return wrong


def values_of(alias: str) -> dict[str, str]:
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')"
        )
        return dict(cursor.fetchall())


@checks.register(checks.Tags.database)
def check_db_durability(*, databases: Sequence[str] | None = None, **_newer: Any) -> list[checks.CheckMessage]:
    """Run with `check --database default`, and by `migrate`, hence at every start."""
    message = checks.Error if settings.MODE in {"production", "run"} else checks.Warning
    return [
        message(
            f"PostgreSQL runs with {name} = off and may lose answers that it has confirmed.",
            hint=f"Set {name} = on in postgresql.conf and reload.",
            id="asesmen.E001",
        )
        for alias in databases or []
        for name in faults(values_of(alias))
    ]
