"""How a made-up participant answers: the same seed, number and paper give the same answers, always.

A person aims at a level somewhat around what their rank asks for; each competency lies a little above or below it.
Right and wrong items follow a probability of that level, situational items choose an option whose weight lies near it.
For rehearsals and demonstrations only: these are no measured distributions.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

from asesmen.bank.rules import KunciRow

# What the sample standards ask of a rank; others count as the middle one.
ANJAKAN = {
    "Terampil": 2.0,
    "Mahir": 2.0,
    "Penyelia": 3.0,
    "Ahli Pertama": 2.0,
    "Ahli Muda": 3.0,
    "Ahli Madya": 4.0,
    "Ahli Utama": 5.0,
}
TENGAH = 3.0
FACTOR_MEAN, FACTOR_SPREAD = 0.85, 0.09
COMPETENCY_SPREAD = 0.25
P_BLANK, P_DOUBT, P_CHANGE = 0.01, 0.08, 0.10
# Probability of a right answer at level 1 and its rise per level: bands at 40, 55, 70, 85 per cent.
P_RIGHT_AT_ONE, P_RIGHT_PER_LEVEL = 0.32, 0.155


@dataclass(frozen=True)
class Langkah:
    """One thing done to one item. `bagian_waktu`: when, as a share of the time used, rising."""

    versi: int
    nilai: Any
    ragu: bool
    bagian_waktu: float


def units(*parts: object) -> tuple[float, float, float, float, float]:
    """Five numbers in [0, 1) that look like chance and depend on `parts` alone."""
    digest = sha256("\x1f".join(map(str, parts)).encode()).digest()
    a, b, c, d, e = (int.from_bytes(digest[n : n + 6], "big") / 2**48 for n in range(0, 30, 6))
    return a, b, c, d, e


def unit(*parts: object) -> float:
    return units(*parts)[0]


def normal(*parts: object) -> float:
    u, v, *_ = units(*parts)
    return math.sqrt(-2 * math.log(max(u, 1e-12))) * math.cos(2 * math.pi * v)


def level_of(seed: str, nomor: str, jenjang: str) -> float:
    """The level that a person aims at, 1 to 5."""
    anchor = next((v for name, v in ANJAKAN.items() if jenjang.endswith(name)), TENGAH)
    factor = FACTOR_MEAN + FACTOR_SPREAD * normal(seed, nomor, "orang")
    return min(5.0, max(1.0, anchor * factor))


def plan(seed: str, nomor: str, jenjang: str, versi_ids: Sequence[int], kunci: Mapping[int, KunciRow]) -> list[Langkah]:
    """Everything a person does on their paper, in order: some items twice, some with a doubt, few left blank."""
    level = level_of(seed, nomor, jenjang)
    spread = {
        kode: COMPETENCY_SPREAD * normal(seed, nomor, kode) for kode in {kunci[v].kompetensi_kode for v in versi_ids}
    }
    steps: list[Langkah] = []
    for n, versi in enumerate(versi_ids):
        row = kunci[versi]
        chance, when, pick, slip, first = units(seed, nomor, versi)
        if chance < P_BLANK:
            continue
        moment = (n + when) / len(versi_ids)
        if chance < P_BLANK + P_CHANGE:
            steps.append(Langkah(versi, _first_thought(row, first), True, moment * 0.98))
        nilai = answer(row, level + spread[row.kompetensi_kode], pick, slip)
        steps.append(Langkah(versi, nilai, chance > 1 - P_DOUBT, moment))
    return steps


def answer(kunci: KunciRow, level: float, pick: float, slip: float) -> Any:
    """What somebody of this level answers; `pick` and `slip` are two numbers in [0, 1)."""
    if kunci.bobot:
        return _weighted(kunci.bobot, level, pick)
    p = min(0.97, max(0.05, P_RIGHT_AT_ONE + P_RIGHT_PER_LEVEL * (level - 1)))
    return _right(kunci) if pick < p else _wrong(kunci, slip)


def _right(kunci: KunciRow) -> Any:
    if kunci.diterima:
        return kunci.diterima[0]
    return list(kunci.kunci) if kunci.tipe == "pilihan_ganda_kompleks" else kunci.kunci[0]


def _wrong(kunci: KunciRow, chance: float) -> Any:
    if kunci.diterima:
        return "-1" if kunci.toleransi is not None else "tidak tahu"
    if kunci.tipe == "benar_salah":
        return "B" if kunci.kunci[0] == "A" else "A"
    others = [letter for letter in "ABCD" if letter not in kunci.kunci] or ["A"]
    letter = others[int(chance * len(others))]
    return [letter] if kunci.tipe == "pilihan_ganda_kompleks" else letter


def _first_thought(kunci: KunciRow, chance: float) -> Any:
    letters = sorted(kunci.bobot)
    return letters[int(chance * len(letters))] if letters else _wrong(kunci, chance)


def _weighted(bobot: Mapping[str, Any], level: float, chance: float) -> str:
    """Choose an option so that the mean weight over many items is `level`."""
    letters = sorted(bobot)
    weights = tuple(float(bobot[letter]) for letter in letters)
    limit = 0.0
    for letter, p in zip(letters, _tilted(weights, round(level, 1)), strict=True):
        limit += p
        if chance < limit:
            return letter
    return letters[-1]


@lru_cache(maxsize=4096)
def _tilted(weights: tuple[float, ...], mean: float) -> tuple[float, ...]:
    """Probabilities ∝ exp(λ × weight) with this mean, as near as the weights allow."""
    low, high = -8.0, 8.0
    for _ in range(40):
        middle = (low + high) / 2
        shares = _shares(weights, middle)
        if sum(p * w for p, w in zip(shares, weights, strict=True)) < mean:
            low = middle
        else:
            high = middle
    return _shares(weights, (low + high) / 2)


def _shares(weights: tuple[float, ...], tilt: float) -> tuple[float, ...]:
    top = max(weights)
    raw = [math.exp(tilt * (w - top)) for w in weights]
    total = sum(raw)
    return tuple(r / total for r in raw)
