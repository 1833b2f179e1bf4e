"""What our printed things have in common: the letterhead, the paper, the templates beside this file."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from antrean.formats import tata_letak

TEMPLATES = Path(__file__).parent


@dataclass(frozen=True)
class Kop:
    """The letterhead, the wave's name, and the paper (A4 or F4)."""

    kabupaten: str
    instansi: str
    alamat: str
    gelombang: str
    kertas: str = "A4"


def typeset(template: str, kop: Kop, data: dict[str, Any]) -> bytes:
    return tata_letak.typeset(TEMPLATES / template, {**data, "kop": asdict(kop)}, kop.kertas)
