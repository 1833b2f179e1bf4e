"""What loading a catalogue did: the same rows twice change nothing."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class LoadResult:
    created: int = 0
    updated: int = 0
    unchanged: int = 0

    @classmethod
    def of(cls, outcomes: Sequence[str]) -> "LoadResult":
        """Count what became of each row: "created", "updated" or "unchanged"."""
        return cls(*(outcomes.count(word) for word in ("created", "updated", "unchanged")))
