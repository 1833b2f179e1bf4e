"""All people of a wave, one after the other; item scores are worked out once per item and answer."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from asesmen.bank.rules.skor import best_score, is_blank, score
from asesmen.penilaian.rules.orang import TanpaHasil
from asesmen.penilaian.rules.skor import Skor, SkorButir, skor_per_kompetensi

SELESAI = "selesai"


class Sitting(Protocol):
    """What came in from one participant who began: the paper's items, and the answers to some of them."""

    @property
    def status(self) -> str: ...
    @property
    def versi(self) -> tuple[int, ...]: ...
    @property
    def jawaban(self) -> dict[int, Any]: ...


def scorer(kunci: Mapping[int, Any]) -> Callable[[Sitting], dict[str, Skor]]:
    """Return what scores one sitting, competency → score; an item without an answer is a blank."""
    known: dict[tuple[int, Any], SkorButir] = {}

    def of_item(versi: int, nilai: Any) -> SkorButir:
        key = (versi, tuple(nilai) if isinstance(nilai, list) else nilai)
        found = known.get(key)
        if found is None:
            row = kunci[versi]
            found = known[key] = SkorButir(
                row.kompetensi_kode, row.cara, score(row, nilai), best_score(row), not is_blank(nilai)
            )
        return found

    def of_sitting(sitting: Sitting) -> dict[str, Skor]:
        return skor_per_kompetensi(of_item(versi, sitting.jawaban.get(versi)) for versi in sitting.versi)

    return of_sitting


def skor_ujian(sitting: Sitting | None, of_sitting: Callable[[Sitting], dict[str, Skor]]) -> dict[str, Skor]:
    """The exam's scores of one participant. Raises TanpaHasil: absent, not finished, or nothing answered."""
    if sitting is None:
        raise TanpaHasil("tidak_hadir", "Tidak mengerjakan ujian.")
    if sitting.status != SELESAI:
        raise TanpaHasil("belum_selesai", "Ujiannya belum diakhiri. Akhiri dari konsol proktor, lalu hitung ulang.")
    found = of_sitting(sitting)
    if not any(skor.dijawab for skor in found.values()):
        raise TanpaHasil("tanpa_jawaban", "Mengakhiri ujian tanpa satu jawaban pun.")
    return found


def cara_of(kunci: Iterable[Any]) -> set[str]:
    """Which kinds of scoring these keys use: each needs its conversion."""
    return {row.cara for row in kunci}
