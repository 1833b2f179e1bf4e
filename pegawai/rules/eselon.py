"""Eselon as the older lists still state it, and the tier of UU ASN it stands for.

Source: SIASN's reference of eselon; docs/registry.md, "Units and jabatan". A stated eselon is a fact; a title proves
nothing.
"""

import re

_ESELON = re.compile(r"(?:eselon\s*)?(IV|III|II|I|[1-4])\s*[/. -]?\s*([AB])", re.IGNORECASE)
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}
TIER = {"I": "JPT Madya", "II": "JPT Pratama", "III": "Administrator", "IV": "Pengawas"}


def read_eselon(text: str) -> str:
    """Return "III.a" for III/a, 3a, "Eselon III.A"; empty for "Non Eselon", "-" and anything else."""
    found = _ESELON.fullmatch(text.strip().rstrip("."))
    return f"{_ROMAN.get(found[1], found[1].upper())}.{found[2].lower()}" if found else ""


def tier_of(eselon: str) -> str:
    """The tier of an eselon as `read_eselon` gives it; I.a alone is JPT Utama. Empty for no eselon."""
    return "JPT Utama" if eselon == "I.a" else TIER.get(eselon.partition(".")[0], "")
