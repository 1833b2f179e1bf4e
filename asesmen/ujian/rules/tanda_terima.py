"""The receipt: a digest of what the server holds, a code to read aloud, and a signature that proves both."""

import hashlib
import hmac
import json
from collections.abc import Iterable

from asesmen.ujian.rules.urutan import Simpanan

CODE_LENGTH = 12
SIGNATURE_LENGTH = 32


def answers_digest(pengerjaan_id: str, answers: Iterable[Simpanan]) -> str:
    """Return sha256 over the final answers in order of their items: same answers, same digest, on any machine."""
    digest = hashlib.sha256(pengerjaan_id.encode())
    for a in sorted(answers, key=lambda a: a.versi):
        digest.update(f"\n{a.versi} {a.epoch} {a.seq} {canonical(a.nilai)} {int(a.ragu)}".encode())
    return digest.hexdigest()


def canonical(nilai: object) -> str:
    return json.dumps(nilai, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def receipt_code(key: str, pengerjaan_id: str) -> str:
    """Return the sitting's code, 12 hex digits. It never changes, also when more time opens the sitting again."""
    return _hmac(key, f"kode {pengerjaan_id}")[:CODE_LENGTH].upper()


def receipt_signature(key: str, code: str, digest: str) -> str:
    """Return what the QR carries beside the code: 128 bits that only the server can make for these answers."""
    return _hmac(key, f"sidik {code} {digest}")[:SIGNATURE_LENGTH]


def is_signature(key: str, code: str, digest: str, given: str) -> bool:
    return hmac.compare_digest(receipt_signature(key, code, digest).encode(), given.encode())


def short_digest(digest: str) -> str:
    """The first 16 digits, as printed on the slip."""
    return digest[:16].upper()


def _hmac(key: str, text: str) -> str:
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()
