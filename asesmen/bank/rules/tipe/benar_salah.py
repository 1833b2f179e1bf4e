"""A statement: A is true, B is false, in this order on every paper."""

from asesmen.bank.rules.butir import ButirMasuk, Masalah
from asesmen.bank.rules.tipe.pilihan import key_faults
from asesmen.bank.rules.tipe.pilihan_ganda import PilihanGanda

OPSI = {"A": "Benar", "B": "Salah"}


class BenarSalah(PilihanGanda):
    is_opsi_tetap = True

    def faults(self, butir: ButirMasuk) -> list[Masalah]:
        if dict(butir.opsi) != OPSI:
            return [Masalah("Opsi A", "opsi_benar_salah", "Untuk benar_salah, Opsi A: Benar dan Opsi B: Salah.")]
        return key_faults(butir, minimum=1, maximum=1)
