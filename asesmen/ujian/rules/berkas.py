"""The rescue file: what a page that cannot send any more writes to a stick, and only our server can read.

JSON text {"format", "pengerjaan": uuid, "dibuat": ms, "iv": base64, "isi": base64}; `isi` is AES-256-GCM of
{"simpanan": [entries as in a save]} under the sitting's own key, with the sitting's uuid as additional data.
"""

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from asesmen.ujian.rules.kiriman import MAX_ENTRIES, KirimanUnreadable, read_kiriman
from asesmen.ujian.rules.urutan import Simpanan

FORMAT = "asesmen-asn-jawaban-1"
MAX_BYTES = 256 * 1024
IV_BYTES = 12
KEYS = {"format", "pengerjaan", "dibuat", "iv", "isi"}
LATEST = 2**53


class BerkasNotOurs(ValueError):
    """Not a rescue file at all."""

    code = "not_ours"


class BerkasDamaged(ValueError):
    """A rescue file by its head, yet not as one was written."""

    code = "damaged"


@dataclass(frozen=True)
class Amplop:
    """The file as it lies there, still sealed. `dibuat`: milliseconds by the device's own clock, believed by nobody."""

    pengerjaan: UUID
    dibuat: int
    iv: bytes
    isi: bytes


@dataclass(frozen=True)
class IsiBerkas:
    """What was in it; `rusak` counts entries that cannot be read."""

    simpanan: list[Simpanan] = field(default_factory=list)
    rusak: int = 0


def rescue_key(key: str, pengerjaan_id: UUID | str) -> bytes:
    """Return the AES-256 key of one sitting's rescue file: 32 bytes that only the server can make."""
    return hmac.new(key.encode(), f"berkas {pengerjaan_id}".encode(), hashlib.sha256).digest()


def read_amplop(raw: bytes) -> Amplop:
    """Read the outside of a file. Raises BerkasNotOurs, BerkasDamaged."""
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BerkasNotOurs from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise BerkasNotOurs
    dibuat = data.get("dibuat")
    if set(data) != KEYS or not isinstance(dibuat, int) or isinstance(dibuat, bool) or not 0 <= dibuat < LATEST:
        raise BerkasDamaged
    iv, isi = _bytes(data["iv"]), _bytes(data["isi"])
    if len(iv) != IV_BYTES:
        raise BerkasDamaged
    return Amplop(_uuid(data["pengerjaan"]), dibuat, iv, isi)


def read_isi(text: bytes) -> IsiBerkas:
    """Read what was sealed; a bad entry is counted and left out. Raises BerkasDamaged."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BerkasDamaged from error
    if not isinstance(data, dict) or set(data) != {"simpanan"} or not isinstance(data["simpanan"], list):
        raise BerkasDamaged
    found: dict[tuple[int, int], Simpanan] = {}
    rusak = 0
    for start in range(0, len(data["simpanan"]), MAX_ENTRIES):
        try:
            part = read_kiriman({"simpanan": data["simpanan"][start : start + MAX_ENTRIES]})
        except KirimanUnreadable as error:
            raise BerkasDamaged from error
        rusak += len(part.refused)
        for save in part.simpanan:
            rusak += found.setdefault(save.order, save) != save
    return IsiBerkas(sorted(found.values(), key=lambda save: save.order), rusak)


def _bytes(value: Any) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError, TypeError) as error:
        raise BerkasDamaged from error


def _uuid(value: Any) -> UUID:
    # Only the form that pages write: the same text is part of what is sealed.
    try:
        found = UUID(value)
    except (ValueError, TypeError, AttributeError) as error:
        raise BerkasDamaged from error
    if str(found) != value:
        raise BerkasDamaged
    return found
