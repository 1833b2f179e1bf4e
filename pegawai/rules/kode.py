"""Codes that people copy by hand: an alphabet without look-alikes; only a keyed hash of a code is kept."""

import hashlib
import hmac

# Without 0 O, 1 I L, 2 Z, 5 S, 8 B, 6 G as pairs: of each pair at most one is left.
ALFABET = "34679ACDEFHJKMNPQRTUVWXY"
PANJANG_KODE = 10
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


def code_hash(key: str, kode: str) -> str:
    """Return the keyed hash under which a normalised code is stored, 64 hex digits."""
    return hmac.new(key.encode(), kode.encode(), hashlib.sha256).hexdigest()


def code_text(kode: str) -> str:
    """A code as it is printed, in groups of four: K7RM 4XPH 9T."""
    return " ".join(kode[i : i + 4] for i in range(0, len(kode), 4))
