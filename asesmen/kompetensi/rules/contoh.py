"""The demonstration's rules. Examples: no regulation turns a share of right answers into a level.

The limits of the classes were read in other places than Peraturan BKN 26/2019 itself, and say so; which capping of JPM
applies is not known, so the example caps nothing.
"""

from decimal import Decimal
from typing import Any

from asesmen.kompetensi.rules.pilihan import CaraKonversi
from asesmen.kompetensi.rules.pita import Pita, PitaKelas

SUMBER_CONTOH = "Contoh peragaan, belum diputuskan BKPSDM."
SUMBER_PEMETAAN = "Batas pada Peraturan BRIN 3/2023 pasal 33; pasal dalam Peraturan BKN 26/2019 perlu dicocokkan."
SUMBER_PENGISIAN = "Batas yang dipakai aplikasi penilaian lain; pasal dalam Peraturan BKN 26/2019 perlu dicocokkan."

KONVERSI_BOBOT = "Rata-rata bobot pilihan"
KONVERSI_POIN = "Pita persen poin"


def _bands(*limits: tuple[str, str]) -> tuple[Pita, ...]:
    """Bands from (lower limit, level) pairs, rising; each ends where the next begins."""
    uppers = [Decimal(lower) for lower, _ in limits[1:]] + [None]
    return tuple(Pita(Decimal(low), upper, Decimal(level)) for (low, level), upper in zip(limits, uppers, strict=True))


PITA_POIN = _bands(("0", "1"), ("40", "2"), ("55", "3"), ("70", "4"), ("85", "5"))

KONVERSI: dict[str, tuple[CaraKonversi, tuple[Pita, ...]]] = {
    KONVERSI_BOBOT: (CaraKonversi.RERATA_BOBOT, ()),
    KONVERSI_POIN: (CaraKonversi.PITA_PERSEN, PITA_POIN),
}

SKEMA: dict[str, dict[str, Any]] = {
    "pemetaan": {
        "nama": "Pemetaan kompetensi",
        "sumber": SUMBER_PEMETAAN,
        "pita": (
            PitaKelas(Decimal(90), None, "O", "Optimal", 3),
            PitaKelas(Decimal(78), Decimal(90), "CO", "Cukup Optimal", 2),
            PitaKelas(Decimal(0), Decimal(78), "KO", "Kurang Optimal", 1),
        ),
    },
    "pengisian": {
        "nama": "Pengisian jabatan",
        "sumber": SUMBER_PENGISIAN,
        "pita": (
            PitaKelas(Decimal(80), None, "MS", "Memenuhi Syarat", 3),
            PitaKelas(Decimal(68), Decimal(80), "MMS", "Masih Memenuhi Syarat", 2),
            PitaKelas(Decimal(0), Decimal(68), "KMS", "Kurang Memenuhi Syarat", 1),
        ),
    },
}

ATURAN = {"pemetaan": "Aturan contoh pemetaan", "pengisian": "Aturan contoh pengisian jabatan"}
