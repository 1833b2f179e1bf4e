"""Roles and what may not be combined (design, section 6)."""

from enum import StrEnum


class Peran(StrEnum):
    ADMINISTRATOR = "administrator"
    PENGELOLA = "pengelola"
    PENULIS_SOAL = "penulis_soal"
    PENELAAH_SOAL = "penelaah_soal"
    PROKTOR = "proktor"
    ASESOR = "asesor"
    PENGESAH = "pengesah"
    PEJABAT_OPD = "pejabat_opd"
    PIMPINAN = "pimpinan"
    AUDITOR = "auditor"
    ASN = "asn"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(p.value, LABEL[p]) for p in cls]


LABEL = {
    Peran.ADMINISTRATOR: "Administrator",
    Peran.PENGELOLA: "Pengelola BKPSDM",
    Peran.PENULIS_SOAL: "Penulis soal",
    Peran.PENELAAH_SOAL: "Penelaah soal",
    Peran.PROKTOR: "Proktor",
    Peran.ASESOR: "Asesor",
    Peran.PENGESAH: "Pengesah",
    Peran.PEJABAT_OPD: "Pejabat OPD",
    Peran.PIMPINAN: "Pimpinan",
    Peran.AUDITOR: "Auditor",
    Peran.ASN: "ASN",
}
