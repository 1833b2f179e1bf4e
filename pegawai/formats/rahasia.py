"""A secret as it lies in the database: AES-GCM, bound to the row it belongs to."""

import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12


class RahasiaUnreadable(Exception):
    """The key is another one than when this was sealed, or the row was moved or changed."""


def seal(key: str, plain: bytes, *, nonce: bytes, milik: str) -> bytes:
    return nonce + _cipher(key).encrypt(nonce, plain, milik.encode())


def unseal(key: str, sealed: bytes, *, milik: str) -> bytes:
    """Return what was sealed for the same `milik`. Raises RahasiaUnreadable."""
    try:
        return _cipher(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], milik.encode())
    except (InvalidTag, ValueError) as fault:
        raise RahasiaUnreadable from fault


def _cipher(key: str) -> AESGCM:
    return AESGCM(hashlib.sha256(key.encode()).digest())
