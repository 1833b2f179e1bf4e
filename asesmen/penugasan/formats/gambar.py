"""Width and height of a picture from its header, without decoding a pixel."""

import struct
from typing import BinaryIO

# Start-of-frame markers of JPEG: C0 to CF without the tables C4, C8, CC.
SOF = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def pixels(file: BinaryIO, tipe: str) -> tuple[int, int] | None:
    """Width and height, or None where the header does not hold them."""
    file.seek(0)
    size = _png(file.read(24)) if tipe == "png" else _jpeg(file)
    return size if size and min(size) > 0 else None


def _png(head: bytes) -> tuple[int, int] | None:
    if len(head) < 24 or head[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def _jpeg(file: BinaryIO) -> tuple[int, int] | None:
    file.seek(2)
    for _ in range(1000):
        marker = file.read(4)
        if len(marker) < 4 or marker[0] != 0xFF:
            return None
        if marker[1] in SOF:
            frame = file.read(5)
            if len(frame) < 5:
                return None
            height, width = struct.unpack(">HH", frame[1:5])
            return width, height
        length = struct.unpack(">H", marker[2:4])[0]
        if length < 2:
            return None
        file.seek(length - 2, 1)
    return None
