"""Exact ratios. A share is kept as two numbers; it is divided when it is rounded, once."""

from dataclasses import dataclass
from decimal import Decimal

SERATUS = Decimal(100)
PERSERATUS = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Nisbah:
    """`pembilang` ÷ `penyebut`, not divided. `pembilang` is 0 or more, `penyebut` above 0."""

    pembilang: Decimal
    penyebut: Decimal


def round_half_up(nisbah: Nisbah) -> Decimal:
    """The ratio to two decimals, a half upwards; exact also where the quotient has no end."""
    hundredths, rest = divmod(nisbah.pembilang * SERATUS, nisbah.penyebut)
    return (hundredths + (rest * 2 >= nisbah.penyebut)) * PERSERATUS


def round_up(nisbah: Nisbah) -> Decimal:
    """The ratio to two decimals, never below it."""
    hundredths, rest = divmod(nisbah.pembilang * SERATUS, nisbah.penyebut)
    return (hundredths + (rest > 0)) * PERSERATUS
