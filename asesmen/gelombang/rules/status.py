"""States of a wave and of a session, and what follows what."""

from datetime import timedelta
from enum import StrEnum

# A proctor may open a session this long before its time: people are let in while the clock still runs down.
BUKA_LEBIH_AWAL = timedelta(minutes=30)


class StatusGelombang(StrEnum):
    RENCANA = "rencana"
    DIKUNCI = "dikunci"
    BERLANGSUNG = "berlangsung"
    SELESAI = "selesai"
    DINILAI = "dinilai"
    DISAHKAN = "disahkan"
    DIUMUMKAN = "diumumkan"
    DIBATALKAN = "dibatalkan"


class StatusSesi(StrEnum):
    RENCANA = "rencana"
    DIKUNCI = "dikunci"
    BERLANGSUNG = "berlangsung"
    SELESAI = "selesai"
    DIBATALKAN = "dibatalkan"


LABEL = {
    "rencana": "Rencana",
    "dikunci": "Dikunci",
    "berlangsung": "Berlangsung",
    "selesai": "Selesai",
    "dinilai": "Dinilai",
    "disahkan": "Disahkan",
    "diumumkan": "Diumumkan",
    "dibatalkan": "Dibatalkan",
}

NEXT_GELOMBANG: dict[StatusGelombang, frozenset[StatusGelombang]] = {
    StatusGelombang.RENCANA: frozenset({StatusGelombang.DIKUNCI, StatusGelombang.DIBATALKAN}),
    StatusGelombang.DIKUNCI: frozenset(
        {StatusGelombang.RENCANA, StatusGelombang.BERLANGSUNG, StatusGelombang.DIBATALKAN}
    ),
    StatusGelombang.BERLANGSUNG: frozenset({StatusGelombang.SELESAI}),
    StatusGelombang.SELESAI: frozenset({StatusGelombang.BERLANGSUNG, StatusGelombang.DINILAI}),
    StatusGelombang.DINILAI: frozenset({StatusGelombang.SELESAI, StatusGelombang.DISAHKAN}),
    StatusGelombang.DISAHKAN: frozenset({StatusGelombang.DINILAI, StatusGelombang.DIUMUMKAN}),
    StatusGelombang.DIUMUMKAN: frozenset({StatusGelombang.DISAHKAN}),
    StatusGelombang.DIBATALKAN: frozenset(),
}

NEXT_SESI: dict[StatusSesi, frozenset[StatusSesi]] = {
    StatusSesi.RENCANA: frozenset({StatusSesi.DIKUNCI, StatusSesi.DIBATALKAN}),
    StatusSesi.DIKUNCI: frozenset({StatusSesi.RENCANA, StatusSesi.BERLANGSUNG, StatusSesi.DIBATALKAN}),
    StatusSesi.BERLANGSUNG: frozenset({StatusSesi.SELESAI}),
    StatusSesi.SELESAI: frozenset(),
    StatusSesi.DIBATALKAN: frozenset(),
}


def can_follow(status: str, to: str) -> bool:
    """True when a wave may go from one state straight to the other."""
    return StatusGelombang(to) in NEXT_GELOMBANG[StatusGelombang(status)]
