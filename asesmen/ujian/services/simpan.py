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

from asesmen.ujian.rules import SILENT_AFTER, Simpanan

# `deadline`, `batas_bagian` and `jam` are rules.deadline, rules.section_deadline and rules.clock.
# pintu: lain = another device holds the lease, tutup = over, tenggang = in the grace, jeda = paused, buka = in time.
SAVE = """
WITH t AS MATERIALIZED (
    SELECT COALESCE(%(at)s::timestamptz, clock_timestamp()) AS now
), p AS MATERIALIZED (
    SELECT id, ruang_sesi_id, status, lease, epoch, versi_ids, make_interval(secs => tenggang) AS grace, tenggang,
        finish_kind, dijeda_at, bagian_ke, bagian_versi_ids,
        bagian_started_at + make_interval(secs => bagian_durasi + bagian_tambahan) AS batas_bagian,
        LEAST(batas_sesi, started_at + make_interval(secs => durasi)) + make_interval(secs => tambahan + jeda)
            AS deadline
    FROM ujian_pengerjaan WHERE id = %(id)s FOR SHARE
), c AS MATERIALIZED (
    SELECT p.*, t.now, LEAST(t.now, p.dijeda_at) AS jam FROM p, t
), s AS MATERIALIZED (
    SELECT c.*, CASE
        WHEN lease <> %(lease)s THEN 'lain'
        WHEN status <> 'berjalan' OR jam > deadline + grace THEN 'tutup'
        WHEN jam > deadline THEN 'tenggang'
        WHEN dijeda_at IS NOT NULL THEN 'jeda'
        ELSE 'buka' END AS pintu
    FROM c
), e AS MATERIALIZED (
    SELECT versi, epoch, seq, NULLIF(nilai, 'null'::jsonb) AS nilai, ragu
    FROM jsonb_to_recordset(%(simpanan)s::jsonb) AS e(versi bigint, epoch int, seq int, nilai jsonb, ragu boolean)
), fit AS MATERIALIZED (
    SELECT e.*, s.now, CASE
        WHEN s.pintu IN ('lain', 'tutup') OR NOT e.versi = ANY (COALESCE(s.bagian_versi_ids, s.versi_ids))
            OR s.jam > s.batas_bagian + s.grace THEN 'karantina'
        WHEN s.pintu = 'tenggang' OR s.jam > s.batas_bagian THEN 'tenggang'
        WHEN s.pintu = 'jeda' THEN 'jeda'
        ELSE 'diterima' END AS keadaan
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
    WHERE n.id > %(since)s AND n.jenis IN ('tambah_waktu', 'jeda', 'lanjut', 'pesan', 'tanggap')
        AND (n.pengerjaan_id = s.id OR (n.pengerjaan_id IS NULL AND n.ruang_sesi_id = s.ruang_sesi_id))
)
SELECT s.pintu, s.status, s.finish_kind, s.epoch, s.now, s.deadline, s.tenggang,
    s.dijeda_at, s.bagian_ke, LEAST(s.batas_bagian, s.deadline),
    (SELECT json_agg(json_build_array(versi_id, epoch, seq, keadaan) ORDER BY epoch, seq) FROM done),
    (SELECT json_agg(json_build_object('id', id, 'jenis', jenis, 'detik', detik, 'alasan', alasan) ORDER BY id)
        FROM news),
    (SELECT json_agg(json_build_array(versi, epoch, seq)) FROM fit)
FROM s
"""

# A sign of life. Where more than %(gap)s seconds lie between two signs (pulses and saves), the stretch is written down:
# from such stretches the console proposes what a room is owed.
LIFE = """
WITH p AS MATERIALIZED (
    SELECT id, ruang_sesi_id, last_seen_at, clock_timestamp() AS now FROM ujian_pengerjaan
    WHERE id = %(id)s AND lease = %(lease)s AND status = 'berjalan' FOR NO KEY UPDATE
), hidup AS (
    UPDATE ujian_pengerjaan u SET last_seen_at = GREATEST(p.last_seen_at, p.now) FROM p WHERE u.id = p.id
    RETURNING 1
), tanda AS (
    SELECT l.received_at AS at FROM ujian_logjawaban l, p
    WHERE l.pengerjaan_id = p.id AND l.received_at > p.last_seen_at
        AND p.now > p.last_seen_at + make_interval(secs => %(gap)s)
    UNION ALL SELECT last_seen_at FROM p UNION ALL SELECT now FROM p
), sela AS (
    SELECT at AS dari, lead(at) OVER (ORDER BY at) AS sampai FROM tanda
), putus AS (
    INSERT INTO ujian_putus (pengerjaan_id, ruang_sesi_id, dari, sampai)
    SELECT p.id, p.ruang_sesi_id, sela.dari, sela.sampai FROM sela, p
    WHERE sela.sampai > sela.dari + make_interval(secs => %(gap)s)
    ON CONFLICT DO NOTHING
)
SELECT count(*) FROM hidup
"""


@dataclass(frozen=True)
class HasilSimpan:
    """What the server now holds. Names of entries are (versi, epoch, seq).

    `deadline` leaves a pause that still lasts out: the time left is `deadline − (dijeda_at or now)`.
    """

    pintu: str
    status: str
    finish_kind: str
    epoch: int
    now: datetime
    deadline: datetime | None
    tenggang: int
    dijeda_at: datetime | None = None
    bagian_ke: int = 0
    bagian_deadline: datetime | None = None
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
    pintu, status, finish_kind, epoch, now, deadline, tenggang, dijeda_at, bagian_ke, bagian_deadline = row[:10]
    done, news, fit = row[10:]
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
        dijeda_at=dijeda_at,
        bagian_ke=bagian_ke,
        bagian_deadline=bagian_deadline,
        acked=[entry[:3] for entry in done or [] if entry[3] != "karantina"],
        quarantined=[entry[:3] for entry in done or [] if entry[3] == "karantina"],
        # Fit, yet not stored: its number already carries something else.
        refused=[(name, "conflict" if name in (fit or []) else "unfit") for name in missing],
        news=news or [],
    )


def show_life(*, pengerjaan_id: UUID, lease: str) -> bool:
    """Note that the page of this lease is alive. A save shows life by itself."""
    with connection.cursor() as cursor:
        cursor.execute(LIFE, {"id": pengerjaan_id, "lease": lease, "gap": int(SILENT_AFTER.total_seconds())})
        return bool(cursor.fetchone()[0])
