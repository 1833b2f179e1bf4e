"""One cell as the reader hands it on: None, a text, or [kind, text] for what a spreadsheet does not keep as text.

Kinds: "n" number, "d" date (ISO), "b" true or false, "e" an error such as #REF!, "f" a formula with its last value.
"""

from functools import lru_cache

Sel = None | str | list[str]
# Marks without width that come along when cells are copied from a page or a chat.
_UNSEEN = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF])
NOTHING = frozenset(
    {"-", "--", "\N{EN DASH}", "\N{EM DASH}", "\u00e2\u20ac\u201c", "\u00e2\u20ac\u201d", "null", "NULL", "N/A", "n/a"}
)


def teks(sel: Sel) -> str:
    """The cell's words on one line; empty for what means nothing ("-", "--")."""
    raw = sel if isinstance(sel, str) else sel[1] if sel else ""
    return _line(raw) if raw else ""


# A row's cells are asked for several times, and most words of a roster stand in many rows.
@lru_cache(maxsize=4096)
def _line(raw: str) -> str:
    line = " ".join((raw if raw.isascii() else raw.translate(_UNSEEN)).split())
    return "" if line in NOTHING else line


def jenis(sel: Sel) -> str:
    """The kind: "" for nothing, "s" for a text, else the kind's letter."""
    if sel is None:
        return ""
    return "s" if isinstance(sel, str) else sel[0]


def is_empty(sel: Sel) -> bool:
    return not teks(sel)
