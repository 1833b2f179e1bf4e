"""Half-open bands [dari, sampai) over a share in percent, from 0 upwards without a hole.

A share is kept as two exact numbers, part and whole, and compared by cross-multiplying: nothing is rounded before it
is classified.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, TypeVar

NOL = Decimal(0)


class Berpita(Protocol):
    @property
    def dari(self) -> Decimal: ...
    @property
    def sampai(self) -> Decimal | None: ...


@dataclass(frozen=True)
class Pita:
    """A band of the share of points → level."""

    dari: Decimal
    sampai: Decimal | None
    level: Decimal


@dataclass(frozen=True)
class PitaKelas:
    """A band of JPM → class. `peringkat` 3 is best."""

    dari: Decimal
    sampai: Decimal | None
    kode: str
    nama: str
    peringkat: int


B = TypeVar("B", bound=Berpita)


class OutsideBands(ValueError):
    """A share lies below the first band or in a hole."""

    code = "di_luar_pita"


def find_band(bands: Sequence[B], *, part: Decimal, whole: Decimal) -> B:
    """Return the band that holds part ÷ whole × 100. `whole` must be above 0.

    Raises OutsideBands.
    """
    scaled = part * 100
    for band in bands:
        if scaled >= band.dari * whole and (band.sampai is None or scaled < band.sampai * whole):
            return band
    raise OutsideBands(f"{part} ÷ {whole}")


def hole_in(bands: Sequence[Berpita]) -> tuple[Decimal, Decimal | None] | None:
    """Return the first stretch [from, to) that no band covers, None when every share from 0 on has one.

    An upper end of None means: from there on. Overlaps are the database's affair.
    """
    reached = NOL
    for band in sorted(bands, key=lambda b: b.dari):
        if band.dari > reached:
            return reached, band.dari
        if band.sampai is None:
            return None
        reached = max(reached, band.sampai)
    return reached, None


@dataclass(frozen=True)
class Potongan:
    """A band as a picture draws it: left end and width in percent of the whole."""

    x: Decimal
    lebar: Decimal
    tengah: Decimal
    pita: Pita


def pieces(bands: Sequence[Pita], *, maximum: Decimal) -> tuple[Potongan, ...]:
    """Lay bands out from 0 to `maximum`."""
    laid = []
    for band in bands:
        left = min(band.dari, maximum) * 100 / maximum
        right = min(maximum if band.sampai is None else band.sampai, maximum) * 100 / maximum
        laid.append(Potongan(left, right - left, (left + right) / 2, band))
    return tuple(laid)
