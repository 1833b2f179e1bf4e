"""Which programme or clinic takes somebody from where they are a level further."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Protocol, TypeVar

LEVEL_TERENDAH = 1


@dataclass(frozen=True)
class Program:
    """A programme or a clinic topic, as far as fitting is concerned. `jp` in jam pelajaran."""

    id: int
    kode: str
    nama: str
    jp: int
    dari_level: int
    ke_level: int
    kompetensi: frozenset[str]
    bentuk: str = ""


class HasLevels(Protocol):
    @property
    def dari_level(self) -> int: ...
    @property
    def ke_level(self) -> int: ...
    @property
    def kompetensi(self) -> frozenset[str]: ...


T = TypeVar("T", bound=HasLevels)


def starting_level(level: Decimal) -> int:
    """The whole level somebody stands on. Below level 1 nothing is offered lower than level 1, so that is the start."""
    return max(LEVEL_TERENDAH, int(level.to_integral_value(rounding=ROUND_FLOOR)))


def fits(program: HasLevels, kode: str, level: Decimal) -> bool:
    """True when it covers the competency and dari_level ≤ the level stood on < ke_level."""
    return kode in program.kompetensi and program.dari_level <= starting_level(level) < program.ke_level


def fitting(programs: Iterable[T], kode: str, level: Decimal) -> tuple[T, ...]:
    """Those that fit, in the order given."""
    return tuple(p for p in programs if fits(p, kode, level))
