"""One person's published result, from answers to class, in words and numbers that explain themselves."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from asesmen.kompetensi.rules import AturanSnapshot, PitaKelas
from asesmen.penilaian.queries import hasil_kompetensi, hasil_terbit_of, hasil_terbit_of_peserta
from asesmen.penilaian.rules.jpm import Jumlah, next_kelas, sum_per_kelompok
from pegawai.queries import riwayat_of

# A radar needs three axes.
AXES = 3


@dataclass(frozen=True)
class Profil:
    """A result with what a page needs to explain it."""

    hasil: Any
    rows: list[Any]
    masukan: dict[str, Any]
    aturan: AturanSnapshot
    kelas: PitaKelas
    berikut: tuple[PitaKelas, Decimal] | None
    per_kelompok: dict[str, Jumlah]
    berlaku_sampai: date | None
    tanggal: date

    @property
    def penghitungan(self) -> Any:
        return self.hasil.penghitungan

    @property
    def gelombang(self) -> Any:
        return self.hasil.penghitungan.gelombang

    @property
    def radar(self) -> dict[str, list[tuple[str, Decimal, Decimal]]]:
        """Group of competencies → what its radar shows; groups that are too small for one are left out."""
        return radar_groups(self.rows)

    @property
    def skala(self) -> list[tuple[str, int, Decimal | None]]:
        """Ascending bands as the scale wants them."""
        bands = sorted(self.aturan.skema.pita, key=lambda band: band.dari)
        return [(band.nama, band.peringkat, band.dari if band.dari > 0 else None) for band in bands]

    @property
    def dijawab(self) -> int:
        return sum(row.metode["ujian"]["dijawab"] for row in self.rows if "ujian" in row.metode)

    @property
    def butir(self) -> int:
        return sum(row.metode["ujian"]["butir"] for row in self.rows if "ujian" in row.metode)

    @property
    def tugas(self) -> list[Any]:
        """The competencies that a task measured."""
        return [row for row in self.rows if "penugasan" in row.metode]

    @property
    def di_bawah(self) -> list[Any]:
        return [row for row in self.rows if row.kesenjangan < 0]

    @property
    def jumlah_kesenjangan(self) -> Decimal:
        return self.hasil.capaian - self.hasil.standar

    @property
    def contoh(self) -> Any:
        """One competency whose way from answers to level is told: the largest shortfall that the exam saw."""
        seen = [row for row in self.rows if "ujian" in row.metode]
        return min(seen, key=lambda row: row.kesenjangan, default=None)


def radar_groups(rows: list[Any]) -> dict[str, list[tuple[str, Decimal, Decimal]]]:
    groups: dict[str, list[tuple[str, Decimal, Decimal]]] = {}
    for row in rows:
        groups.setdefault(row.kompetensi.kelompok.nama, []).append((row.kompetensi.nama, row.level, row.standar))
    return {nama: points for nama, points in groups.items() if len(points) >= AXES}


def profil_of(hasil: Any) -> Profil:
    """The profile of a result that was read with its computation and wave."""
    masukan = hasil.penghitungan.masukan
    aturan = AturanSnapshot.from_json(masukan["aturan"])
    rows = list(hasil_kompetensi(hasil.pk))
    jumlah = Jumlah(hasil.capaian, hasil.capaian_dihitung, hasil.standar)
    riwayat = riwayat_of(hasil.pegawai_id).filter(hasil_id=hasil.pk).first()
    return Profil(
        hasil=hasil,
        rows=rows,
        masukan=masukan,
        aturan=aturan,
        kelas=aturan.skema.kelas_of(jumlah.dihitung, jumlah.standar),
        berikut=next_kelas(jumlah, aturan.skema.pita),
        per_kelompok=sum_per_kelompok(
            ((row.kompetensi.kelompok.nama, row.level, row.standar) for row in rows), aturan.batas_jpm
        ),
        berlaku_sampai=riwayat.berlaku_sampai if riwayat else None,
        tanggal=riwayat.tanggal if riwayat else hasil.penghitungan.gelombang.tanggal_acuan,
    )


def profil_list(pegawai_id: int) -> list[Any]:
    """A person's published results, newest first."""
    return hasil_terbit_of(pegawai_id)


def profil_of_peserta(peserta_id: int) -> Profil | None:
    hasil = hasil_terbit_of_peserta(peserta_id)
    return profil_of(hasil) if hasil else None
