"""From a competency's score to its level, and how two methods make one level.

No national rule converts a computer test into levels 1 to 5 (docs/rules.md, "Level"): the office chooses; without its
choice nothing is computed.
"""

from decimal import Decimal

from asesmen.kompetensi.rules import CaraKonversi, KonversiSnapshot, find_band
from asesmen.penilaian.rules.angka import Nisbah, round_half_up
from asesmen.penilaian.rules.skor import BOBOT, Skor

SATU = Decimal(1)


class KonversiUnfit(Exception):
    """A mean of weights was chosen for items that have no weights."""

    code = "konversi_tidak_cocok"


def level_ujian(skor: Skor, konversi: KonversiSnapshot) -> Nisbah:
    """The level that the exam gives, not rounded.

    Bands read the share of points; a mean of weights counts blanks as 0. Raises KonversiUnfit, OutsideBands.
    """
    if konversi.cara == CaraKonversi.PITA_PERSEN:
        return Nisbah(find_band(konversi.pita, part=skor.nilai, whole=skor.maksimum).level, SATU)
    if skor.cara != BOBOT:
        raise KonversiUnfit
    return Nisbah(skor.nilai, Decimal(skor.butir))


def combine(ujian: Nisbah | None, tugas: Decimal | None, bobot_ujian: Decimal) -> Decimal:
    """The level of a competency: the exam with `bobot_ujian`, the task with the rest; a method alone counts fully.

    Rounded half up to 0.01, here and once. At least one of the two is given.
    """
    if ujian is None:
        assert tugas is not None
        return round_half_up(Nisbah(tugas, SATU))
    if tugas is None:
        return round_half_up(ujian)
    shared = bobot_ujian * ujian.pembilang + (SATU - bobot_ujian) * tugas * ujian.penyebut
    return round_half_up(Nisbah(shared, ujian.penyebut))
