"""Card codes and room tokens: an alphabet without look-alikes, keyed hashes, tokens that change with the clock.

Source: docs/rules of the product, "Kode kartu"; 10 characters of 24 are 45 bits, kept as HMAC-SHA-256 only.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

# Without 0 O, 1 I L, 2 Z, 5 S, 8 B, 6 G as pairs: of each pair at most one is left.
ALFABET = "34679ACDEFHJKMNPQRTUVWXY"
PANJANG_KODE = 10
PANJANG_TOKEN = 6
# A card works until this long after the wave's last session: for the receipt, and for make-up sessions.
SESUDAH_SESI = timedelta(days=30)
# The largest multiple of the alphabet that fits a byte; larger ones are dropped, or some letters would be likelier.
_FAIR = 256 - 256 % len(ALFABET)


def code_from_bytes(noise: bytes, length: int = PANJANG_KODE) -> str:
    """Return `length` characters from random bytes; ValueError when too few of them are usable (give 4 × length)."""
    letters = [ALFABET[b % len(ALFABET)] for b in noise if b < _FAIR][:length]
    if len(letters) < length:
        raise ValueError("not enough random bytes")
    return "".join(letters)


def normalise(kode: str) -> str:
    """Read a typed code: case, spaces and dashes do not count."""
    return "".join(c for c in kode.upper() if c.isalnum())


def is_code(kode: str) -> bool:
    return len(kode) == PANJANG_KODE and all(c in ALFABET for c in kode)


def card_hash(key: str, kode: str) -> str:
    """Return the keyed hash under which a normalised code is stored, 64 hex digits."""
    return hmac.new(key.encode(), kode.encode(), hashlib.sha256).hexdigest()


def is_card_valid(*, issued_at: datetime, revoked_at: datetime | None, last_end: datetime | None, at: datetime) -> bool:
    """True between issue and 30 days after the last session; without sessions, 30 days after issue."""
    until = max(last_end or issued_at, issued_at) + SESUDAH_SESI
    return revoked_at is None and issued_at <= at <= until


def room_token(rahasia: str, at: datetime, minutes: int) -> str:
    """Return the token of the period that holds `at`; it changes every `minutes`."""
    return _token_of(rahasia, _period(at, minutes))


def room_token_ok(rahasia: str, token: str, at: datetime, minutes: int) -> bool:
    """True for the token of this period and of the one just before: people type slowly."""
    typed = normalise(token).encode()
    period = _period(at, minutes)
    answers = [hmac.compare_digest(typed, _token_of(rahasia, p).encode()) for p in (period, period - 1)]
    return any(answers)


def _period(at: datetime, minutes: int) -> int:
    return int(at.timestamp()) // (minutes * 60)


def _token_of(rahasia: str, period: int) -> str:
    noise = hmac.new(rahasia.encode(), str(period).encode(), hashlib.sha256).digest()
    return code_from_bytes(noise, PANJANG_TOKEN)
