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
        return {row[1]: _keadaan(row, at) for row in cursor.fetchall()}


def _keadaan(row: tuple, at: datetime) -> KeadaanKursi:
    pk, peserta_id, room, kursi, kehadiran, status, butir, durasi, tambahan, jeda, dijeda_at, tenggang = row[:12]
    batas_sesi, has_read, is_allowed, started_at, finished_at, finish_kind, perangkat, is_free = row[12:20]
    last_seen, dijawab, saved = row[20:]
    limit = None
    if started_at is not None:
        limit = deadline(batas_sesi=batas_sesi, started_at=started_at, durasi=durasi, tambahan=tambahan, jeda=jeda)
    seen = last_seen if saved is None else max(saved, last_seen or saved)
    state = seat_state(
        status=status,
        is_present=has_read or kehadiran == "hadir",
        answered=dijawab,
        last_seen=seen,
        is_paused=dijeda_at is not None,
        is_over=limit is not None and at > limit + timedelta(seconds=tenggang),
        at=at,
    )
    return KeadaanKursi(
        peserta_id=peserta_id,
        pengerjaan_id=pk,
        ruang_sesi_id=room,
        kursi=kursi,
        keadaan=state,
        status=status,
        kehadiran=kehadiran,
        dijawab=dijawab,
        butir=butir,
        umur=_age(seen, at),
        umur_simpan=_age(saved, at),
        seen=seen,
        deadline=limit,
        dijeda_at=dijeda_at,
        started_at=started_at,
        finished_at=finished_at,
        finish_kind=finish_kind,
        perangkat=perangkat,
        is_bebas=is_free,
        is_diizinkan=is_allowed,
    )


def _age(moment: datetime | None, at: datetime) -> int | None:
    return None if moment is None else max(0, int((at - moment).total_seconds()))


def tindakan_list(ruang_sesi_id: int) -> QuerySet[TindakanProktor]:
    """What was done in this room, newest first, with who did it and for whom."""
    return TindakanProktor.objects.filter(ruang_sesi_id=ruang_sesi_id).select_related(
        "akun", "pengerjaan__peserta__penempatan"
    )
