"""Gap, JPM and class. Source: docs/rules.md, "Kesenjangan dan JPM" (JPM = Σ achieved ÷ Σ required × 100)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from asesmen.kompetensi.rules import BatasJpm, PitaKelas, find_band
from asesmen.penilaian.rules.angka import SERATUS, Nisbah, round_half_up, round_up


class StandarKosong(Exception):
    """Nothing is required: there is no JPM."""

    code = "standar_kosong"


@dataclass(frozen=True, slots=True)
class Jumlah:
    """Σ achieved as it is, Σ achieved as the cap lets it count, Σ required."""

    capaian: Decimal
    dihitung: Decimal
    standar: Decimal

    @property
    def persen(self) -> Decimal:
        """JPM in percent, rounded for display. Classes are never decided by it."""
        return round_half_up(Nisbah(self.dihitung * SERATUS, self.standar))


def sum_levels(pasangan: Iterable[tuple[Decimal, Decimal]], batas: str) -> Jumlah:
    """Sum (achieved, required) pairs under a cap. Which cap BKN prescribes is not known: a setting.

    `per_kompetensi` lets each competency count up to its requirement, `total` the sum up to Σ required. Raises
    StandarKosong.
    """
    pairs = list(pasangan)
    reached = sum((level for level, _ in pairs), Decimal(0))
    required = sum((standar for _, standar in pairs), Decimal(0))
    if required <= 0:
        raise StandarKosong
    if batas == BatasJpm.PER_KOMPETENSI:
        return Jumlah(reached, sum((min(pair) for pair in pairs), Decimal(0)), required)
    return Jumlah(reached, min(reached, required) if batas == BatasJpm.TOTAL else reached, required)


def sum_per_kelompok(rows: Iterable[tuple[str, Decimal, Decimal]], batas: str) -> dict[str, Jumlah]:
    """Sums per group of competencies, from (group, achieved, required) rows; a group that asks nothing is left out."""
    groups: dict[str, list[tuple[Decimal, Decimal]]] = {}
    for group, level, standar in rows:
        groups.setdefault(group, []).append((level, standar))
    return {g: sum_levels(pairs, batas) for g, pairs in groups.items() if any(standar > 0 for _, standar in pairs)}


def kelas_of(jumlah: Jumlah, pita: Sequence[PitaKelas]) -> PitaKelas:
    """The class of a JPM, decided before any rounding. Raises OutsideBands."""
    return find_band(pita, part=jumlah.dihitung, whole=jumlah.standar)


def next_kelas(jumlah: Jumlah, pita: Sequence[PitaKelas]) -> tuple[PitaKelas, Decimal] | None:
    """The next class up and how much counted achievement is missing for it, rounded up to 0.01; None at the top."""
    missing = [(band.dari * jumlah.standar - jumlah.dihitung * SERATUS, band) for band in pita]
    above = [(short, band) for short, band in missing if short > 0]
    if not above:
        return None
    short, band = min(above, key=lambda pair: pair[0])
    return band, round_up(Nisbah(short, SERATUS))


def mean_of(total: Decimal, count: int) -> Decimal:
    """total ÷ count to two decimals, a half away from zero. For summaries; never for a person's class."""
    size = round_half_up(Nisbah(abs(total), Decimal(count)))
    return -size if total < 0 else size


def mean(values: Sequence[Decimal]) -> Decimal:
    """Mean of at least one number, as `mean_of`."""
    return mean_of(sum(values, Decimal(0)), len(values))
