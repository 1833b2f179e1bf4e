"""Words and pictures of a sitting."""

from asesmen.ujian.formats.kursi import IKON, TeksKursi, hour_text, kursi_text

__all__ = ["IKON", "TeksKursi", "hour_text", "kursi_text"]
