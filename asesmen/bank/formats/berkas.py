"""An item file as rows of text, whatever its layout."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

# What no database column or workbook takes: control characters but line break and tab, halves of characters.
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Row:
    """One row: its number in the file, its non-empty cells under our column names, its images (name → base64)."""

    nomor: int
    cells: Mapping[str, str] = field(default_factory=dict)
    gambar: Mapping[str, str] = field(default_factory=dict)


class BerkasUnreadable(ValueError):
    """The file as a whole cannot be read; the message says why and what to do."""

    code = "berkas_tidak_terbaca"


def clean(text: str) -> str:
    """Plain text with our line ends, composed letters and nothing unwritable; outer space is left out."""
    text = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", UNWRITABLE.sub("", text)).strip()
