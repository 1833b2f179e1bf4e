"""A rule set as a computation freezes it, and what it says about one score.

Source: docs/rules.md. Levels are rounded half-up to 0.01 once, here; classes are found on exact numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from asesmen.kompetensi.rules.pita import Pita, PitaKelas, find_band

SENTI = Decimal("0.01")


class NothingToConvert(ValueError):
    """There are no points or weights to make a level of."""

    code = "tanpa_skor"


class KonversiMissing(ValueError):
    """The office has not chosen how this kind of score becomes a level."""

    code = "konversi_belum_ditetapkan"


def round_level(value: Decimal) -> Decimal:
    return value.quantize(SENTI, rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class KonversiSnapshot:
    id: int
    nama: str
    versi: int
    cara: str
    is_contoh: bool
    sumber: str
    pita: tuple[Pita, ...] = ()

    def level_of_points(self, points: Decimal, maximum: Decimal) -> Decimal:
        """Return the level of a share of points. Raises NothingToConvert when there were none to get."""
        if maximum <= 0:
            raise NothingToConvert
        return round_level(find_band(self.pita, part=points, whole=maximum).level)

    def level_of_weights(self, weights: Sequence[Decimal]) -> Decimal:
        """Return the mean of the chosen weights; a blank counts as weight 0 and must be among them."""
        if not weights:
            raise NothingToConvert
        return round_level(sum(weights, Decimal(0)) / len(weights))


@dataclass(frozen=True)
class SkemaSnapshot:
    id: int
    nama: str
    versi: int
    tujuan: str
    sumber: str
    pita: tuple[PitaKelas, ...]

    def kelas_of(self, achieved: Decimal, required: Decimal) -> PitaKelas:
        """Return the class of JPM = achieved ÷ required × 100, unrounded."""
        return find_band(self.pita, part=achieved, whole=required)


@dataclass(frozen=True)
class AturanSnapshot:
    """Everything of a rule set that a result rests on. A missing conversion means: refuse to compute."""

    id: int
    nama: str
    versi: int
    konversi_bobot: KonversiSnapshot | None
    konversi_poin: KonversiSnapshot | None
    skema: SkemaSnapshot
    batas_jpm: str
    bobot_ujian: Decimal
    is_contoh: bool
    sumber: str

    def konversi(self, cara_skor: str) -> KonversiSnapshot:
        """Return the conversion for items scored by "bobot" or by "poin".

        Raises KonversiMissing.
        """
        found = self.konversi_bobot if cara_skor == "bobot" else self.konversi_poin
        if found is None:
            raise KonversiMissing(cara_skor)
        return found

    def as_json(self) -> dict[str, Any]:
        """Plain data for a JSON column: Decimals as text."""
        return _plain(asdict(self))

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "AturanSnapshot":
        plain = dict(data)
        for key in ("konversi_bobot", "konversi_poin"):
            plain[key] = _konversi_from(plain[key]) if plain[key] else None
        skema = dict(plain["skema"])
        skema["pita"] = tuple(PitaKelas(**_bounds(p)) for p in skema["pita"])
        plain["skema"] = SkemaSnapshot(**skema)
        plain["bobot_ujian"] = Decimal(plain["bobot_ujian"])
        return cls(**plain)


@dataclass(frozen=True)
class Percobaan:
    """What a rule set says about typed numbers; None where nothing was typed or no conversion is chosen."""

    level_poin: Decimal | None = None
    level_bobot: Decimal | None = None
    kelas: PitaKelas | None = None
    persen: Decimal | None = None
    bobot: tuple[Decimal, ...] = ()
    jpm: Decimal | None = None


def try_out(
    aturan: AturanSnapshot,
    *,
    persen: Decimal | None = None,
    bobot: Sequence[Decimal] = (),
    jpm: Decimal | None = None,
) -> Percobaan:
    """Apply a rule set to single numbers: a share of points, chosen weights, a JPM in percent."""
    poin, rerata = aturan.konversi_poin, aturan.konversi_bobot
    return Percobaan(
        level_poin=poin.level_of_points(persen, Decimal(100)) if poin and persen is not None else None,
        level_bobot=rerata.level_of_weights(bobot) if rerata and bobot else None,
        kelas=aturan.skema.kelas_of(jpm, Decimal(100)) if jpm is not None else None,
        persen=persen,
        bobot=tuple(bobot),
        jpm=jpm,
    )


def _konversi_from(data: Mapping[str, Any]) -> KonversiSnapshot:
    plain = dict(data)
    plain["pita"] = tuple(Pita(**{**_bounds(p), "level": Decimal(p["level"])}) for p in plain["pita"])
    return KonversiSnapshot(**plain)


def _bounds(band: Mapping[str, Any]) -> dict[str, Any]:
    upper = band["sampai"]
    return {**band, "dari": Decimal(band["dari"]), "sampai": None if upper is None else Decimal(upper)}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
