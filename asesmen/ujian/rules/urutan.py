"""Which answer counts: the newest by (epoch, seq), in whatever order and however often saves arrive.

The epoch belongs to a page load or a device, the sequence to the entries made there. Arrival time and the clock of
the device decide nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Simpanan:
    """One save of one item. `nilai` None: the answer was cleared."""

    versi: int
    epoch: int
    seq: int
    nilai: Any = None
    ragu: bool = False

    @property
    def order(self) -> tuple[int, int]:
        return self.epoch, self.seq


def apply_saves(state: Mapping[int, Simpanan], batch: Iterable[Simpanan]) -> dict[int, Simpanan]:
    """Return item → the answer that counts after `batch` arrived on top of `state`."""
    result = dict(state)
    for save in batch:
        known = result.get(save.versi)
        if known is None or save.order > known.order:
            result[save.versi] = save
    return result
