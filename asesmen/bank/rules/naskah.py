"""Drawing one participant's paper from a blueprint: the same seed and items give the same paper, always.

Order is sha256(seed, code): no random source, nothing that differs between machines.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any


@dataclass(frozen=True)
class BahanButir:
    """One item version that may be drawn. `opsi` are its option letters as written."""

    versi: int
    kode: str
    opsi: tuple[str, ...] = ()
    is_opsi_tetap: bool = False


@dataclass(frozen=True)
class BahanKisi:
    """One row of the blueprint: so many of these items."""

    kompetensi: str
    jumlah: int
    butir: tuple[BahanButir, ...]


@dataclass(frozen=True)
class BahanBagian:
    bagian: str
    petunjuk: str
    durasi_menit: int | None
    kisi_kisi: tuple[BahanKisi, ...]


class TooFewButir(ValueError):
    """The bank holds fewer items of a competency than the blueprint wants."""

    code = "butir_kurang"

    def __init__(self, kompetensi: str, wanted: int, available: int) -> None:
        super().__init__(f"{kompetensi}: perlu {wanted} butir, tersedia {available}.")
        self.kompetensi, self.wanted, self.available = kompetensi, wanted, available


class DurasiMixed(ValueError):
    """Some sections have a time of their own and some have not: nobody could say when the others end."""

    code = "durasi_bagian_campur"

    def __init__(self, bagian: str) -> None:
        super().__init__(
            f"Bagian “{bagian}” belum punya waktu, sedangkan bagian lain punya. Beri waktu pada semua bagian, atau "
            "pada tidak satu pun."
        )
        self.bagian = bagian


def refuse_mixed(times: Iterable[tuple[str, int | None]]) -> None:
    """Raise DurasiMixed unless all sections (name, minutes) have a time of their own, or none has."""
    sections = list(times)
    untimed = [nama for nama, minutes in sections if not minutes]
    if untimed and len(untimed) < len(sections):
        raise DurasiMixed(untimed[0])


def shortages(bahan: Sequence[BahanBagian]) -> list[TooFewButir]:
    """Every blueprint row that cannot be filled; an empty list means that papers can be drawn."""
    return [
        TooFewButir(kisi.kompetensi, kisi.jumlah, len(kisi.butir))
        for bagian in bahan
        for kisi in bagian.kisi_kisi
        if len(kisi.butir) < kisi.jumlah
    ]


def draw(seed: str, bahan: Sequence[BahanBagian]) -> list[dict[str, Any]]:
    """Return [{"bagian", "petunjuk", "durasi", "butir": [{"versi", "opsi": ["C", "A", …]}]}].

    Items of a section come mixed. `durasi` is the section's own time in seconds, None where it shares the whole's.
    `opsi` is the order in which the options are shown; empty where there are none. Raises TooFewButir, DurasiMixed.
    """
    refuse_mixed((b.bagian, b.durasi_menit) for b in bahan)
    for shortage in shortages(bahan):
        raise shortage
    return [
        {
            "bagian": bagian.bagian,
            "petunjuk": bagian.petunjuk,
            "durasi": bagian.durasi_menit * 60 if bagian.durasi_menit else None,
            "butir": [{"versi": b.versi, "opsi": _options(seed, b)} for b in _items(seed, bagian)],
        }
        for bagian in bahan
    ]


def _items(seed: str, bagian: BahanBagian) -> list[BahanButir]:
    chosen: list[tuple[bytes, BahanButir]] = []
    for kisi in bagian.kisi_kisi:
        ranked = sorted(((_rank(seed, b.kode), b) for b in kisi.butir), key=lambda pair: pair[0])
        chosen += ranked[: kisi.jumlah]
    return [b for _, b in sorted(chosen, key=lambda pair: pair[0])]


def _options(seed: str, butir: BahanButir) -> list[str]:
    if butir.is_opsi_tetap:
        return list(butir.opsi)
    return sorted(butir.opsi, key=lambda letter: _rank(seed, butir.kode, letter))


def _rank(*parts: str) -> bytes:
    return sha256("\x1f".join(parts).encode()).digest()
