"""How an officer answers "which column is which?", and how the answer is found again for the next file of that source.

A source is known by its header: the same words, in whatever order, are the same source. What is remembered of a column
is its word, never its place and never anything from the rows below.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from pegawai.rules.kolom import HEADER_WITHIN, Baris, Fields, Judul, Pemetaan, judul_of, map_columns, normalise

# Field → [normalised word, which of the columns with this word].
Ingatan = Mapping[str, Sequence[Any]]

LABEL = {
    "nip": "NIP",
    "nama": "Nama",
    "gelar_depan": "Gelar depan",
    "gelar_belakang": "Gelar belakang",
    "jenis_kelamin": "Jenis kelamin",
    "tanggal_lahir": "Tanggal lahir",
    "tempat_tanggal_lahir": "Tempat dan tanggal lahir",
    "golongan": "Golongan",
    "tmt_golongan": "TMT golongan",
    "jenis_jabatan": "Jenis jabatan",
    "jabatan": "Jabatan",
    "tmt_jabatan": "TMT jabatan",
    "jenjang": "Jenjang jabatan",
    "eselon": "Eselon",
    "unit": "Unit kerja",
    "opd": "Perangkat daerah",
    "status_asn": "Status ASN",
    "status_cpns": "Status CPNS/PNS",
    "kedudukan_hukum": "Kedudukan hukum",
    "tanggal": "Tanggal penilaian",
    "penyelenggara": "Penyelenggara",
    "tujuan": "Tujuan",
    "kategori": "Kategori",
    "jpm": "JPM",
}


@dataclass(frozen=True)
class PilihanKolom:
    """A sheet, its header row (as Excel counts) and field → column index."""

    lembar: str
    baris_judul: int
    dua_baris: bool
    kolom: dict[str, int] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, kept: Mapping[str, Any] | None) -> "PilihanKolom | None":
        """What `as_dict` kept, read again; a database gives the columns back in another order."""
        return cls(**kept) if kept else None


class PilihanRefused(ValueError):
    """The choice cannot be read by. `code`: choice_needed, choice_twice or choice_outside."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def check_pilihan(pilihan: PilihanKolom, rows: Sequence[Baris], needed: Iterable[str]) -> None:
    """Raise PilihanRefused where a needed field is lacking, a column is named twice or lies outside the file."""
    lacking = [LABEL[name] for name in needed if name not in pilihan.kolom]
    if lacking:
        raise PilihanRefused("choice_needed", f"Kolom {' dan '.join(lacking)} wajib ditunjuk. Pilih kolomnya.")
    places = list(pilihan.kolom.values())
    twice = [LABEL[name] for name, at in pilihan.kolom.items() if places.count(at) > 1]
    if twice:
        raise PilihanRefused(
            "choice_twice", f"{' dan '.join(twice)} menunjuk kolom yang sama. Pilih kolom yang berbeda."
        )
    width = len(judul_of(rows, pilihan.baris_judul - 1, dua_baris=pilihan.dua_baris))
    if not 1 <= pilihan.baris_judul <= HEADER_WITHIN or any(not 0 <= at < width for at in places):
        raise PilihanRefused(
            "choice_outside", "Kolom yang ditunjuk tidak ada di baris judul itu. Pilih baris judulnya lagi."
        )


def apply_pilihan(pilihan: PilihanKolom, rows: Sequence[Baris], fields: Fields) -> Pemetaan:
    return map_columns(rows, pilihan.baris_judul - 1, fields, dua_baris=pilihan.dua_baris, kolom=pilihan.kolom)


def sidik_of(judul: Sequence[Judul]) -> str:
    """The mark of a source: its header's words, whatever their order. Empty for less than two words."""
    words = sorted(filter(None, (normalise(label.penuh) for label in judul)))
    return hashlib.sha256("\n".join(words).encode()).hexdigest() if len(words) > 1 else ""


def remember(kolom: Mapping[str, int], judul: Sequence[Judul]) -> dict[str, list[Any]]:
    """What to keep of a choice. A column without a word cannot be found again and is left out."""
    words = [normalise(label.penuh) for label in judul]
    return {name: [words[at], words[:at].count(words[at])] for name, at in kolom.items() if words[at]}


def recall(ingatan: Ingatan, judul: Sequence[Judul]) -> dict[str, int]:
    """Field → column index in a file of the same source; a word that is gone is left out."""
    words = [normalise(label.penuh) for label in judul]
    found = {}
    for name, (word, nth) in ingatan.items():
        places = [at for at, other in enumerate(words) if other == word]
        if nth < len(places):
            found[name] = places[nth]
    return found


def find_known(
    rows: Sequence[Baris], known: Mapping[str, Ingatan], needed: Iterable[str]
) -> tuple[str, PilihanKolom] | None:
    """The header within the first thirty rows whose source is known (mark → what is remembered): mark and columns."""
    for index in range(min(HEADER_WITHIN, len(rows)) if known else 0):
        for both in (False, True):
            judul = judul_of(rows, index, dua_baris=both)
            sidik = sidik_of(judul)
            kolom = recall(known[sidik], judul) if sidik in known else {}
            if kolom and set(needed) <= set(kolom):
                return sidik, PilihanKolom("", index + 1, both, kolom)
    return None
