"""One right option among two to five: full points or none."""

from decimal import Decimal

from asesmen.bank.rules.butir import ButirMasuk, Masalah
from asesmen.bank.rules.kunci import KunciRow
from asesmen.bank.rules.tipe.pilihan import key_faults, letters, option_faults


class PilihanGanda:
    is_opsi_tetap = False
    has_opsi = True

    def faults(self, butir: ButirMasuk) -> list[Masalah]:
        return option_faults(butir) or key_faults(butir, minimum=1, maximum=1)

    def score(self, nilai: object, kunci: KunciRow) -> Decimal:
        return kunci.poin if letters(nilai) == frozenset(kunci.kunci) else Decimal(0)
