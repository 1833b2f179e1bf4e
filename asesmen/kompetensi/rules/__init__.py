"""What is true on paper about competencies, standards and the rules that turn scores into levels and classes."""

from asesmen.kompetensi.rules.aturan import AturanSnapshot, KonversiSnapshot, SkemaSnapshot
from asesmen.kompetensi.rules.jabatan import standar_pairs
from asesmen.kompetensi.rules.pilihan import BatasJpm, CaraKonversi, Jenis
from asesmen.kompetensi.rules.pita import Pita, PitaKelas, find_band, hole_in

__all__ = [
    "AturanSnapshot",
    "BatasJpm",
    "CaraKonversi",
    "Jenis",
    "KonversiSnapshot",
    "Pita",
    "PitaKelas",
    "SkemaSnapshot",
    "find_band",
    "hole_in",
    "standar_pairs",
]
