"""States of a job, when a row counts as abandoned, and when a database may forget what it confirmed."""

from collections.abc import Mapping
from datetime import timedelta
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

DURABLE_COMMITS = frozenset({"on", "local", "remote_write", "remote_apply"})


def durability_faults(values: Mapping[str, str]) -> list[str]:
    """Return the names of settings that risk confirmed commits. Source: PostgreSQL's manual, Reliability and WAL."""
    wrong = [name for name in ("fsync", "full_page_writes") if values[name] != "on"]
    return wrong if values["synchronous_commit"] in DURABLE_COMMITS else [*wrong, "synchronous_commit"]
