"""Bytes of uploaded files: are they what their name claims, and can they do harm?"""

from asesmen.penugasan.formats.isi import Isi, read_isi

__all__ = ["Isi", "read_isi"]
