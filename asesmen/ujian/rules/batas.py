"""Limits of a rate. The state is the caller's: a bucket in memory, a row in the database."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# Saves of one sitting: far more than a person can make, far less than a broken page would.
SAVES_PER_SECOND = 10.0
SAVES_BURST = 50.0

# Entry: so many wrong tries, then a pause.
MASUK_TRIES = 5
MASUK_PAUSE = timedelta(minutes=5)


@dataclass
class Ember:
    """A token bucket: `isi` tokens at moment `at` (seconds of a clock that only goes forward)."""

    isi: float
    at: float


def take(ember: Ember, now: float, *, rate: float = SAVES_PER_SECOND, burst: float = SAVES_BURST) -> float:
    """Take one token and return 0.0, or return how many seconds to wait for one."""
    ember.isi = min(burst, ember.isi + max(0.0, now - ember.at) * rate)
    ember.at = now
    if ember.isi < 1:
        return (1 - ember.isi) / rate
    ember.isi -= 1
    return 0.0


def tries_left(jumlah: int, sejak: datetime | None, at: datetime) -> int:
    """How many wrong tries remain; 0 while the pause lasts. `sejak` is the moment of the newest wrong one."""
    if sejak is None or at - sejak >= MASUK_PAUSE:
        return MASUK_TRIES
    return max(0, MASUK_TRIES - jumlah)
