"""When a whole room fell silent, and what its people are owed.

A stretch of time is an outage of the room when, from its first to its last moment, at least half of the sittings that
ran just then gave no sign of life, and at least three did. It is owed when it lasted two minutes, in whole minutes
rounded up, and to those alone who were silent themselves for two minutes of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

FEWEST = 3
SHORTEST = timedelta(minutes=2)

Rentang = tuple[datetime, datetime]


@dataclass(frozen=True)
class Duduk:
    """One sitting: when it ran, when it was silent, and whether more time can still be given to it."""

    siapa: int
    berjalan: Rentang
    diam: tuple[Rentang, ...]
    can_gain: bool = True


@dataclass(frozen=True)
class Gangguan:
    """An outage. `diam` of `berjalan` sittings were silent at its worst; `siapa` are owed `menit`."""

    dari: datetime
    sampai: datetime
    siapa: tuple[int, ...]
    diam: int
    berjalan: int
    is_berlangsung: bool

    @property
    def menit(self) -> int:
        return -(-(self.sampai - self.dari) // timedelta(minutes=1))


def outages(room: Sequence[Duduk], decided: Iterable[Rentang], at: datetime) -> list[Gangguan]:
    """Return the outages of one room up to now on which nobody has decided yet, in order of time."""
    cut = [(d, _within(d.diam, d.berjalan)) for d in room]
    if sum(1 for _, silences in cut if silences) < FEWEST:
        return []
    found = []
    for dari, sampai, diam, berjalan in _stretches(cut):
        for start, end in subtract((dari, sampai), decided):
            if end - start >= SHORTEST:
                owed = tuple(
                    d.siapa for d, silences in cut if d.can_gain and _shared(silences, (start, end)) >= SHORTEST
                )
                found.append(Gangguan(start, end, owed, diam, berjalan, end >= at))
    return [g for g in found if g.siapa or g.is_berlangsung]


def subtract(whole: Rentang, parts: Iterable[Rentang]) -> list[Rentang]:
    """Return what remains of a stretch outside these others."""
    rest = []
    start, end = whole
    for first, last in sorted(parts):
        if last <= start or first >= end:
            continue
        if first > start:
            rest.append((start, first))
        start = max(start, last)
    return [*rest, (start, end)] if start < end else rest


def _within(silences: Iterable[Rentang], running: Rentang) -> list[Rentang]:
    """Return the silences inside the running time, merged where they touch."""
    merged: list[Rentang] = []
    for first, last in sorted((max(a, running[0]), min(b, running[1])) for a, b in silences):
        if first >= last:
            continue
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _shared(silences: Iterable[Rentang], stretch: Rentang) -> timedelta:
    overlaps = (min(b, stretch[1]) - max(a, stretch[0]) for a, b in silences)
    return sum((o for o in overlaps if o > timedelta()), timedelta())


def _stretches(room: Iterable[tuple[Duduk, list[Rentang]]]) -> list[tuple[datetime, datetime, int, int]]:
    """Return (from, to, most silent at once, running just then) of every stretch in which half the room was silent."""
    steps: dict[datetime, list[int]] = {}
    for d, silences in room:
        for moment, column, change in _steps(d, silences):
            steps.setdefault(moment, [0, 0])[column] += change
    found: list[tuple[datetime, datetime, int, int]] = []
    berjalan = diam = 0
    for moment, following in pairwise(sorted(steps)):
        berjalan += steps[moment][0]
        diam += steps[moment][1]
        if diam < FEWEST or 2 * diam < berjalan:
            continue
        if found and found[-1][1] == moment:
            dari, _, most, ran = found[-1]
            found[-1] = (dari, following, *max((most, ran), (diam, berjalan)))
        else:
            found.append((moment, following, diam, berjalan))
    return found


def _steps(d: Duduk, silences: Iterable[Rentang]) -> list[tuple[datetime, int, int]]:
    steps = [(d.berjalan[0], 0, 1), (d.berjalan[1], 0, -1)] if d.berjalan[0] < d.berjalan[1] else []
    for first, last in silences:
        steps += [(first, 1, 1), (last, 1, -1)]
    return steps
