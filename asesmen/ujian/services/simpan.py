"""The save: one statement, one round trip, its own transaction.

It locks the attempt row FOR SHARE, so that no save is acknowledged after a receipt was computed without it (submit
takes FOR NO KEY UPDATE); appends to the log; and upserts the current answer, newest by (epoch, seq). The database's
clock decides, so that two web servers agree. Design: docs/architecture.md, "One sitting".
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from asesmen.ujian.rules import Simpanan

# `deadline` is rules.deadline.
# pintu: lain = another device holds the lease, tutup = over, tenggang = in the grace, buka = in time.
SAVE = """
WITH t AS MATERIALIZED (
    SELECT COALESCE(%(at)s::timestamptz, clock_timestamp()) AS now
), p AS MATERIALIZED (
    SELECT id, ruang_sesi_id, status, lease, epoch, versi_ids, tenggang, finish_kind,
        LEAST(batas_sesi, started_at + make_interval(secs => durasi)) + make_interval(secs => tambahan) AS deadline
    FROM ujian_pengerjaan WHERE id = %(id)s FOR SHARE
), s AS MATERIALIZED (
    SELECT p.*, t.now, CASE
        WHEN p.lease <> %(lease)s THEN 'lain'
        WHEN p.status <> 'berjalan' OR t.now > p.deadline + make_interval(secs => p.tenggang) THEN 'tutup'
        WHEN t.now > p.deadline THEN 'tenggang'
        ELSE 'buka' END AS pintu
    FROM p, t
), e AS MATERIALIZED (
    SELECT versi, epoch, seq, NULLIF(nilai, 'null'::jsonb) AS nilai, ragu
    FROM jsonb_to_recordset(%(simpanan)s::jsonb) AS e(versi bigint, epoch int, seq int, nilai jsonb, ragu boolean)
), fit AS MATERIALIZED (
    SELECT e.*, s.now, CASE s.pintu WHEN 'buka' THEN 'diterima' WHEN 'tenggang' THEN 'tenggang' ELSE 'karantina' END
        AS keadaan
    FROM e, s
    WHERE s.status <> 'siap' AND e.versi = ANY (s.versi_ids)
        AND e.epoch <= s.epoch AND (s.pintu <> 'lain' OR e.epoch < s.epoch)
), known AS MATERIALIZED (
    SELECT l.versi_id, l.epoch, l.seq, l.keadaan
    FROM fit JOIN ujian_logjawaban l ON l.pengerjaan_id = %(id)s AND (l.epoch, l.seq) = (fit.epoch, fit.seq)
    WHERE l.versi_id = fit.versi AND l.nilai IS NOT DISTINCT FROM fit.nilai AND l.is_ragu = fit.ragu
), ins AS (
    INSERT INTO ujian_logjawaban (pengerjaan_id, versi_id, epoch, seq, nilai, is_ragu, keadaan, received_at, ip)
    SELECT %(id)s, versi, epoch, seq, nilai, ragu, keadaan, now, %(ip)s::inet FROM fit ORDER BY epoch, seq
    ON CONFLICT (pengerjaan_id, epoch, seq) DO NOTHING
    RETURNING versi_id, epoch, seq, nilai, is_ragu, keadaan, received_at
), up AS (
    INSERT INTO ujian_jawaban AS j (pengerjaan_id, versi_id, nilai, is_ragu, epoch, seq, saved_at, is_terlambat)
    SELECT DISTINCT ON (versi_id)
        %(id)s::uuid, versi_id, nilai, is_ragu, epoch, seq, received_at, keadaan = 'tenggang'
    FROM ins WHERE keadaan <> 'karantina' ORDER BY versi_id, epoch DESC, seq DESC
    ON CONFLICT (pengerjaan_id, versi_id) DO UPDATE SET
        nilai = excluded.nilai, is_ragu = excluded.is_ragu, epoch = excluded.epoch, seq = excluded.seq,
        saved_at = excluded.saved_at, is_terlambat = excluded.is_terlambat
    WHERE (excluded.epoch, excluded.seq) > (j.epoch, j.seq)
), done AS (
    SELECT versi_id, epoch, seq, keadaan FROM ins UNION ALL SELECT versi_id, epoch, seq, keadaan FROM known
), news AS (
    SELECT n.id, n.jenis, n.detik, n.alasan FROM ujian_tindakanproktor n, s
    WHERE n.id > %(since)s AND n.jenis = 'tambah_waktu'
        AND (n.pengerjaan_id = s.id OR (n.pengerjaan_id IS NULL AND n.ruang_sesi_id = s.ruang_sesi_id))
)
SELECT s.pintu, s.status, s.finish_kind, s.epoch, s.now, s.deadline, s.tenggang,
    (SELECT json_agg(json_build_array(versi_id, epoch, seq, keadaan) ORDER BY epoch, seq) FROM done),
    (SELECT json_agg(json_build_object('id', id, 'jenis', jenis, 'detik', detik, 'alasan', alasan) ORDER BY id)
        FROM news),
    (SELECT json_agg(json_build_array(versi, epoch, seq)) FROM fit)
