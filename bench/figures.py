"""A figure with its target, and how it is told."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """`ok` when `value` does not exceed `target`, or, with sense "≥", when it reaches it."""

    name: str
    value: float
    unit: str
    target: float
    sense: str = "≤"

    @property
    def ok(self) -> bool:
        return self.value >= self.target if self.sense == "≥" else self.value <= self.target

    def __str__(self) -> str:
        verdict = "ok  " if self.ok else "MISS" if self.sense == "≥" else "OVER"
        return f"{verdict} {self.name}: {self.value:g} {self.unit} (target {self.sense} {self.target:g})"


def merge(figures: Iterable[Figure], path: Path) -> None:
    """Put these figures in the place of older ones of the same name; what else was measured stays."""
    rows = [asdict(figure) | {"ok": figure.ok} for figure in figures]
    fresh = {row["name"]: row for row in rows}
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    merged = [fresh.pop(row["name"], row) for row in kept] + [row for row in rows if row["name"] in fresh]
    path.write_text(json.dumps(merged, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
