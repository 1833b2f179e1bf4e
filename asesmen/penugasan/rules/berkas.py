"""What a task asks to be handed in, and what of it is still missing."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

MB = 1024 * 1024
# Every kind of file that a task may ask for, and how the page names it.
TIPE = {
    "pdf": "PDF",
    "docx": "Word (.docx)",
    "xlsx": "Excel (.xlsx)",
    "pptx": "PowerPoint (.pptx)",
    "jpg": "JPG",
    "png": "PNG",
}
SAMA = {"jpeg": "jpg"}
MAKS_MB_PER_BERKAS = 50
MAKS_MB_PER_ORANG = 100
MAKS_PIKSEL = 40_000_000
PANJANG_NAMA = 120
KENDALI = re.compile(r"[\x00-\x1f\x7f]")


class BerkasRefused(Exception):
    """An uploaded file that is not what the task asks for: `code` for machines, `message` for the person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(frozen=True)
class Persyaratan:
    """One thing to hand in: its name, whether it must be there, kinds of file, MB per file, number of files."""

    nama: str
    wajib: bool
    tipe: tuple[str, ...]
    maks_mb: int
    maks_jumlah: int

    @property
    def accept(self) -> str:
        """What a file input's `accept` says."""
        return ",".join(f".{t}" for t in self.tipe) + (",.jpeg" if "jpg" in self.tipe else "")

    @property
    def tipe_teks(self) -> str:
        return either(TIPE[t] for t in self.tipe)


def either(words: Iterable[str]) -> str:
    """Write choices as a sentence does: "PDF, JPG, atau PNG"."""
    rows = list(words)
    if len(rows) < 3:
        return " atau ".join(rows)
    return f"{', '.join(rows[:-1])}, atau {rows[-1]}"


def persyaratan_from(rows: Iterable[Mapping[str, Any]]) -> tuple[Persyaratan, ...]:
    """Read the stored list of requirements. ValueError for what no page could fulfil."""
    read = tuple(
        Persyaratan(
            nama=str(row["nama"]).strip(),
            wajib=bool(row["wajib"]),
            tipe=tuple(row["tipe"]),
            maks_mb=int(row["maks_mb"]),
            maks_jumlah=int(row["maks_jumlah"]),
        )
        for row in rows
    )
    for p in read:
        if not p.nama or not p.tipe or not set(p.tipe) <= set(TIPE):
            raise ValueError(f"persyaratan {p.nama!r}: tipe {p.tipe!r} tidak dikenal")
        if not 1 <= p.maks_mb <= MAKS_MB_PER_BERKAS or p.maks_jumlah < 1:
            raise ValueError(f"persyaratan {p.nama!r}: ukuran atau jumlah di luar batas")
    if len({p.nama for p in read}) != len(read):
        raise ValueError("dua persyaratan bernama sama")
    return read


def clean_name(name: str) -> str:
    """The original name as harmless text of at most 120 characters, its extension kept."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    text = "".join(c for c in KENDALI.sub("", last) if unicodedata.category(c) != "Cf").strip().strip(".") or "berkas"
    if len(text) <= PANJANG_NAMA:
        return text
    stem, dot, tail = text.rpartition(".")
    if not dot or len(tail) > 10:
        return text[:PANJANG_NAMA]
    return f"{stem[: PANJANG_NAMA - len(tail) - 1]}.{tail}"


def tipe_of(name: str) -> str:
    """The kind that the extension claims; empty without one."""
    _, dot, tail = name.rpartition(".")
    claimed = tail.lower() if dot else ""
    return SAMA.get(claimed, claimed)


def check_outside(persyaratan: Persyaratan, *, name: str, size: int, stored: int, stored_bytes: int) -> str:
    """Return the kind of a file judged from outside: name, size, and what is stored already. Raises BerkasRefused."""
    tipe = tipe_of(name)
    if tipe not in persyaratan.tipe:
        raise BerkasRefused(
            "tipe", f"“{name}” tidak diterima. {persyaratan.nama} harus berupa {persyaratan.tipe_teks}."
        )
    if size == 0:
        raise BerkasRefused("kosong", f"“{name}” kosong (0 byte). Buka berkas itu, pastikan berisi, lalu unggah lagi.")
    if size > persyaratan.maks_mb * MB:
        raise BerkasRefused(
            "terlalu_besar",
            f"“{name}” terlalu besar: paling besar {persyaratan.maks_mb} MB. Perkecil gambar di dalamnya, "
            "lalu unggah lagi.",
        )
    if stored >= persyaratan.maks_jumlah:
        raise BerkasRefused(
            "terlalu_banyak",
            f"{persyaratan.nama} paling banyak {persyaratan.maks_jumlah} berkas. "
            f"Hapus satu dahulu, lalu unggah “{name}”.",
        )
    if stored_bytes + size > MAKS_MB_PER_ORANG * MB:
        raise BerkasRefused(
            "kuota_penuh",
            f"Semua berkas Anda bersama paling besar {MAKS_MB_PER_ORANG} MB. Hapus yang tidak perlu dahulu.",
        )
    return tipe


def missing(persyaratan: Iterable[Persyaratan], stored: Mapping[str, int]) -> list[str]:
    """Names of the required things of which nothing is stored (name → number of files)."""
    return [p.nama for p in persyaratan if p.wajib and not stored.get(p.nama)]


def blind_name(nomor: str, persyaratan: str, urut: int, tipe: str) -> str:
    """What an assessor's download is called: the original name may tell who wrote it."""
    words = re.sub(r"[^0-9A-Za-z]+", "-", persyaratan).strip("-").lower()
    return f"{re.sub(r'[^0-9A-Za-z-]+', '-', nomor)}-{words}-{urut}.{tipe}"