FROM s
"""

LIFE = """
UPDATE ujian_pengerjaan SET last_seen_at = GREATEST(last_seen_at, clock_timestamp())
WHERE id = %(id)s AND lease = %(lease)s AND status = 'berjalan'
"""


@dataclass(frozen=True)
class HasilSimpan:
    """What the server now holds. Names of entries are (versi, epoch, seq)."""

    pintu: str
    status: str
    finish_kind: str
    epoch: int
    now: datetime
    deadline: datetime | None
    tenggang: int
    acked: list[list[int]] = field(default_factory=list)
    quarantined: list[list[int]] = field(default_factory=list)
    refused: list[tuple[list[Any], str]] = field(default_factory=list)
    news: list[dict[str, Any]] = field(default_factory=list)


def save(
    *,
    pengerjaan_id: UUID,
    lease: str,
    simpanan: Sequence[Simpanan],
    since: int = 0,
    ip: str | None = None,
    at: datetime | None = None,
) -> HasilSimpan | None:
    """Store these saves and say which are now safe; None when there is no such attempt.

    Outside a transaction the statement commits by itself: when this returns, what it names is on the disk. `at` None:
    the database's clock, read when the statement arrives.
    """
    rows = [{"versi": s.versi, "epoch": s.epoch, "seq": s.seq, "nilai": s.nilai, "ragu": s.ragu} for s in simpanan]
    with connection.cursor() as cursor:
        cursor.execute(
            SAVE,
            {
                "id": pengerjaan_id,
                "lease": lease,
                "simpanan": json.dumps(rows),
                "since": since,
                "ip": ip,
                "at": at,
            },
        )
        row = cursor.fetchone()
    return _result(row, simpanan) if row else None


def _result(row: tuple[Any, ...], simpanan: Sequence[Simpanan]) -> HasilSimpan:
    pintu, status, finish_kind, epoch, now, deadline, tenggang, done, news, fit = row
    safe = [entry[:3] for entry in done or []]
    missing = [name for s in simpanan if (name := [s.versi, s.epoch, s.seq]) not in safe]
    return HasilSimpan(
        pintu=pintu,
        status=status,
        finish_kind=finish_kind,
        epoch=epoch,
        now=now,
        deadline=deadline,
        tenggang=tenggang,
        acked=[entry[:3] for entry in done or [] if entry[3] != "karantina"],
        quarantined=[entry[:3] for entry in done or [] if entry[3] == "karantina"],
        # Fit, yet not stored: its number already carries something else.
        refused=[(name, "conflict" if name in (fit or []) else "unfit") for name in missing],
        news=news or [],
    )


def show_life(*, pengerjaan_id: UUID, lease: str) -> bool:
    """Note that the page of this lease is alive. A save shows life by itself."""
    with connection.cursor() as cursor:
        cursor.execute(LIFE, {"id": pengerjaan_id, "lease": lease})
        return cursor.rowcount == 1
