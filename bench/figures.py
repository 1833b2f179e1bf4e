"""A figure with its target, and how it is told."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """`ok` when `value` does not exceed `target`: every promise here is a "no more than"."""

    name: str
    value: float
    unit: str
    target: float

    @property
    def ok(self) -> bool:
        return self.value <= self.target

    def __str__(self) -> str:
        return f"{'ok  ' if self.ok else 'OVER'} {self.name}: {self.value:g} {self.unit} (target ≤ {self.target:g})"


def write(figures: Iterable[Figure], path: Path) -> None:
    rows = [asdict(figure) | {"ok": figure.ok} for figure in figures]
    path.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
