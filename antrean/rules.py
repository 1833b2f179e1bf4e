"""States of a job and when a row counts as abandoned."""

from datetime import datetime, timedelta
from enum import StrEnum


class Status(StrEnum):
    ANTRE = "antre"
    BERJALAN = "berjalan"
    SELESAI = "selesai"
    GAGAL = "gagal"
    DIBATALKAN = "dibatalkan"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(s.value, LABEL[s]) for s in cls]


LABEL = {
    Status.ANTRE: "Menunggu giliran",
    Status.BERJALAN: "Sedang dikerjakan",
    Status.SELESAI: "Selesai",
    Status.GAGAL: "Gagal",
    Status.DIBATALKAN: "Dibatalkan",
}

NEXT = {
    Status.ANTRE: {Status.BERJALAN, Status.DIBATALKAN},
    Status.BERJALAN: {Status.SELESAI, Status.GAGAL, Status.DIBATALKAN, Status.ANTRE},
    Status.SELESAI: frozenset(),
    Status.GAGAL: {Status.ANTRE},
    Status.DIBATALKAN: {Status.ANTRE},
}

STALE_AFTER = timedelta(minutes=2)
MAX_ATTEMPTS = 3


def is_abandoned(status: str, heartbeat_at: datetime | None, at: datetime) -> bool:
    """True when a running job has not shown life for STALE_AFTER: its worker died."""
    return status == Status.BERJALAN and (heartbeat_at is None or at - heartbeat_at > STALE_AFTER)
