"""The chain of the audit trail: each link's digest covers the link before it (OWASP ASVS 16.4.2).

The database makes the links as it commits; here they are computed again, without asking the database how.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Jenis(StrEnum):
    BERUBAH = "berubah"
    HILANG = "hilang"
    SISIPAN = "sisipan"
    PENJAGA = "penjaga"
    KEPALA = "kepala"


@dataclass(frozen=True)
class Mata:
    """One link: `isi` is what it covers, in order, as text; None when the row it covers is gone."""

    nomor: int
    jejak_id: str
    sidik: bytes
    isi: Sequence[str | None] | None


@dataclass(frozen=True)
class Temuan:
    jenis: Jenis
    nomor: int | None
    jejak_id: str
    kalimat: str


def canonical(parts: Sequence[str | None]) -> bytes:
    """Write the parts so that no two different rows look alike: each with its length in bytes before it."""
    written = []
    for part in parts:
        content = None if part is None else part.encode()
        written.append(b"~," if content is None else b"%d:%s," % (len(content), content))
    return b"".join(written)


def sidik_of(before: bytes, parts: Sequence[str | None]) -> bytes:
    return hashlib.sha256(before + canonical(parts)).digest()


def check(links: Iterable[Mata]) -> Iterator[Temuan]:
    """Walk the chain from its beginning and tell each link that does not hold.

    A link is compared on the digest that the one before carries, so that one changed row is told once.
    """
    before, expected = b"", 1
    for link in links:
        if link.nomor != expected:
            yield _missing(expected, link.nomor - 1)
        if link.isi is None:
            yield Temuan(
                Jenis.HILANG, link.nomor, link.jejak_id, f"Kejadian nomor {link.nomor} hilang; segelnya masih ada."
            )
        elif link.nomor == expected and sidik_of(before, link.isi) != link.sidik:
            yield Temuan(
                Jenis.BERUBAH,
                link.nomor,
                link.jejak_id,
                f"Kejadian nomor {link.nomor} tidak cocok dengan segelnya: isinya, segelnya, atau pendahulunya diubah.",
            )
        before, expected = link.sidik, link.nomor + 1


def _missing(first: int, last: int) -> Temuan:
    which = f"Kejadian nomor {first} hilang" if first == last else f"Kejadian nomor {first} sampai {last} hilang"
    return Temuan(Jenis.HILANG, first, "", f"{which} beserta segelnya.")


def unsealed(jejak_id: str, ringkas: str) -> Temuan:
    return Temuan(Jenis.SISIPAN, None, jejak_id, f"Kejadian tanpa segel, disisipkan di luar aplikasi: {ringkas}")


def guard_missing(tabel: str, pemicu: str) -> Temuan:
    return Temuan(Jenis.PENJAGA, None, "", f"Penjaga {pemicu} pada tabel {tabel} tidak ada atau dimatikan.")


def compare_head(nomor: int, noted: str, found: bytes | None) -> Temuan | None:
    """Hold a head that somebody noted earlier against the chain as it stands: the end may have been cut off."""
    if found is None:
        return Temuan(Jenis.KEPALA, nomor, "", f"Kejadian nomor {nomor} yang pernah dicatat tidak ada lagi.")
    if not noted or not found.hex().startswith(noted.lower()):
        return Temuan(Jenis.KEPALA, nomor, "", f"Segel nomor {nomor} tidak sama dengan yang pernah dicatat.")
    return None
