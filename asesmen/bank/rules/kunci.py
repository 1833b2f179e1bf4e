"""Item types, scoring modes, and the key of a version.

As in the national selections of 2024: right is all points (SKD TWK and TIU, PPPK teknis), a graded option its weight
(SKD TKP, PPPK manajerial and sosial kultural); wrong and blank are 0, and nothing is taken off.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Tipe(StrEnum):
    SJT = "sjt"
    PILIHAN_GANDA = "pilihan_ganda"
    PILIHAN_GANDA_KOMPLEKS = "pilihan_ganda_kompleks"
    BENAR_SALAH = "benar_salah"
    ISIAN_SINGKAT = "isian_singkat"
    NUMERIK = "numerik"


LABEL = {
    Tipe.SJT: "Situasional (SJT)",
    Tipe.PILIHAN_GANDA: "Pilihan ganda",
    Tipe.PILIHAN_GANDA_KOMPLEKS: "Pilihan ganda kompleks",
    Tipe.BENAR_SALAH: "Benar atau salah",
    Tipe.ISIAN_SINGKAT: "Isian singkat",
    Tipe.NUMERIK: "Numerik",
}


class CaraSkor(StrEnum):
    """POIN: right or wrong, all points or none. BOBOT: the chosen option's weight, blank is 0."""

    POIN = "poin"
    BOBOT = "bobot"


CARA_SKOR = {tipe: CaraSkor.BOBOT if tipe is Tipe.SJT else CaraSkor.POIN for tipe in Tipe}


@dataclass(frozen=True)
class KunciRow:
    """How one version of an item is scored. `poin`: points of a right answer, or the best weight. Secret."""

    kunci_id: int
    versi_id: int
    tipe: str
    cara: str
    poin: Decimal
    kompetensi_kode: str
    kunci: tuple[str, ...] = ()
    bobot: Mapping[str, Decimal] = field(default_factory=dict)
    diterima: tuple[str, ...] = ()
    toleransi: Decimal | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain data for a JSON column: Decimals as text."""
        data = asdict(self)
        data |= {
            "poin": str(self.poin),
            "kunci": list(self.kunci),
            "bobot": {letter: str(weight) for letter, weight in self.bobot.items()},
            "diterima": list(self.diterima),
            "toleransi": None if self.toleransi is None else str(self.toleransi),
        }
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "KunciRow":
        plain = dict(data)
        plain["poin"] = Decimal(plain["poin"])
        plain["kunci"] = tuple(plain["kunci"])
        plain["bobot"] = {letter: Decimal(weight) for letter, weight in plain["bobot"].items()}
        plain["diterima"] = tuple(plain["diterima"])
        plain["toleransi"] = None if plain["toleransi"] is None else Decimal(plain["toleransi"])
        return cls(**plain)
