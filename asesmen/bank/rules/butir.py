"""An item as it comes in, and its digests: the same content never makes a new version."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Any

from asesmen.bank.rules.gambar import Gambar
from asesmen.bank.rules.kunci import CARA_SKOR, Tipe

HURUF = ("A", "B", "C", "D", "E")


@dataclass(frozen=True)
class Masalah:
    """What is wrong with a row. One that does not refuse is a warning."""

    column: str
    code: str
    message: str
    refuses: bool = True

    def as_json(self) -> dict[str, Any]:
        return {"column": self.column, "code": self.code, "message": self.message, "refuses": self.refuses}


@dataclass(frozen=True)
class ButirMasuk:
    """One item: what a participant reads, and its key. In format "html" stimulus, question and options are HTML."""

    kode: str
    kompetensi: str
    level: int
    tipe: Tipe
    pertanyaan: str
    indikator: str = ""
    stimulus: str = ""
    opsi: Mapping[str, str] = field(default_factory=dict)
    kunci: tuple[str, ...] = ()
    bobot: Mapping[str, Decimal] = field(default_factory=dict)
    diterima: tuple[str, ...] = ()
    toleransi: Decimal | None = None
    poin: Decimal = Decimal(1)
    pembahasan: str = ""
    format: str = "teks"
    gambar: tuple[Gambar, ...] = ()

    @property
    def cara(self) -> str:
        return CARA_SKOR[self.tipe].value

    def content(self) -> dict[str, Any]:
        """What a participant reads, as the version stores it. Plain text names no format: its digest stays."""
        return {
            **({"format": self.format} if self.format != "teks" else {}),
            "tipe": self.tipe.value,
            "indikator": self.indikator,
            "stimulus": self.stimulus,
            "pertanyaan": self.pertanyaan,
            "opsi": [{"kode": letter, "teks": text} for letter, text in self.opsi.items()],
        }

    def key(self) -> dict[str, Any]:
        """How it is scored, as the key row stores it, Decimals as text without idle zeros."""
        return {
            "cara": self.cara,
            "poin": plain(self.poin),
            "kunci": list(self.kunci),
            "bobot": {letter: plain(weight) for letter, weight in self.bobot.items()},
            "diterima": list(self.diterima),
            "toleransi": None if self.toleransi is None else plain(self.toleransi),
            "pembahasan": self.pembahasan,
        }

    @property
    def sha256(self) -> str:
        return digest(self.content())


def digest(data: Mapping[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def plain(number: Decimal) -> str:
    """Write 5.00 as "5", 0.0050 as "0.005"."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
