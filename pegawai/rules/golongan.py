"""Pangkat and golongan ruang as offices write them: III/d, III.d, IIId, 3D, "Penata Tk. I, III/d", "Golongan IX"."""

import re

PNS = {f"{roman}/{letter}" for roman in ("I", "II", "III", "IV") for letter in "abcd"} | {"IV/e"}
PPPK = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
)  # fmt: skip
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}
_PNS = re.compile(r"(?:^|[\s,(])(IV|III|II|I|[1-4])\s*[/. ]?\s*([A-E])\)?$")
_PPPK = re.compile(r"(?:^|\s)([IVX]+)\)?$")


def read_golongan(text: str) -> str | None:
    """Return the usual spelling, or None for what is no golongan. Arabic numbers alone ("9") are not guessed."""
    bare = " ".join(text.upper().split()).rstrip(".")
    ruang = _PNS.search(bare)
    if ruang:
        roman = _ROMAN.get(ruang[1], ruang[1])
        found = f"{roman}/{ruang[2].lower()}"
        return found if found in PNS else None
    level = _PPPK.search(bare)
    return level[1] if level and level[1] in PPPK else None
