"""Images of items: what may come in, told by their first bytes, and the name that their content gives them."""

import binascii
from base64 import b64decode
from dataclasses import dataclass
from hashlib import sha256

from asesmen.bank.rules.ukuran import size_of

MAX_BYTES = 500 * 1024
# What a browser unpacks takes four bytes each: a small file may hold a picture that stops a phone.
MAX_PIXELS = 40_000_000
# Mime type, the ending of our name.
PNG, JPEG, WEBP = ("image/png", "png"), ("image/jpeg", "jpg"), ("image/webp", "webp")


@dataclass(frozen=True)
class Gambar:
    """An image under the name that its content gives it."""

    nama: str
    mime: str
    isi: bytes


class GambarRefused(ValueError):
    """An image that cannot be taken in; `code` is stable, the message says what to do."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


def read_gambar(nama: str, text: str) -> Gambar:
    """Read an image of an item file, in base64. Its own ending and type count for nothing. Raises GambarRefused."""
    try:
        isi = b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise GambarRefused(f"Gambar {nama} bukan base64 yang utuh. Ekspor ulang.", "gambar_rusak") from wrong
    if len(isi) > MAX_BYTES:
        raise GambarRefused(f"Gambar {nama} lebih dari 500 KB. Perkecil ukurannya.", "gambar_terlalu_besar")
    kind = _kind(isi)
    if kind is None:
        raise GambarRefused(
            f"Gambar {nama} bukan PNG, JPEG, atau WebP. Simpan ulang sebagai PNG.", "gambar_bukan_gambar"
        )
    mime, ending = kind
    size = size_of(isi)
    if size is None:
        raise GambarRefused(f"Ukuran gambar {nama} tidak terbaca. Simpan ulang sebagai PNG.", "gambar_tanpa_ukuran")
    if size[0] * size[1] > MAX_PIXELS:
        raise GambarRefused(
            f"Gambar {nama} berukuran {size[0]} × {size[1]} piksel, lebih dari 40 juta. Perkecil ukurannya.",
            "gambar_terlalu_luas",
        )
    return Gambar(f"{sha256(isi).hexdigest()[:32]}.{ending}", mime, isi)


def _kind(isi: bytes) -> tuple[str, str] | None:
    if isi[:8] == b"\x89PNG\r\n\x1a\n":
        return PNG
    if isi[:3] == b"\xff\xd8\xff":
        return JPEG
    return WEBP if isi[:4] == b"RIFF" and isi[8:12] == b"WEBP" else None
