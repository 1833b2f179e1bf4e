"""An item file as rows of text, whatever its layout."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """One row: its number in the file, and its non-empty cells under our column names."""

    nomor: int
    cells: Mapping[str, str] = field(default_factory=dict)


class BerkasUnreadable(ValueError):
    """The file as a whole cannot be read; the message says why and what to do."""

    code = "berkas_tidak_terbaca"
