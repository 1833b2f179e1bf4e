"""Width and height from the header, and the limit on what a browser would have to unpack."""

from base64 import b64encode
from struct import pack

import pytest

from asesmen.bank.rules.gambar import MAX_PIXELS, GambarRefused, read_gambar
from asesmen.bank.rules.ukuran import size_of

FILLER = bytes(40)


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + pack(">I4sII", 13, b"IHDR", width, height) + FILLER


def jpeg(width: int, height: int, frame: int = 0xC0) -> bytes:
    """A picture with an application segment, a Huffman table and a fill byte before its frame."""
    before = b"\xff\xe0" + pack(">H", 6) + b"\xff\xc0\x00\x00" + b"\xff\xc4" + pack(">H", 4) + b"\x01\x02"
    return b"\xff\xd8" + before + b"\xff\xff" + bytes([frame]) + pack(">HBHH", 17, 8, height, width) + FILLER


def webp(kind: bytes, head: bytes) -> bytes:
    return b"RIFF" + pack("<I", 60) + b"WEBP" + kind + pack("<I", len(head)) + head + FILLER


def lossy(width: int, height: int) -> bytes:
    return webp(b"VP8 ", b"\x30\x01\x00\x9d\x01\x2a" + pack("<HH", width | 1 << 14, height))


def lossless(width: int, height: int) -> bytes:
    return webp(b"VP8L", b"\x2f" + pack("<I", (width - 1) | (height - 1) << 14 | 1 << 28))


def extended(width: int, height: int) -> bytes:
    return webp(b"VP8X", bytes(4) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little"))


MAKERS = (png, jpeg, lambda w, h: jpeg(w, h, 0xC2), lossy, lossless, extended)


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("size", [(1, 1), (640, 481), (16383, 3)])
def test_the_size_is_read_from_every_kind_of_header(make, size):
    assert size_of(make(*size)) == size


@pytest.mark.parametrize("make", MAKERS)
def test_a_header_that_is_cut_short_has_no_size(make):
    whole = make(640, 481)[: -len(FILLER)]

    assert {size_of(whole[:n]) for n in range(len(whole) - 8)} == {None}


@pytest.mark.parametrize("isi", [png(0, 5), png(5, 0), b"\xff\xd8" + FILLER, webp(b"ALPH", FILLER)])
def test_a_header_without_a_size_has_none(isi):
    assert size_of(isi) is None


@pytest.mark.parametrize("make", MAKERS)
def test_an_image_of_more_than_forty_megapixels_is_refused_with_its_size(make):
    width = 8000
    most = MAX_PIXELS // width

    read_gambar("peta", b64encode(make(width, most)).decode())
    with pytest.raises(GambarRefused) as refusal:
        read_gambar("peta", b64encode(make(width, most + 1)).decode())

    assert (refusal.value.code, str(refusal.value)) == (
        "gambar_terlalu_luas",
        f"Gambar peta berukuran 8000 × {most + 1} piksel, lebih dari 40 juta. Perkecil ukurannya.",
    )


def test_an_image_whose_header_tells_no_size_is_refused():
    with pytest.raises(GambarRefused) as refusal:
        read_gambar("peta", b64encode(b"\xff\xd8\xff" + FILLER).decode())

    assert refusal.value.code == "gambar_tanpa_ukuran"
