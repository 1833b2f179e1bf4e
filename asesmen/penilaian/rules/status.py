"""States of a computation and what follows what: hitung, sahkan, umumkan, each with its undo."""

from enum import StrEnum


class Status(StrEnum):
    BERJALAN = "berjalan"
    DIHITUNG = "dihitung"
    DISAHKAN = "disahkan"
    DIUMUMKAN = "diumumkan"
    DIGANTI = "diganti"
    DIBATALKAN = "dibatalkan"


NEXT: dict[Status, frozenset[Status]] = {
    Status.BERJALAN: frozenset({Status.DIHITUNG, Status.DIBATALKAN}),
    Status.DIHITUNG: frozenset({Status.DISAHKAN, Status.DIBATALKAN}),
    Status.DISAHKAN: frozenset({Status.DIHITUNG, Status.DIUMUMKAN}),
    Status.DIUMUMKAN: frozenset({Status.DISAHKAN, Status.DIGANTI}),
    # The older computation stays approved: it can be published again.
    Status.DIGANTI: frozenset({Status.DIUMUMKAN}),
    Status.DIBATALKAN: frozenset(),
}

# The wave goes as far as its furthest computation; between neighbours of this list it moves both ways.
JALAN_GELOMBANG = ("selesai", "dinilai", "disahkan", "diumumkan")
_CAPAI = {
    Status.DIHITUNG: "dinilai",
    Status.DISAHKAN: "disahkan",
    Status.DIGANTI: "disahkan",
    Status.DIUMUMKAN: "diumumkan",
}


def status_gelombang(computations: set[Status]) -> str:
    """Where a wave stands, given the states of its computations."""
    reached = {_CAPAI[status] for status in computations if status in _CAPAI}
    return max(reached, key=JALAN_GELOMBANG.index, default="selesai")


def jalan(dari: str, ke: str) -> list[str]:
    """The states a wave passes from `dari` (not named) to `ke`, step by step; empty when it is not on this road."""
    if dari not in JALAN_GELOMBANG:
        return []
    start, end = JALAN_GELOMBANG.index(dari), JALAN_GELOMBANG.index(ke)
    step = 1 if end >= start else -1
    return [JALAN_GELOMBANG[i] for i in range(start + step, end + step, step)] if start != end else []
