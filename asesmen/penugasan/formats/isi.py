"""The first look into an uploaded file: its magic bytes must be those of the kind its name claims."""

import hashlib
from dataclasses import dataclass
from typing import BinaryIO

from asesmen.penugasan.formats.gambar import pixels
from asesmen.penugasan.formats.ooxml import check_ooxml
from asesmen.penugasan.rules.berkas import MAKS_PIKSEL, TIPE, BerkasRefused

AWAL = {
    "pdf": b"%PDF-",
    "docx": b"PK\x03\x04",
    "xlsx": b"PK\x03\x04",
    "pptx": b"PK\x03\x04",
    "jpg": b"\xff\xd8\xff",
    "png": b"\x89PNG\r\n\x1a\n",
}
# An Office file that asks for a password is not a zip but this container.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EKOR = 2048


@dataclass(frozen=True)
class Isi:
    """What was found: size in bytes and digest."""

    ukuran: int
    sha256: str


def read_isi(file: BinaryIO, *, tipe: str, name: str) -> Isi:
    """Read the whole file once more than its name: kind, structure, digest. Raises BerkasRefused; leaves it at 0."""
    file.seek(0)
    head = file.read(16)
    if head.startswith(OLE):
        raise BerkasRefused(
            "bersandi",
            f"“{name}” berkas Office lama atau bersandi. Simpan ulang sebagai {TIPE[tipe]} tanpa kata sandi, "
            "lalu unggah lagi.",
        )
    if not head.startswith(AWAL[tipe]):
        raise BerkasRefused(
            "isi_tidak_sesuai",
            f"Isi “{name}” bukan {TIPE[tipe]}. Mengganti nama berkas tidak mengubah isinya: "
            f"simpan ulang sebagai {TIPE[tipe]}.",
        )
    _check_inside(file, tipe=tipe, name=name)
    return _digest(file)


def _check_inside(file: BinaryIO, *, tipe: str, name: str) -> None:
    if tipe == "pdf":
        _check_pdf(file, name)
    elif tipe in {"jpg", "png"}:
        _check_image(file, tipe, name)
    else:
        check_ooxml(file, tipe=tipe, name=name)


def _check_pdf(file: BinaryIO, name: str) -> None:
    size = file.seek(0, 2)
    file.seek(max(0, size - EKOR))
    if b"%%EOF" not in file.read():
        raise BerkasRefused(
            "terpotong", f"“{name}” tidak utuh: akhirnya hilang. Simpan ulang sebagai PDF, lalu unggah lagi."
        )


def _check_image(file: BinaryIO, tipe: str, name: str) -> None:
    size = pixels(file, tipe)
    if size is None:
        raise BerkasRefused("terpotong", f"“{name}” tidak dapat dibaca sebagai gambar. Simpan ulang, lalu unggah lagi.")
    if size[0] * size[1] > MAKS_PIKSEL:
        raise BerkasRefused(
            "gambar_terlalu_besar",
            f"“{name}” berukuran {size[0]} × {size[1]} titik, paling banyak 40 juta titik. "
            "Perkecil gambarnya, lalu unggah lagi.",
        )


def _digest(file: BinaryIO) -> Isi:
    file.seek(0)
    digest, size = hashlib.sha256(), 0
    while chunk := file.read(1 << 16):
        digest.update(chunk)
        size += len(chunk)
    file.seek(0)
    return Isi(ukuran=size, sha256=digest.hexdigest())
