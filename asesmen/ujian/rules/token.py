"""The signed token of a sitting: who writes, and by which lease. Checking it costs one HMAC and no query."""

import base64
import binascii
import hmac
from uuid import UUID

LEASE_BYTES = 16
SIGNATURE_BYTES = 32


def lease_of(key: str, session_key: str) -> str:
    """The lease of a browser's session, 32 hex digits: a reload keeps it, another device cannot have it."""
    return _sign(key, b"lease " + session_key.encode())[:LEASE_BYTES].hex()


def make_token(key: str, pengerjaan_id: UUID, lease: str) -> str:
    body = pengerjaan_id.bytes + bytes.fromhex(lease)
    return _text(body + _sign(key, body))


def read_token(key: str, token: str) -> tuple[UUID, str] | None:
    """Return (sitting, lease) of a token that we signed, else None."""
    raw = _raw(token)
    if raw is None:
        return None
    body, signature = raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:]
    if not hmac.compare_digest(signature, _sign(key, body)):
        return None
    return UUID(bytes=body[:16]), body[16:].hex()


def is_foreign(key: str, pengerjaan_id: UUID, token: str) -> bool:
    """Return whether this has the form of a token of this sitting, under a signature that is not by this key."""
    raw = _raw(token)
    return raw is not None and raw[:16] == pengerjaan_id.bytes and read_token(key, token) is None


def _raw(token: str) -> bytes | None:
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if len(raw) == 16 + LEASE_BYTES + SIGNATURE_BYTES else None


def _sign(key: str, body: bytes) -> bytes:
    return hmac.digest(key.encode(), b"ujian " + body, "sha256")


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
