"""Several right options: full points for all of them and no other, else none."""

from asesmen.bank.rules.butir import ButirMasuk, Masalah
from asesmen.bank.rules.tipe.pilihan import key_faults, option_faults
from asesmen.bank.rules.tipe.pilihan_ganda import PilihanGanda


class PilihanGandaKompleks(PilihanGanda):
    def faults(self, butir: ButirMasuk) -> list[Masalah]:
        return option_faults(butir, minimum=3) or key_faults(butir, minimum=2, maximum=len(butir.opsi))
