"""One person's result from what the methods gave, what the standard asks and the rules. No guess: a reason instead."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from asesmen.kompetensi.rules import AturanSnapshot, PitaKelas
from asesmen.penilaian.rules.angka import Nisbah
from asesmen.penilaian.rules.jpm import Jumlah, kelas_of, sum_levels
from asesmen.penilaian.rules.level import combine, level_ujian
from asesmen.penilaian.rules.skor import Skor


class Tuntutan(Protocol):
    @property
    def level(self) -> Decimal: ...
    @property
    def perlu_konfirmasi(self) -> bool: ...


class Tugas(Protocol):
    @property
    def level(self) -> Decimal: ...
    @property
    def rincian(self) -> dict[str, Any]: ...


class TanpaHasil(Exception):
    """This person gets no result, for a reason that is said."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Capaian:
    """One competency of one person. `metode` says how the level came about, as plain data."""

    kode: str
    level: Decimal
    standar: Decimal
    metode: dict[str, Any]

    @property
    def kesenjangan(self) -> Decimal:
        """Achieved − required; negative is a shortfall. No cap touches it."""
        return self.level - self.standar


@dataclass(frozen=True, slots=True)
class HasilOrang:
    capaian: tuple[Capaian, ...]
    jumlah: Jumlah
    kelas: PitaKelas
    is_perlu_konfirmasi: bool


def hasil_orang(
    skor: Mapping[str, Skor], tugas: Mapping[str, Tugas], tuntutan: Mapping[str, Tuntutan], aturan: AturanSnapshot
) -> HasilOrang:
    """Level, gap, JPM and class of one person over every competency that a method measured.

    What the standard asks and nothing measured is left out of both sums (docs/rules.md, "Tidak diukur").
    Raises TanpaHasil: no standard for the jabatan, a measured competency that it does not ask for, no evidence at all.
    """
    measured = [kode for kode in tuntutan if kode in skor or kode in tugas]
    _require_standar(skor.keys() | tugas.keys(), tuntutan)
    capaian = tuple(_capaian(kode, skor.get(kode), tugas.get(kode), tuntutan[kode], aturan) for kode in measured)
    jumlah = sum_levels(((c.level, c.standar) for c in capaian), aturan.batas_jpm)
    return HasilOrang(
        capaian=capaian,
        jumlah=jumlah,
        kelas=kelas_of(jumlah, aturan.skema.pita),
        is_perlu_konfirmasi=any(tuntutan[kode].perlu_konfirmasi for kode in measured),
    )


def _require_standar(measured: set[str], tuntutan: Mapping[str, Tuntutan]) -> None:
    if not measured:
        raise TanpaHasil("tanpa_jawaban", "Tidak ada jawaban atau nilai tugas.")
    if not tuntutan:
        raise TanpaHasil(
            "standar_tidak_ada", "Jabatan dan jenjangnya belum punya standar kompetensi. Lengkapi standar."
        )
    missing = sorted(measured - tuntutan.keys())
    if missing:
        raise TanpaHasil("standar_kurang", f"Standar jabatannya tidak memuat {', '.join(missing)}. Lengkapi standar.")
    if all(tuntutan[kode].level == 0 for kode in measured):
        raise TanpaHasil("standar_nol", "Standar jabatannya meminta level 0 pada semua kompetensi yang diukur.")


def _capaian(kode: str, skor: Skor | None, tugas: Tugas | None, asked: Tuntutan, aturan: AturanSnapshot) -> Capaian:
    metode: dict[str, Any] = {}
    ujian = None
    if skor is not None:
        konversi = aturan.konversi(skor.cara)
        ujian = level_ujian(skor, konversi)
        metode["ujian"] = _rincian_ujian(skor, ujian, konversi.nama)
    if tugas is not None:
        metode["penugasan"] = {"level": str(tugas.level), "rincian": tugas.rincian}
    if len(metode) > 1:
        metode["bobot_ujian"] = str(aturan.bobot_ujian)
    level = combine(ujian, tugas.level if tugas else None, aturan.bobot_ujian)
    return Capaian(kode, level, asked.level, metode)


def _rincian_ujian(skor: Skor, level: Nisbah, konversi: str) -> dict[str, Any]:
    return {
        "cara": skor.cara,
        "butir": skor.butir,
        "dijawab": skor.dijawab,
        "nilai": str(skor.nilai),
        "maksimum": str(skor.maksimum),
        "level": [str(level.pembilang), str(level.penyebut)],
        "konversi": konversi,
    }
