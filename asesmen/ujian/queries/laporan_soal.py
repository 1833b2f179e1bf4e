"""Items that participants reported during an exam: for the analysis of the items afterwards."""

from dataclasses import dataclass
from datetime import datetime

from asesmen.ujian.models import TindakanProktor


@dataclass(frozen=True)
class LaporanSoal:
    """One report. `versi_id` is the item version as it stood on the paper; `tanggapan` what the proctor answered."""

    id: int
    versi_id: int
    peserta_id: int
    ruang_sesi_id: int
    kalimat: str
    at: datetime
    tanggapan: str


def laporan_soal(gelombang_id: int) -> list[LaporanSoal]:
    """The reports of a wave, by item and time. Two queries."""
    rows = (
        TindakanProktor.objects.filter(
            jenis=TindakanProktor.Jenis.LAPOR_SOAL, pengerjaan__peserta__gelombang_id=gelombang_id
        )
        .select_related("pengerjaan")
        .only("versi_id", "ruang_sesi_id", "alasan", "at", "pengerjaan__peserta_id")
        .prefetch_related("tanggapan")
        .order_by("versi_id", "at", "id")
    )
    return [
        LaporanSoal(
            id=row.pk,
            versi_id=row.versi_id or 0,
            peserta_id=row.pengerjaan.peserta_id if row.pengerjaan else 0,
            ruang_sesi_id=row.ruang_sesi_id,
            kalimat=row.alasan,
            at=row.at,
            tanggapan=" ".join(answer.alasan for answer in row.tanggapan.all()),
        )
        for row in rows
    ]
