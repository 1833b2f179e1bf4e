"""Refuse a PostgreSQL that may forget what it confirmed: an answer is saved only when its commit survives a crash."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks

from antrean.queries import database_faults


@checks.register(checks.Tags.database)
def check_db_durability(*, databases: Sequence[str] | None = None, **_newer: Any) -> list[checks.CheckMessage]:
    """Run with `check --database default`, and by `migrate`, hence at every start. Sessions are refused apart."""
    message = checks.Error if settings.MODE in {"production", "run"} else checks.Warning
    return [
        message(
            f"PostgreSQL runs with {name} = off and may lose answers that it has confirmed.",
            hint=f"Set {name} = on in postgresql.conf and reload.",
            id="asesmen.E001",
        )
        for alias in databases or []
        for name in database_faults(alias)
    ]
