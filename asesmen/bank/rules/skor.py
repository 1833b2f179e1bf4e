"""The one door to scoring: an answer and its key → points."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from asesmen.bank.rules.kunci import CaraSkor, KunciRow, Tipe
from asesmen.bank.rules.tipe import JENIS_BUTIR

NOL = Decimal(0)


def score(kunci: KunciRow | Mapping[str, Any], nilai: object) -> Decimal:
    """Return the points (or, for an SJT, the weight) that `nilai` earns: 0 for a blank, never less than 0.

    `kunci` may be the plain data of `KunciRow.as_json`. `nilai` is a letter, a list of letters, or what was typed.
    """
    row = kunci if isinstance(kunci, KunciRow) else KunciRow.from_json(kunci)
    if is_blank(nilai):
        return NOL
    return JENIS_BUTIR[Tipe(row.tipe)].score(nilai, row)


def best_score(kunci: KunciRow | Mapping[str, Any]) -> Decimal:
    """Return the most that this item can earn."""
    row = kunci if isinstance(kunci, KunciRow) else KunciRow.from_json(kunci)
    if row.cara == CaraSkor.BOBOT:
        return max(row.bobot.values(), default=NOL)
    return row.poin


def is_blank(nilai: object) -> bool:
    """Nothing chosen and nothing typed."""
    if nilai is None:
        return True
    if isinstance(nilai, str):
        return not nilai.strip()
    return isinstance(nilai, list | tuple | set) and not nilai
