"""QR codes as pictures a page can carry."""

import segno

# A fixed mask: looking for the best of eight costs more than it gains.
MASK = 2


def qr_image(text: str) -> str:
    """Return `text` as a data: address of an SVG, dark on white, with its quiet zone."""
    return segno.make(text, error="m", mask=MASK, micro=False).svg_data_uri(
        scale=4, border=2, dark="#000", light="#fff"
    )
