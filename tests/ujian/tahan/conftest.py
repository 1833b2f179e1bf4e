"""One field for all tests that break nothing in it, and people of it that nobody else uses."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.ujian.tahan.medan import Medan, medan

_next = {"duduk": 0, "belum": 0}


@pytest.fixture(scope="session")
def field() -> Iterator[Medan]:
    with medan() as made:
        yield made


def _hand_out(field: Medan, kind: str) -> dict[str, Any]:
    people = [p for p in field.told["peserta"] if bool(p["id"]) == (kind == "duduk")]
    _next[kind] += 1
    return people[(_next[kind] - 1) % len(people)]


@pytest.fixture
def sitting(field: Medan) -> dict[str, Any]:
    """Somebody who has begun: id, token, versi."""
    return _hand_out(field, "duduk")


@pytest.fixture
def sittings(field: Medan) -> Callable[[int], list[dict[str, Any]]]:
    return lambda n: [_hand_out(field, "duduk") for _ in range(n)]
