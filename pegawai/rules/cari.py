"""What somebody types to find a person: part of a NIP, words of a name, of a unit, or of both, in any order."""

import re
from dataclasses import dataclass

from pegawai.rules.nama import search_form
from pegawai.rules.nip import clean_nip

# A word shorter than this is the beginning of a word: its likeness to other words says nothing.
SHORT = 3
# More words than anybody's name and school have; each costs a condition.
MOST_WORDS = 8
# One name, written in all these ways in the same list.
MUHAMMAD = (
    "muhammad", "muhamad", "mohammad", "mohamad", "mochammad", "mochamad", "muchammad", "muchamad", "moh", "muh",
    "moch", "much", "mhd",
)  # fmt: skip
# s.pd, M.Kes., a.md.keb: a degree however it is typed, when a name stands before it.
_DEGREE = re.compile(r"(s|m|a|d|sp|ph|gr|ns|apt|ak)\.[a-z]{1,5}(\.[a-z]{1,5})*\.?", re.IGNORECASE)


@dataclass(frozen=True)
class Cari:
    """`nip` when only digits were typed, else `kata`: lower-case words without titles. Both empty for nothing."""

    nip: str = ""
    kata: tuple[str, ...] = ()


def read_cari(text: str) -> Cari:
    digits = clean_nip(text)
    if digits.isdecimal() and digits.isascii():
        return Cari(nip=digits[:18])
    words = text.split()
    while len(words) > 1 and _DEGREE.fullmatch(words[-1].rstrip(",")):
        words.pop()
    return Cari(kata=tuple(dict.fromkeys(search_form(" ".join(words)).split()))[:MOST_WORDS])


def matching_units(kata: str, names: dict[int, str], paths: dict[int, list[int]]) -> list[int]:
    """The units whose name has a word beginning with `kata`, and all below them; none for a single letter.

    `names` maps a unit to its name in lower case, `paths` to the ids from the root down to it.
    """
    if len(kata) < 2:
        return []
    hits = {unit_id for unit_id, nama in names.items() if f" {kata}" in f" {nama}"}
    return [unit_id for unit_id, path in paths.items() if not hits.isdisjoint(path)] if hits else []


def swapped(kata: str) -> list[str]:
    """The words from which two neighbouring letters, changing places, would make `kata`; none for short words."""
    if len(kata) <= SHORT:
        return []
    pairs = range(len(kata) - 1)
    return [kata[:i] + kata[i + 1] + kata[i] + kata[i + 2 :] for i in pairs if kata[i] != kata[i + 1]]


def variants(kata: str) -> list[str]:
    """What may be meant by `kata`: other spellings of one name, or the word with two letters put back in place."""
    return [nama for nama in MUHAMMAD if nama != kata] if kata in MUHAMMAD else swapped(kata)
