"""Card codes and room tokens: how long a card works, and tokens that change with the clock.

Source: docs/rules of the product, "Kode kartu"; 10 characters of 24 are 45 bits, kept as HMAC-SHA-256 only.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from pegawai.rules.kode import ALFABET, PANJANG_KODE, code_from_bytes, normalise

PANJANG_TOKEN = 6
# A card works until this long after the wave's last session: for the receipt, and for make-up sessions.
SESUDAH_SESI = timedelta(days=30)


def is_code(kode: str) -> bool:
    return len(kode) == PANJANG_KODE and all(c in ALFABET for c in kode)


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
