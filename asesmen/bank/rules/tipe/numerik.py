"""A number that is typed, with comma or dot, right within a tolerance."""

import re
from decimal import Decimal

from asesmen.bank.rules.butir import ButirMasuk, Masalah
from asesmen.bank.rules.kunci import KunciRow

# Longer than any number that somebody means; keeps the arithmetic exact and small.
LONGEST = 40
SHAPE = re.compile(
    r"[+-]?([0-9]*[.,]?[0-9]+|[0-9]{1,3}([.][0-9]{3})+([,][0-9]+)?|[0-9]{1,3}([,][0-9]{3})+([.][0-9]+)?)"
)
GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}([.,])[0-9]{3}(\1[0-9]{3})*")


def readings(text: object) -> frozenset[Decimal]:
    """Every number that the text can mean: none, one, or two ("1.250" is a thousand and more, or one and a quarter)."""
    raw = "".join(str(text).replace("\N{MINUS SIGN}", "-").split())
    if len(raw) > LONGEST or not SHAPE.fullmatch(raw):
        return frozenset()
    found = set()
    if GROUPED.fullmatch(raw):
        found.add(Decimal(re.sub("[.,]", "", raw)))
    marks = [c for c in raw if c in ".,"]
    if len(set(marks)) == 2:
        found.add(Decimal(raw.replace(marks[0], "").replace(marks[-1], ".")))
    elif len(marks) < 2:
        found.add(Decimal(raw.replace(",", ".")))
    return frozenset(found)


class Numerik:
    is_opsi_tetap = True
    has_opsi = False

    def faults(self, butir: ButirMasuk) -> list[Masalah]:
        if not butir.diterima:
            return [Masalah("Kunci", "kunci_kosong", "Isi angka yang benar, misalnya 0,52 atau 0,52±0,005.")]
        strange = [text for text in butir.diterima if not readings(text)]
        if strange:
            return [Masalah("Kunci", "kunci_bukan_angka", f"“{strange[0]}” bukan angka. Tulis misalnya 0,52±0,005.")]
        if butir.toleransi is not None and butir.toleransi < 0:
            return [
                Masalah("Kunci", "toleransi_negatif", "Toleransi tidak boleh kurang dari 0. Tulis misalnya 0,52±0,005.")
            ]
        return []

    def score(self, nilai: object, kunci: KunciRow) -> Decimal:
        if isinstance(nilai, bool | list | tuple | dict | set):
            return Decimal(0)
        given = readings(nilai)
        wanted = {number for text in kunci.diterima for number in readings(text)}
        tolerance = kunci.toleransi or Decimal(0)
        is_right = any(abs(g - w) <= tolerance for g in given for w in wanted)
        return kunci.poin if is_right else Decimal(0)
