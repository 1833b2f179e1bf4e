"""States of a sitting, what follows what, and what a proctor reads on a seat's tile."""

from datetime import datetime, timedelta
from enum import StrEnum


class Status(StrEnum):
    SIAP = "siap"
    BERJALAN = "berjalan"
    SELESAI = "selesai"


# Back from SELESAI only when time ran out and a proctor adds some: what a participant handed in stays handed in.
NEXT: dict[Status, frozenset[Status]] = {
    Status.SIAP: frozenset({Status.BERJALAN}),
    Status.BERJALAN: frozenset({Status.SELESAI}),
    Status.SELESAI: frozenset({Status.BERJALAN}),
}


class Selesai(StrEnum):
    """How a sitting ended."""

    PESERTA = "peserta"
    WAKTU = "waktu"
    PROKTOR = "proktor"


class Kursi(StrEnum):
    """A seat as the console shows it."""

    BELUM = "belum"
    HADIR = "hadir"
    MULAI = "mulai"
    SEDANG = "sedang"
    PUTUS = "putus"
    BEKU = "beku"
    SELESAI = "selesai"


LABEL_KURSI = {
    Kursi.BELUM: "Belum hadir",
    Kursi.HADIR: "Hadir",
    Kursi.MULAI: "Mulai",
    Kursi.SEDANG: "Sedang",
    Kursi.PUTUS: "Putus",
    Kursi.BEKU: "Beku",
    Kursi.SELESAI: "Selesai",
}

# The page shows life every 20 seconds; three missed signs are a lost connection.
PUTUS_SESUDAH = timedelta(seconds=65)

# A silence longer than this is written down, and counts towards what a room is owed.
SILENT_AFTER = timedelta(seconds=90)


def can_reopen(*, status: str, finish_kind: str) -> bool:
    """True for a sitting that the clock ended: more time opens it again."""
    return status == Status.SELESAI and finish_kind == Selesai.WAKTU


def seat_state(
    *,
    status: str | None,
    is_present: bool,
    answered: int,
    last_seen: datetime | None,
    is_over: bool,
    at: datetime,
    is_paused: bool = False,
) -> Kursi:
    """Judge one seat; `status` None: no paper was prepared, `is_over`: past the deadline and its grace."""
    if status == Status.BERJALAN and is_paused:
        return Kursi.BEKU
    if status == Status.SELESAI or (status == Status.BERJALAN and is_over):
        return Kursi.SELESAI
    if status != Status.BERJALAN:
        return Kursi.HADIR if is_present else Kursi.BELUM
    if last_seen is None or at - last_seen > PUTUS_SESUDAH:
        return Kursi.PUTUS
    return Kursi.SEDANG if answered else Kursi.MULAI
