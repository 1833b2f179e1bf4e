"""Words and pictures of a sitting."""

from asesmen.ujian.formats.kursi import TeksKursi, kursi_text
from asesmen.ujian.formats.qr import qr_image

__all__ = ["TeksKursi", "kursi_text", "qr_image"]
