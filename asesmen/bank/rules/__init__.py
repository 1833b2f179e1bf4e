"""What is true on paper about items: types, keys, scoring, and how a paper is drawn."""

from asesmen.bank.rules.kunci import CARA_SKOR, LABEL, CaraSkor, KunciRow, Tipe
from asesmen.bank.rules.naskah import (
    BahanBagian,
    BahanButir,
    BahanKisi,
    DurasiMixed,
    TooFewButir,
    draw,
    refuse_mixed,
    shortages,
)
from asesmen.bank.rules.skor import best_score, is_blank, score

__all__ = [
    "CARA_SKOR",
    "LABEL",
    "BahanBagian",
    "BahanButir",
    "BahanKisi",
    "CaraSkor",
    "DurasiMixed",
    "KunciRow",
    "Tipe",
    "TooFewButir",
    "best_score",
    "draw",
    "is_blank",
    "refuse_mixed",
    "score",
    "shortages",
]
