"""Time-based one-time passwords: RFC 6238 with HMAC-SHA-1, six digits, steps of 30 seconds, as every app reads them."""

import base64
import hashlib
import hmac
from datetime import datetime
from urllib.parse import quote, urlencode

STEP_SECONDS = 30
DIGITS = 6
SECRET_BYTES = 20
# A phone's clock may be one step off.
DRIFT = (0, -1, 1)
FAKTOR_TRIES = 5
FAKTOR_PAUSE_MINUTES = 5
KODE_PEMULIHAN_COUNT = 10


def step_at(at: datetime) -> int:
    return int(at.timestamp()) // STEP_SECONDS


def code_at(secret: bytes, step: int) -> str:
    digest = hmac.new(secret, step.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def matching_step(secret: bytes, typed: str, at: datetime, after: int) -> int | None:
    """Return the step whose code was typed, or None. Steps up to `after` are used up: no code works twice."""
    code = "".join(c for c in typed if c.isdigit())
    steps = [step_at(at) + drift for drift in DRIFT]
    fits = [step for step in steps if hmac.compare_digest(code.encode(), code_at(secret, step).encode())]
    return next((step for step in fits if step > after), None)


def secret_text(secret: bytes) -> str:
    """The secret as it is typed into an app without a camera, in groups of four."""
    text = base64.b32encode(secret).decode().rstrip("=")
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def secret_uri(secret: bytes, *, username: str, penerbit: str) -> str:
    """The address that the QR code holds."""
    label = quote(f"{penerbit}:{username}", safe=":")
    fields = {"secret": secret_text(secret).replace(" ", ""), "issuer": penerbit, "digits": DIGITS}
    return f"otpauth://totp/{label}?{urlencode(fields, quote_via=quote)}"
