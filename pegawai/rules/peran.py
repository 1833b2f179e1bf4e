"""Roles, what may not be combined, and what a grant needs (OWASP ASVS 8.4.1; docs/decisions, 7)."""

from collections.abc import Iterable
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

# Nobody both writes keys and approves or publishes the results that come out of them.
KUNCI = frozenset({Peran.PENULIS_SOAL, Peran.PENELAAH_SOAL})
TERPISAH = tuple((peran, KUNCI) for peran in (Peran.PENGESAH, Peran.PENGELOLA, Peran.ADMINISTRATOR))
BUTUH_UNIT = frozenset({Peran.PEJABAT_OPD})
# Items belong to no unit, and an ASN sees nobody but themselves: a unit would promise a limit that is not there.
TANPA_UNIT = KUNCI | {Peran.ASN}
# Granted for a unit, these roles open only what is cut by unit (see access.requires).
BERLINGKUP = frozenset({Peran.ADMINISTRATOR, Peran.PENGELOLA, Peran.PENGESAH, Peran.PIMPINAN, Peran.AUDITOR})
# Whose stolen password would do the most harm: they sign in with a second factor.
PERLU_FAKTOR = frozenset({Peran.ADMINISTRATOR, Peran.PENGELOLA})


def conflicts(peran: Peran, held: Iterable[Peran]) -> frozenset[Peran]:
    """The held roles that `peran` may not stand beside."""
    others = frozenset(held)
    found: set[Peran] = set()
    for one, apart in TERPISAH:
        if peran == one:
            found |= others & apart
        if peran in apart and one in others:
            found.add(one)
    return frozenset(found)
