"""A word or phrase that is typed, compared without regard to case and spacing."""

import unicodedata
from decimal import Decimal

from asesmen.bank.rules.butir import ButirMasuk, Masalah
from asesmen.bank.rules.kunci import KunciRow


def normal(text: object) -> str:
    return "".join(unicodedata.normalize("NFKC", str(text)).casefold().split())


class IsianSingkat:
    is_opsi_tetap = True
    has_opsi = False

    def faults(self, butir: ButirMasuk) -> list[Masalah]:
        if not any(normal(text) for text in butir.diterima):
            return [Masalah("Kunci", "kunci_kosong", "Isi jawaban yang diterima, dipisah |, misalnya pagi|fajar.")]
        return []

    def score(self, nilai: object, kunci: KunciRow) -> Decimal:
        if not isinstance(nilai, str):
            return Decimal(0)
        accepted = {normal(text) for text in kunci.diterima}
        return kunci.poin if normal(nilai) in accepted else Decimal(0)
