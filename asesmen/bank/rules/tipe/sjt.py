"""A situation with graded options: the chosen one's weight counts, there is no wrong answer."""

from decimal import Decimal

from asesmen.bank.rules.butir import ButirMasuk, Masalah
from asesmen.bank.rules.kunci import KunciRow
from asesmen.bank.rules.tipe.pilihan import letters, option_faults

BOBOT_MAKSIMUM = Decimal(5)


class Sjt:
    is_opsi_tetap = False
    has_opsi = True

    def faults(self, butir: ButirMasuk) -> list[Masalah]:
        return option_faults(butir) or self._weight_faults(butir)

    def score(self, nilai: object, kunci: KunciRow) -> Decimal:
        chosen = letters(nilai)
        if len(chosen) != 1:
            return Decimal(0)
        return kunci.bobot.get(next(iter(chosen)), Decimal(0))

    def _weight_faults(self, butir: ButirMasuk) -> list[Masalah]:
        for letter in butir.opsi:
            if letter not in butir.bobot:
                return [
                    Masalah(f"Bobot {letter}", "bobot_kosong", f"Bobot opsi {letter} kosong. Isi angka 1 sampai 5.")
                ]
        for letter, weight in butir.bobot.items():
            if letter not in butir.opsi:
                return [Masalah(f"Bobot {letter}", "bobot_tanpa_opsi", f"Bobot {letter} diisi, tetapi opsinya kosong.")]
            if not 0 <= weight <= BOBOT_MAKSIMUM:
                return [Masalah(f"Bobot {letter}", "bobot_di_luar_batas", "Bobot di luar batas. Isi angka 0 sampai 5.")]
        best = max(butir.bobot.values())
        if best <= 0:
            return [Masalah("Bobot A", "bobot_nol", "Semua bobot 0. Beri bobot tertinggi pada jawaban terbaik.")]
        wrong_key = [letter for letter in butir.kunci if butir.bobot.get(letter) != best]
        if wrong_key:
            message = f"Kunci {wrong_key[0]} bukan opsi berbobot tertinggi. Cocokkan Kunci dengan Bobot."
            return [Masalah("Kunci", "kunci_bukan_terbaik", message)]
        return []
