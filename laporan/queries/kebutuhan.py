"""Shortfalls of a computation with the programmes that fit, and what each person has done about them."""

from collections.abc import Iterable, Sequence
from typing import Any

from asesmen.penilaian.queries import HasilRow
from laporan.exports.kesenjangan.isi import BarisKebutuhan
from pegawai.queries import pengaturan
from pengembangan.queries import TindakLanjut, program_rows, tindak_lanjut_by_pegawai
from pengembangan.rules.kebutuhan import needs_development
from pengembangan.rules.kecocokan import Program, fitting

TANPA_PROGRAM = "Belum ada program yang sesuai"


def kebutuhan_of(rows: Sequence[HasilRow], kompetensi: Iterable[dict[str, Any]]) -> list[BarisKebutuhan]:
    """Every shortfall of those who need development by the office's rule: by competency, the largest first."""
    rule, programs = pengaturan("di_bawah_standar"), program_rows()
    done = tindak_lanjut_by_pegawai(row.pegawai_id for row in rows)
    needy = [
        row
        for row in rows
        if needs_development(
            rule, has_gap=any(k.kesenjangan < 0 for k in row.kompetensi.values()), peringkat=row.kategori_peringkat
        )
    ]
    return [
        _baris(row, k["nama"], k["kode"], programs, done[row.pegawai_id])
        for k in kompetensi
        for row in _below(needy, k["kode"])
    ]


def _below(rows: Sequence[HasilRow], kode: str) -> list[HasilRow]:
    found = [row for row in rows if kode in row.kompetensi and row.kompetensi[kode].kesenjangan < 0]
    return sorted(found, key=lambda row: (row.kompetensi[kode].kesenjangan, row.nama))


def _baris(
    row: HasilRow, kompetensi: str, kode: str, programs: Sequence[Program], done: TindakLanjut
) -> BarisKebutuhan:
    nilai = row.kompetensi[kode]
    names = "; ".join(f"{p.nama} ({p.jp} JP)" for p in fitting(programs, kode, nilai.level))
    return BarisKebutuhan(
        kompetensi=kompetensi,
        program=names or TANPA_PROGRAM,
        nip=row.nip,
        nama=row.nama,
        unit=row.unit_nama,
        level=nilai.level,
        standar=nilai.standar,
        kesenjangan=nilai.kesenjangan,
        tindak_lanjut=tindak_lanjut_text(done),
    )


def tindak_lanjut_text(done: TindakLanjut) -> str:
    """What somebody has done so far, in words: "2 diklat dan 1 klinik, 31 JP; 1 terdaftar"."""
    attended = " dan ".join(f"{n} {what}" for n, what in ((done.diklat, "diklat"), (done.klinik, "klinik")) if n)
    parts = [f"{attended}, {done.jp} JP" if attended else "", f"{done.terdaftar} terdaftar" if done.terdaftar else ""]
    return "; ".join(filter(None, parts)) or "Belum ada"
