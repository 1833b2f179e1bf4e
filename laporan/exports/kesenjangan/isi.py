"""What the merit-gap workbook is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from laporan.rules.rekap import Hasil


class HasilOrang(Hasil, Protocol):
    """One person's row, as `penilaian.queries.HasilRow` has it."""

    @property
    def nip(self) -> str: ...
    @property
    def nama(self) -> str: ...
    @property
    def jabatan(self) -> str: ...
    @property
    def jenjang(self) -> str: ...
    @property
    def unit_nama(self) -> str: ...
    @property
    def opd_nama(self) -> str: ...
    @property
    def capaian(self) -> Decimal: ...
    @property
    def capaian_dihitung(self) -> Decimal: ...
    @property
    def standar(self) -> Decimal: ...
    @property
    def kategori_nama(self) -> str: ...
    @property
    def is_perlu_konfirmasi(self) -> bool: ...


@dataclass(frozen=True)
class Kolom:
    """One competency of the computation."""

    kode: str
    nama: str
    kelompok_kode: str
    kelompok_nama: str

    @property
    def judul(self) -> str:
        return f"{self.nama} ({self.kode})"


@dataclass(frozen=True)
class Kelas:
    kode: str
    nama: str


@dataclass(frozen=True)
class TanpaHasil:
    """Somebody in the wave who has no result; `is_hadir`: began the exam all the same."""

    nip: str
    nama: str
    jabatan: str
    unit: str
    opd: str
    alasan: str
    is_hadir: bool = False


@dataclass(frozen=True)
class BarisKebutuhan:
    """One shortfall, the programmes that fit it, and what the person has done about it."""

    kompetensi: str
    program: str
    nip: str
    nama: str
    unit: str
    level: Decimal
    standar: Decimal
    kesenjangan: Decimal
    tindak_lanjut: str


@dataclass(frozen=True)
class TandaTangan:
    tempat_tanggal: str
    jabatan: str
    nama: str
    pangkat: str
    nip: str


@dataclass(frozen=True)
class IsiKesenjangan:
    """All facts of one workbook; `metode` and `keterangan` are pairs of label and text."""

    kabupaten: str
    instansi: str
    alamat: str
    kertas: str
    judul: str
    gelombang: str
    lingkup: str
    at: datetime
    keterangan: Sequence[tuple[str, str]]
    dasar_hukum: Sequence[str]
    catatan: Sequence[str]
    peserta: int
    batas_jpm: str
    kelas: Sequence[Kelas]
    kolom: Sequence[Kolom]
    rows: Sequence[HasilOrang]
    tanpa_hasil: Sequence[TanpaHasil]
    kebutuhan: Sequence[BarisKebutuhan]
    metode: Sequence[tuple[str, str]]
    tanda_tangan: TandaTangan | None

    @property
    def hadir(self) -> int:
        return len(self.rows) + sum(row.is_hadir for row in self.tanpa_hasil)

    @property
    def kelompok(self) -> Mapping[str, str]:
        """Code → name of the groups of competencies, in the order of the columns."""
        return {k.kelompok_kode: k.kelompok_nama for k in self.kolom}

    @property
    def nama_kompetensi(self) -> Mapping[str, str]:
        return {k.kode: k.nama for k in self.kolom}
