"""The clock of a sitting. Every decision about time is one of these pure functions.

Source: docs/architecture.md, "One sitting": deadline = min(end of session, start + duration) + Σ extensions + Σ pauses;
a timed section has its own. While a sitting is paused its clock stands at the moment of the pause (`clock`).
"""

from datetime import datetime, timedelta
from enum import StrEnum


class Kedatangan(StrEnum):
    """What becomes of an answer that arrives: counted, counted and marked as late, or kept apart for a decision."""

    DITERIMA = "diterima"
    TENGGANG = "tenggang"
    KARANTINA = "karantina"


def deadline(*, batas_sesi: datetime, started_at: datetime, durasi: int, tambahan: int, jeda: int = 0) -> datetime:
    """Return the last moment of a sitting; `durasi`, `tambahan` (Σ extensions), `jeda` (Σ ended pauses) in seconds."""
    return min(batas_sesi, started_at + timedelta(seconds=durasi)) + timedelta(seconds=tambahan + jeda)


def section_deadline(*, whole: datetime, started_at: datetime, durasi: int, tambahan: int) -> datetime:
    """Return the last moment of a timed section, never past the whole sitting's; `tambahan` is what was added to it,
    extensions and ended pauses, in seconds."""
    return min(whole, started_at + timedelta(seconds=durasi + tambahan))


def clock(*, at: datetime, dijeda_at: datetime | None) -> datetime:
    """Return the moment at which a sitting's clock stands: now, or where a pause stopped it."""
    return at if dijeda_at is None else min(at, dijeda_at)


def arrival(*, at: datetime, deadline: datetime, tenggang: int) -> Kedatangan:
    """Judge an answer by the moment it reached the server; both limits still belong to the better side."""
    if at <= deadline:
        return Kedatangan.DITERIMA
    if at <= deadline + timedelta(seconds=tenggang):
        return Kedatangan.TENGGANG
    return Kedatangan.KARANTINA


def accepts(*, at: datetime, deadline: datetime, tenggang: int) -> bool:
    return arrival(at=at, deadline=deadline, tenggang=tenggang) is not Kedatangan.KARANTINA


def seconds_left(*, at: datetime, deadline: datetime) -> float:
    return max(0.0, (deadline - at).total_seconds())


def can_start(*, at: datetime, mulai: datetime, selesai: datetime) -> bool:
    """A sitting may begin from the session's first second until just before its last."""
    return mulai <= at < selesai
