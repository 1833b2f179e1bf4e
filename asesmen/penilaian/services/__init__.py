"""Orders on computations: hitung, sahkan, umumkan, and the undo of each."""

from asesmen.penilaian.services.acts import (
    GelombangIsSimulasi,
    JawabanAcceptedLater,
    PengesahIsPenghitung,
    StatusNotNext,
    batal_sahkan,
    batalkan,
    sahkan,
    tarik_umumkan,
    umumkan,
)
from asesmen.penilaian.services.hitung import hitung
from asesmen.penilaian.services.mulai import (
    AturanMissing,
    GelombangNotFinished,
    KonversiMissing,
    KunciMissing,
    PengerjaanRunning,
    PenghitunganRunning,
    PitaBroken,
    StandarMissing,
    create_penghitungan,
)

__all__ = [
    "AturanMissing",
    "GelombangIsSimulasi",
    "GelombangNotFinished",
    "JawabanAcceptedLater",
    "KonversiMissing",
    "KunciMissing",
    "PengerjaanRunning",
    "PengesahIsPenghitung",
    "PenghitunganRunning",
    "PitaBroken",
    "StandarMissing",
    "StatusNotNext",
    "batal_sahkan",
    "batalkan",
    "create_penghitungan",
    "hitung",
    "sahkan",
    "tarik_umumkan",
    "umumkan",
]
