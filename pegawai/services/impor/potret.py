"""A row as it stands, kept as JSON, and put back later with every value the same."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model


def snapshot(row: Model, fields: Iterable[str]) -> dict[str, Any]:
    """The stored values of these fields: column → value, days, times and decimals as text."""
    wanted = set(fields)
    columns = [field.attname for field in row._meta.concrete_fields if field.name in wanted]
    return {column: _plain(getattr(row, column)) for column in columns}


def restore(row: Model, kept: dict[str, Any]) -> None:
    """Give a row the values that `snapshot` kept; saving is the caller's."""
    for field in row._meta.concrete_fields:
        if field.attname in kept:
            setattr(row, field.attname, field.to_python(kept[field.attname]))


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
