"""A file's first rows as the page shows them where an officer says which column is which."""

from collections.abc import Sequence
from dataclasses import dataclass

from pegawai.rules.kolom import HEADER_WITHIN, Baris, Fields, column_letters, judul_of, match_fields
from pegawai.rules.nip import NipInvalid, parse_nip
from pegawai.rules.sel import Sel, jenis, teks

EXAMPLES, EXAMPLE_LENGTH = 3, 40
ROWS = HEADER_WITHIN + EXAMPLES + 2


@dataclass(frozen=True)
class KolomBerkas:
    """One column: its letters in Excel, its header, and what stands in the first rows below it."""

    index: int
    huruf: str
    judul: str
    contoh: tuple[str, ...]

    @property
    def label(self) -> str:
        example = next(filter(None, self.contoh), "")
        words = [self.huruf, self.judul or "tanpa judul", f"misalnya {example}" if example else "kosong"]
        return " · ".join(words)


def kolom_berkas(rows: Sequence[Baris], baris_judul: int, *, dua_baris: bool) -> list[KolomBerkas]:
    """The columns under a header row (as Excel counts); columns with neither a header nor a value are left out."""
    judul = judul_of(rows, baris_judul - 1, dua_baris=dua_baris)
    start = baris_judul + (1 if dua_baris else 0)
    below = rows[start : start + EXAMPLES]
    width = max([len(judul), *map(len, below)], default=0)
    found = [
        KolomBerkas(
            index=at,
            huruf=column_letters(at),
            judul=judul[at].penuh if at < len(judul) else "",
            contoh=tuple(teks(row[at])[:EXAMPLE_LENGTH] if at < len(row) else "" for row in below),
        )
        for at in range(width)
    ]
    return [kolom for kolom in found if kolom.judul or any(kolom.contoh)]


def guess_judul(rows: Sequence[Baris]) -> int:
    """The row (as Excel counts) that looks most like a header: the first with the most words that are no numbers."""
    counts = [sum(jenis(sel) == "s" and not teks(sel).isdigit() for sel in row) for row in rows[:HEADER_WITHIN]]
    return counts.index(max(counts)) + 1 if any(counts) else 1


def suggest_kolom(rows: Sequence[Baris], baris_judul: int, fields: Fields, *, dua_baris: bool) -> dict[str, int]:
    """Field → column index as far as the headers are known; the NIP also by what stands below its header."""
    found = match_fields(judul_of(rows, baris_judul - 1, dua_baris=dua_baris), fields)[0]
    below = rows[baris_judul + (1 if dua_baris else 0) :]
    width = max(map(len, below), default=0)
    if "nip" not in found:
        places = [at for at in range(width) if any(_is_nip(row[at]) for row in below if at < len(row))]
        found |= {"nip": places[0]} if places and places[0] not in found.values() else {}
    return found


def _is_nip(sel: Sel) -> bool:
    try:
        return bool(parse_nip(teks(sel)).angka) and jenis(sel) == "s"
    except NipInvalid:
        return False
