"""From the marks of a rubric to a level per competency."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

SEPERSERATUS = Decimal("0.01")
LEVEL = range(1, 6)


@dataclass(frozen=True)
class Mark:
    """One marked criterion: `bobot` in percent of the task, `level` 1 to 5."""

    kompetensi: str
    kriteria: str
    bobot: int
    level: int


@dataclass(frozen=True)
class LevelTugas:
    """What an assignment says about one competency: the level (two decimals) and how it came about."""

    level: Decimal
    rincian: dict[str, Any] = field(default_factory=dict)


def level_per_kompetensi(marks: Iterable[Mark]) -> dict[str, LevelTugas]:
    """Return Σ(bobot × level) ÷ Σ bobot per competency, rounded half-up to 0.01 once.

    Several criteria, also of several tasks, may measure one competency. ValueError for a weight or level out of range.
    """
    grouped: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.bobot <= 0 or mark.level not in LEVEL:
            raise ValueError(f"{mark.kriteria}: bobot {mark.bobot}, level {mark.level}")
        grouped[mark.kompetensi].append(mark)
    return {kode: _level(rows) for kode, rows in grouped.items()}


def _level(rows: list[Mark]) -> LevelTugas:
    weight = sum(r.bobot for r in rows)
    weighted = sum(r.bobot * r.level for r in rows)
    level = (Decimal(weighted) / Decimal(weight)).quantize(SEPERSERATUS, rounding=ROUND_HALF_UP)
    return LevelTugas(
        level=level,
        rincian={
            "bobot": weight,
            "jumlah": weighted,
            "kriteria": [{"kriteria": r.kriteria, "bobot": r.bobot, "level": r.level} for r in rows],
        },
    )
