"""From a daily pattern of sessions to the sessions of real days. Fridays differ, for the prayer at noon."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

JUMAT = 4
_JAM = r"(\d{1,2})[.:](\d{2})"
_JUMAT_MULAI = re.compile(rf"jumat\s+(?:mulai\s+)?(?:pukul\s+)?{_JAM}", re.IGNORECASE)
_JUMAT_TIDAK = re.compile(
    r"tidak\s+(?:ada\s+|diadakan\s+)?(?:pada\s+)?(?:hari\s+)?jumat|kecuali\s+(?:hari\s+)?jumat", re.IGNORECASE
)


class PolaUnreadable(ValueError):
    """A note beside a session that says something this program does not understand."""

    code = "catatan_tidak_dikenali"


@dataclass(frozen=True)
class Pola:
    """One session of a day. On a Friday it starts at `jumat_mulai` (same length), or not at all."""

    nomor: int
    mulai: time
    selesai: time
    jumat_mulai: time | None = None
    is_jumat: bool = True


@dataclass(frozen=True)
class Jadwal:
    """A session on a day, with the zone of the office."""

    pola: int
    mulai: datetime
    selesai: datetime


def read_catatan(catatan: str) -> tuple[time | None, bool]:
    """Return (start on Fridays, held on Fridays) from a note. Raises PolaUnreadable for any other sentence."""
    text = catatan.strip()
    if not text:
        return None, True
    if _JUMAT_TIDAK.search(text):
        return None, False
    if found := _JUMAT_MULAI.search(text):
        hour, minute = int(found[1]), int(found[2])
        if hour < 24 and minute < 60:
            return time(hour, minute), True
    raise PolaUnreadable(text)


def jadwal_of(pola: Sequence[Pola], days: Iterable[date], zone: tzinfo) -> list[Jadwal]:
    """Return the sessions of these days, in order of time."""
    found = [j for day in days for p in pola if (j := _on(p, day, zone))]
    return sorted(found, key=lambda j: (j.mulai, j.pola))


def _on(pola: Pola, day: date, zone: tzinfo) -> Jadwal | None:
    length = datetime.combine(day, pola.selesai) - datetime.combine(day, pola.mulai)
    start = pola.mulai
    if day.weekday() == JUMAT:
        if not pola.is_jumat:
            return None
        start = pola.jumat_mulai or pola.mulai
    mulai = datetime.combine(day, start, tzinfo=zone)
    return Jadwal(pola.nomor, mulai, mulai + length)


def days_between(first: date, last: date, *, with_saturday: bool = False) -> list[date]:
    """Return the working days of a range, both ends included; never a Sunday."""
    limit = 6 if with_saturday else 5
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if day.weekday() < limit]
