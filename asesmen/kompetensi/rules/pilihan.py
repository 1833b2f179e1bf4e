"""Kinds of competency and of conversion, and the options that an office must choose (docs/rules.md)."""

from enum import StrEnum


class Jenis(StrEnum):
    MANAJERIAL = "manajerial"
    SOSIAL_KULTURAL = "sosial_kultural"
    TEKNIS = "teknis"
    LITERASI_DIGITAL = "literasi_digital"
    POTENSI = "potensi"


class CaraKonversi(StrEnum):
    """How a competency's score becomes a level."""

    RERATA_BOBOT = "rerata_bobot"
    PITA_PERSEN = "pita_persen"


class BatasJpm(StrEnum):
    """Capping of JPM. Which one BKN prescribes is not known: a setting."""

    TANPA_BATAS = "tanpa_batas"
    PER_KOMPETENSI = "per_kompetensi"
    TOTAL = "total"
