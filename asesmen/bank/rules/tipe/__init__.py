"""The contract of an item type. A new type is one module here, its entry in JENIS_BUTIR, and its entry in `Tipe`.

- `faults(butir)`: what is wrong with an item of this type, as Masalah with the column, a stable code, and a sentence.
- `score(nilai, kunci)`: the points of an answer that is not blank; anything that this type cannot read earns 0.
- `is_opsi_tetap`: options keep their written order on a paper.
- `has_opsi`: the participant chooses among options.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

from asesmen.bank.rules.butir import ButirMasuk, Masalah
from asesmen.bank.rules.kunci import KunciRow, Tipe
from asesmen.bank.rules.tipe.benar_salah import BenarSalah
from asesmen.bank.rules.tipe.isian_singkat import IsianSingkat
from asesmen.bank.rules.tipe.numerik import Numerik
from asesmen.bank.rules.tipe.pilihan_ganda import PilihanGanda
from asesmen.bank.rules.tipe.pilihan_ganda_kompleks import PilihanGandaKompleks
from asesmen.bank.rules.tipe.sjt import Sjt


class JenisButir(Protocol):
    is_opsi_tetap: bool
    has_opsi: bool

    def faults(self, butir: ButirMasuk) -> list[Masalah]: ...

    def score(self, nilai: object, kunci: KunciRow) -> Decimal: ...


JENIS_BUTIR: Mapping[Tipe, JenisButir] = {
    Tipe.SJT: Sjt(),
    Tipe.PILIHAN_GANDA: PilihanGanda(),
    Tipe.PILIHAN_GANDA_KOMPLEKS: PilihanGandaKompleks(),
    Tipe.BENAR_SALAH: BenarSalah(),
    Tipe.ISIAN_SINGKAT: IsianSingkat(),
    Tipe.NUMERIK: Numerik(),
}
