"""Who needs development. The regulations leave it open, so the office chooses (setting `di_bawah_standar`)."""

from enum import StrEnum

PERINGKAT_TERBAIK = 3


class DiBawahStandar(StrEnum):
    KESENJANGAN = "kesenjangan"
    KATEGORI = "kategori"
    KEDUANYA = "keduanya"


def needs_development(rule: str, *, has_gap: bool, peringkat: int) -> bool:
    """By a gap in any competency, by a class below the best (`peringkat` 3), or only by both together."""
    below_class = peringkat < PERINGKAT_TERBAIK
    return {
        DiBawahStandar.KESENJANGAN: has_gap,
        DiBawahStandar.KATEGORI: below_class,
        DiBawahStandar.KEDUANYA: has_gap and below_class,
    }[DiBawahStandar(rule)]
