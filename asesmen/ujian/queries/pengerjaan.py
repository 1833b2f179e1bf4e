"""Questions about sittings and their answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from antrean.queries import run_prepared
from asesmen.ujian.models import Pengerjaan
from asesmen.ujian.rules import Simpanan, Status, deadline, section_deadline


@dataclass(frozen=True)
class PengerjaanRow:
    """One sitting without its paper. Its deadlines are None before the start, and leave a lasting pause out."""

    id: UUID
    peserta_id: int
    ruang_sesi_id: int
    status: str
    butir_count: int
    durasi: int
    tambahan: int
    jeda: int
    dijeda_at: datetime | None
    navigasi: str
    bagian_ke: int
    bagian_started_at: datetime | None
    bagian_durasi: int | None
    bagian_tambahan: int
    bagian_versi_ids: list[int] | None
    tenggang: int
    batas_sesi: datetime
    rules_read_at: datetime | None
    izin_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    finish_kind: str
    epoch: int
    lease: str
    last_seen_at: datetime | None
    receipt_code: str
    receipt_hash: str

    @property
    def deadline(self) -> datetime | None:
        if self.started_at is None:
            return None
        return deadline(
            batas_sesi=self.batas_sesi,
            started_at=self.started_at,
            durasi=self.durasi,
            tambahan=self.tambahan,
            jeda=self.jeda,
        )

    @property
    def bagian_deadline(self) -> datetime | None:
        """The end of the open section, None where sections have no time of their own."""
        if self.deadline is None or self.bagian_started_at is None or self.bagian_durasi is None:
            return None
        return section_deadline(
            whole=self.deadline,
            started_at=self.bagian_started_at,
            durasi=self.bagian_durasi,
            tambahan=self.bagian_tambahan,
        )

    def is_over(self, at: datetime) -> bool:
        """Running by its row, yet past its deadline and the grace. A paused sitting's clock stands."""
        limit = self.deadline if self.status == Status.BERJALAN and self.dijeda_at is None else None
        return limit is not None and at > limit + timedelta(seconds=self.tenggang)


FIELDS = tuple(PengerjaanRow.__dataclass_fields__)
ROW = f"SELECT {', '.join(FIELDS)} FROM ujian_pengerjaan WHERE "  # noqa: S608
ANSWERS = """
SELECT versi_id, epoch, seq, nilai::json, is_ragu FROM ujian_jawaban WHERE pengerjaan_id = $1 ORDER BY versi_id
"""
NEWEST = """
SELECT COALESCE(max(id), 0) FROM ujian_tindakanproktor
WHERE pengerjaan_id = $1 OR (pengerjaan_id IS NULL AND ruang_sesi_id = $2)
"""
# Of each call and each reported item the newest, and its answer.
ASKED = """
SELECT DISTINCT ON (t.versi_id) t.versi_id, t.at, a.at, a.alasan
FROM ujian_tindakanproktor t LEFT JOIN ujian_tindakanproktor a ON a.untuk_id = t.id
WHERE t.pengerjaan_id = $1 AND t.jenis IN ('panggil', 'lapor_soal')
ORDER BY t.versi_id, t.id DESC
"""


@dataclass(frozen=True)
class PanggilanSendiri:
    """What a participant asked for last: the proctor, or a look at the item `versi`; `dijawab` is None until then."""

    versi: int | None
    at: datetime
    dijawab: datetime | None
    tanggapan: str | None


def pengerjaan_of_peserta(peserta_id: int) -> PengerjaanRow | None:
    return _first("peserta_id = $1", peserta_id)


def pengerjaan_get(pengerjaan_id: UUID) -> PengerjaanRow | None:
    return _first("id = $1", str(pengerjaan_id))


def pengerjaan_by_receipt(code: str) -> PengerjaanRow | None:
    return _first("receipt_code = $1 AND status = 'selesai'", code) if code else None


def _first(condition: str, value: int | str) -> PengerjaanRow | None:
    rows = run_prepared(ROW + condition, [value])
    return PengerjaanRow(*rows[0]) if rows else None


def naskah_get(pengerjaan_id: UUID) -> list[dict[str, Any]]:
    """The frozen paper: item versions and option order. Raises Pengerjaan.DoesNotExist."""
    rows = run_prepared("SELECT naskah::json FROM ujian_pengerjaan WHERE id = $1", [str(pengerjaan_id)])
    if not rows:
        raise Pengerjaan.DoesNotExist
    return rows[0][0]


def jawaban_of(pengerjaan_id: UUID) -> dict[int, Simpanan]:
    """Item version → the answer that counts."""
    rows = run_prepared(ANSWERS, [str(pengerjaan_id)])
    return {row[0]: Simpanan(*row) for row in rows}


def newest_news(pengerjaan_id: UUID, ruang_sesi_id: int) -> int:
    """The number of the newest news a page that loads now already reflects; 0 when there was none."""
    return run_prepared(NEWEST, [str(pengerjaan_id), ruang_sesi_id])[0][0]


def panggilan_of(pengerjaan_id: UUID) -> list[PanggilanSendiri]:
    """The newest call of a sitting and the newest report of each item. One query."""
    return [PanggilanSendiri(*row) for row in run_prepared(ASKED, [str(pengerjaan_id)])]


def hadir_count(gelombang_id: int) -> int:
    """How many participants of a wave have begun."""
    return Pengerjaan.objects.filter(peserta__gelombang_id=gelombang_id).exclude(status=Status.SIAP).count()


def running_count(gelombang_id: int) -> int:
    """How many sittings of a wave are not closed yet: while there are any, answers may still come."""
    return Pengerjaan.objects.filter(peserta__gelombang_id=gelombang_id, status=Status.BERJALAN).count()


def naskah_count(gelombang_id: int) -> int:
    """For how many participants of a wave a paper is prepared."""
    return Pengerjaan.objects.filter(peserta__gelombang_id=gelombang_id).count()


def running_in(peserta_ids: Iterable[int]) -> int:
    """How many of these participants are sitting right now."""
    return Pengerjaan.objects.filter(peserta_id__in=list(peserta_ids), status=Status.BERJALAN).count()
