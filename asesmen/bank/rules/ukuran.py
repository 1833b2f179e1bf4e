"""Width and height of an image as its header tells them: nothing is unpacked."""

from struct import error, unpack_from

# Start-of-frame markers of JPEG: 0xC4, 0xC8 and 0xCC among them mean something else.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# Markers without a length behind them.
BARE = frozenset({0x01, *range(0xD0, 0xD9)})


def size_of(isi: bytes) -> tuple[int, int] | None:
    """(width, height) of a PNG, JPEG or WebP; None where the header is cut short, or says nothing."""
    try:
        if isi[:4] == b"\x89PNG":
            size = unpack_from(">II", isi, 16)
        elif isi[:2] == b"\xff\xd8":
            size = _jpeg(isi)
        else:
            size = _webp(isi)
    except (ValueError, IndexError, error):
        return None
    return size if size[0] and size[1] else None


def _jpeg(isi: bytes) -> tuple[int, int]:
    """Walk from segment to segment up to the frame. Raises ValueError, IndexError, struct.error."""
    at = 2
    while True:
        if isi[at] != 0xFF:
            raise ValueError("not a marker")
        marker = isi[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker in BARE:
            at += 2
        elif marker in FRAMES:
            height, width = unpack_from(">HH", isi, at + 5)
            return width, height
        else:
            at += 2 + max(2, unpack_from(">H", isi, at + 2)[0])


def _webp(isi: bytes) -> tuple[int, int]:
    """One of three headers: extended, lossless, lossy. Raises ValueError, struct.error."""
    kind = isi[12:16]
    if kind == b"VP8X":
        width, height = (int.from_bytes(isi[at : at + 3], "little") + 1 for at in (24, 27))
        if len(isi) < 30:
            raise ValueError("cut short")
        return width, height
    if kind == b"VP8L":
        bits = unpack_from("<I", isi, 21)[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        width, height = unpack_from("<HH", isi, 26)
        return width & 0x3FFF, height & 0x3FFF
    raise ValueError("unknown header")
