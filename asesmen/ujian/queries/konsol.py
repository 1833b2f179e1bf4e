"""What a proctor sees: one line per sitting of a room, or of all the rooms of a session, in one cheap query."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from asesmen.ujian.models import TindakanProktor
from asesmen.ujian.rules import Kursi, deadline, seat_state

# The answers are counted in one pass over those of the people asked for: 900 × 100 answers take some 20 ms, and no
# index beyond the one that a save needs anyway.
SEATS = """
WITH kursi AS MATERIALIZED (
    SELECT p.id, p.peserta_id, t.ruang_sesi_id, t.kursi, t.kehadiran, p.status, p.butir_count, p.durasi, p.tambahan,
        p.jeda, p.dijeda_at, p.tenggang, p.batas_sesi, p.rules_read_at IS NOT NULL, p.izin_at IS NOT NULL, p.started_at,
        p.finished_at, p.finish_kind, p.perangkat, p.lease = '', p.last_seen_at
    FROM gelombang_penempatan t JOIN ujian_pengerjaan p ON p.peserta_id = t.peserta_id
    WHERE t.ruang_sesi_id = ANY (%(ruang)s)
), isi AS (
    SELECT pengerjaan_id, count(nilai) AS dijawab, max(saved_at) AS saved_at FROM ujian_jawaban
    WHERE pengerjaan_id = ANY (ARRAY(SELECT id FROM kursi)) GROUP BY pengerjaan_id
)
SELECT kursi.*, COALESCE(isi.dijawab, 0), isi.saved_at FROM kursi LEFT JOIN isi ON isi.pengerjaan_id = kursi.id
"""


class KeadaanKursi(NamedTuple):
    """One participant of a room; a tuple, since 900 are made every few seconds.

    `seen`: the last sign of life, a save or a pulse; ages are in seconds.
    """

    peserta_id: int
    pengerjaan_id: UUID
    ruang_sesi_id: int
    kursi: int
    keadaan: Kursi
    status: str
    kehadiran: str
    dijawab: int
    butir: int
    umur: int | None
    umur_simpan: int | None
    seen: datetime | None
    deadline: datetime | None
    dijeda_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    finish_kind: str
    perangkat: str
    is_bebas: bool
    is_diizinkan: bool


def keadaan_ruang(ruang_sesi_id: int | Sequence[int], at: datetime) -> dict[int, KeadaanKursi]:
    """participant → state, of everybody who sits in this room (or these rooms) of a session. One query."""
    rooms = [ruang_sesi_id] if isinstance(ruang_sesi_id, int) else list(ruang_sesi_id)
    with connection.cursor() as cursor:
        cursor.execute(SEATS, {"ruang": rooms})
        return {b.peserta_id: _keadaan(b, at) for b in map(Baris._make, cursor.fetchall())}


class Baris(NamedTuple):
    """The columns of SEATS, in its order."""

    id: UUID
    peserta_id: int
    ruang_sesi_id: int
    kursi: int
    kehadiran: str
    status: str
    butir: int
    durasi: int
    tambahan: int
    jeda: int
    dijeda_at: datetime | None
    tenggang: int
    batas_sesi: datetime
    has_read: bool
    is_diizinkan: bool
    started_at: datetime | None
    finished_at: datetime | None
    finish_kind: str
    perangkat: str
    is_bebas: bool
    last_seen: datetime | None
    dijawab: int
    saved: datetime | None


def _keadaan(b: Baris, at: datetime) -> KeadaanKursi:
    limit = _limit(b)
    seen = b.last_seen if b.saved is None else max(b.saved, b.last_seen or b.saved)
    return KeadaanKursi(
        peserta_id=b.peserta_id,
        pengerjaan_id=b.id,
        ruang_sesi_id=b.ruang_sesi_id,
        kursi=b.kursi,
        keadaan=_state(b, seen, limit, at),
        status=b.status,
        kehadiran=b.kehadiran,
        dijawab=b.dijawab,
        butir=b.butir,
        umur=_age(seen, at),
        umur_simpan=_age(b.saved, at),
        seen=seen,
        deadline=limit,
        dijeda_at=b.dijeda_at,
        started_at=b.started_at,
        finished_at=b.finished_at,
        finish_kind=b.finish_kind,
        perangkat=b.perangkat,
        is_bebas=b.is_bebas,
        is_diizinkan=b.is_diizinkan,
    )


def _limit(b: Baris) -> datetime | None:
    if b.started_at is None:
        return None
    return deadline(batas_sesi=b.batas_sesi, started_at=b.started_at, durasi=b.durasi, tambahan=b.tambahan, jeda=b.jeda)


def _state(b: Baris, seen: datetime | None, limit: datetime | None, at: datetime) -> Kursi:
    return seat_state(
        status=b.status,
        is_present=b.has_read or b.kehadiran == "hadir",
        answered=b.dijawab,
        last_seen=seen,
        is_paused=b.dijeda_at is not None,
        is_over=limit is not None and at > limit + timedelta(seconds=b.tenggang),
        at=at,
    )


def _age(moment: datetime | None, at: datetime) -> int | None:
    return None if moment is None else max(0, int((at - moment).total_seconds()))


def tindakan_list(ruang_sesi_id: int) -> QuerySet[TindakanProktor]:
    """What was done in this room, newest first, with who did it and for whom."""
    return TindakanProktor.objects.filter(ruang_sesi_id=ruang_sesi_id).select_related(
        "akun", "pengerjaan__peserta__penempatan"
    )
