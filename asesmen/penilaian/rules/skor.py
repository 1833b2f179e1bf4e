"""From item scores to the score of a competency."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

POIN, BOBOT = "poin", "bobot"


class CaraCampur(Exception):
    """A competency has items of both kinds: no rule says how to join them."""

    code = "cara_campur"

    def __init__(self, kompetensi: str) -> None:
        super().__init__(kompetensi)
        self.kompetensi = kompetensi


@dataclass(frozen=True, slots=True)
class SkorButir:
    """What one item gave: `nilai` of at most `maksimum`; a blank gives 0, nothing less (docs/rules.md, "Skor")."""

    kompetensi: str
    cara: str
    nilai: Decimal
    maksimum: Decimal
    is_dijawab: bool


@dataclass(slots=True)
class Skor:
    """Sum over the items of one competency. `butir` counts all of them, `dijawab` those that were answered."""

    cara: str
    butir: int = 0
    dijawab: int = 0
    nilai: Decimal = Decimal(0)
    maksimum: Decimal = Decimal(0)

    def add(self, skor: SkorButir) -> None:
        self.butir += 1
        self.dijawab += skor.is_dijawab
        self.nilai += skor.nilai
        self.maksimum += skor.maksimum


def skor_per_kompetensi(butir: Iterable[SkorButir]) -> dict[str, Skor]:
    """Sum up per competency, whatever the order. Raises CaraCampur."""
    sums: dict[str, Skor] = {}
    for skor in butir:
        found = sums.get(skor.kompetensi)
        if found is None:
            found = sums[skor.kompetensi] = Skor(skor.cara)
        elif found.cara != skor.cara:
            raise CaraCampur(skor.kompetensi)
        found.add(skor)
    return sums
