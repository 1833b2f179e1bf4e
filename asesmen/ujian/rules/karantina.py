"""Answers kept apart: why, how late, and what a person's decision does to the answer that counts."""

from datetime import datetime, timedelta
from enum import StrEnum

from asesmen.gelombang.rules import StatusGelombang

# Results of the wave are approved: an answer that is let in now would change them, so two people must want it.
NEEDS_SECOND = frozenset({StatusGelombang.DISAHKAN, StatusGelombang.DIUMUMKAN})


class Sebab(StrEnum):
    TERLAMBAT = "terlambat"
    DIKUMPULKAN = "dikumpulkan"
    PERANGKAT = "perangkat"
    BAGIAN = "bagian"


LABEL_SEBAB = {
    Sebab.TERLAMBAT: "Tiba setelah tenggang",
    Sebab.DIKUMPULKAN: "Tiba setelah ujian dikumpulkan",
    Sebab.PERANGKAT: "Dari perangkat yang sudah diganti",
    Sebab.BAGIAN: "Dari bagian yang sudah ditutup",
}


class Keadaan(StrEnum):
    """Where an answer in quarantine stands."""

    BELUM = "belum"
    MENUNGGU = "menunggu"
    DITERIMA = "diterima"
    DITOLAK = "ditolak"


LABEL_KEADAAN = {
    Keadaan.BELUM: "Belum diputus",
    Keadaan.MENUNGGU: "Menunggu orang kedua",
    Keadaan.DITERIMA: "Diterima",
    Keadaan.DITOLAK: "Ditolak",
}


def why_apart(
    *,
    at: datetime,
    deadline: datetime,
    tenggang: int,
    finished_at: datetime | None,
    is_old_device: bool,
) -> Sebab:
    """Say why an answer was kept apart, the strongest reason first."""
    if at > deadline + timedelta(seconds=tenggang):
        return Sebab.TERLAMBAT
    if finished_at is not None and at >= finished_at:
        return Sebab.DIKUMPULKAN
    return Sebab.PERANGKAT if is_old_device else Sebab.BAGIAN


def seconds_late(*, at: datetime, deadline: datetime) -> int:
    """Whole seconds past the deadline, begun ones counted; 0 in time."""
    return max(0, -((deadline - at) // timedelta(seconds=1)))


def decision_state(putusan: str | None, *, needs_second: bool = False, has_second: bool = False) -> Keadaan:
    """`putusan` None: nobody decided yet."""
    if putusan is None:
        return Keadaan.BELUM
    if putusan == "tolak":
        return Keadaan.DITOLAK
    return Keadaan.MENUNGGU if needs_second and not has_second else Keadaan.DITERIMA


def is_newer(order: tuple[int, int], stored: tuple[int, int] | None) -> bool:
    """True when an answer is newer, by (epoch, seq), than the one that counts."""
    return stored is None or order > stored


def order_after(order: tuple[int, int], stored: tuple[int, int] | None) -> tuple[int, int]:
    """The (epoch, seq) of an item once this answer counts. It never falls (I2), also where an older one was chosen:
    only what is newer than both may replace it by itself."""
    return order if stored is None else max(order, stored)


def late_text(seconds: int) -> str:
    """Say exactly how late: "12 menit 5 detik"; a complaint may turn on the seconds."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    parts = ((hours, "jam"), (minutes, "menit"), (left, "detik"))
    return " ".join(f"{n} {word}" for n, word in parts if n) or "0 detik"
