"""Item types and scoring modes (domain notes 5.5)."""

from enum import StrEnum


class Tipe(StrEnum):
    SJT = "sjt"
    PILIHAN_GANDA = "pilihan_ganda"
    PILIHAN_GANDA_KOMPLEKS = "pilihan_ganda_kompleks"
    BENAR_SALAH = "benar_salah"
    ISIAN_SINGKAT = "isian_singkat"
    NUMERIK = "numerik"


class CaraSkor(StrEnum):
    """POIN: right or wrong, all points or none. BOBOT: the chosen option's weight, blank is 0."""

    POIN = "poin"
    BOBOT = "bobot"


CARA_SKOR = {tipe: CaraSkor.BOBOT if tipe is Tipe.SJT else CaraSkor.POIN for tipe in Tipe}
