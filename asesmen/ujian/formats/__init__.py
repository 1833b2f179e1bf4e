"""Words and pictures of a sitting."""

from asesmen.ujian.formats.kursi import IKON, TeksKursi, hour_text, kursi_text
from asesmen.ujian.formats.qr import qr_image

__all__ = ["IKON", "TeksKursi", "hour_text", "kursi_text", "qr_image"]
