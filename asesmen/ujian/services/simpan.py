"""The save: one statement, one round trip, its own transaction; for one page, or for several pages at once.

It locks the attempt rows FOR SHARE, so that no save is acknowledged after a receipt was computed without it (submit
takes FOR NO KEY UPDATE); appends to the log; and upserts the current answers, newest by (epoch, seq). The database's
clock decides, so that two web servers agree. Design: docs/architecture.md, "The sitting"; who brings several pages
together: services/kelompok.py.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from antrean.queries import run_prepared
from asesmen.ujian.rules import SILENT_AFTER, Simpanan

# What a test may break, to show that it would notice. Empty outside the test suite's own mode.
_BROKEN: frozenset[str] = settings.UJIAN_BROKEN

# `deadline`, `batas_bagian` and `jam` are rules.deadline, rules.section_deadline and rules.clock.
# pintu: lain = another device holds the lease, tutup = over, tenggang = in the grace, jeda = paused, buka = in time.
# Rows are locked and written in the order of their keys, so that two such statements cannot wait for each other.
TEMPLATE = """
WITH t AS MATERIALIZED (
    SELECT COALESCE(<at>::timestamptz, clock_timestamp()) AS now
), r AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(<kiriman>::jsonb)
        AS r(id uuid, lease text, since bigint, ip inet, simpanan jsonb)
), p AS MATERIALIZED (
    SELECT id, ruang_sesi_id, status, lease, epoch, versi_ids, make_interval(secs => tenggang) AS grace, tenggang,
        finish_kind, dijeda_at, bagian_ke, bagian_versi_ids,
        bagian_started_at + make_interval(secs => bagian_durasi + bagian_tambahan) AS batas_bagian,
        LEAST(batas_sesi, started_at + make_interval(secs => durasi)) + make_interval(secs => tambahan + jeda)
            AS deadline
    FROM ujian_pengerjaan WHERE id = ANY (ARRAY(SELECT id FROM r)) ORDER BY id FOR SHARE <skip>
), c AS MATERIALIZED (
    SELECT p.*, r.lease AS held, r.since, r.ip, r.simpanan, t.now, LEAST(t.now, p.dijeda_at) AS jam
    FROM p JOIN r ON r.id = p.id CROSS JOIN t
), s AS MATERIALIZED (
    SELECT c.*, CASE
        WHEN lease <> held THEN 'lain'
        WHEN status <> 'berjalan' OR jam > deadline + grace THEN 'tutup'
        WHEN jam > deadline THEN 'tenggang'
        WHEN dijeda_at IS NOT NULL THEN 'jeda'
        ELSE 'buka' END AS pintu
    FROM c
), fit AS MATERIALIZED (
    SELECT s.id, s.ip, s.now, e.versi, e.epoch, e.seq, NULLIF(e.nilai, 'null'::jsonb) AS nilai, e.ragu, CASE
        WHEN s.pintu IN ('lain', 'tutup') OR NOT e.versi = ANY (COALESCE(s.bagian_versi_ids, s.versi_ids))
            OR s.jam > s.batas_bagian + s.grace THEN 'karantina'
        WHEN s.pintu = 'tenggang' OR s.jam > s.batas_bagian THEN 'tenggang'
        WHEN s.pintu = 'jeda' THEN 'jeda'
        ELSE 'diterima' END AS keadaan
    FROM s CROSS JOIN LATERAL jsonb_to_recordset(s.simpanan)
        AS e(versi bigint, epoch int, seq int, nilai jsonb, ragu boolean)
    WHERE s.status <> 'siap' AND e.versi = ANY (s.versi_ids)
        AND e.epoch <= s.epoch AND (s.pintu <> 'lain' OR e.epoch < s.epoch)
), known AS MATERIALIZED (
    SELECT fit.id, fit.versi, fit.epoch, fit.seq, l.keadaan
    FROM fit CROSS JOIN LATERAL (
        SELECT * FROM ujian_logjawaban WHERE pengerjaan_id = fit.id AND epoch = fit.epoch AND seq = fit.seq LIMIT 1
    ) l
    WHERE l.versi_id = fit.versi AND l.nilai IS NOT DISTINCT FROM fit.nilai AND l.is_ragu = fit.ragu
), ins AS (
    INSERT INTO ujian_logjawaban (pengerjaan_id, versi_id, epoch, seq, nilai, is_ragu, keadaan, received_at, ip)
    SELECT id, versi, epoch, seq, nilai, ragu, keadaan, now, ip FROM fit ORDER BY id, epoch, seq
    ON CONFLICT (pengerjaan_id, epoch, seq) DO NOTHING
    RETURNING pengerjaan_id, versi_id, epoch, seq, nilai, is_ragu, keadaan, received_at
), up AS (
    INSERT INTO ujian_jawaban AS j (pengerjaan_id, versi_id, nilai, is_ragu, epoch, seq, saved_at, is_terlambat)
    SELECT DISTINCT ON (pengerjaan_id, versi_id)
        pengerjaan_id, versi_id, nilai, is_ragu, epoch, seq, received_at, keadaan = 'tenggang'
    FROM ins WHERE keadaan <> 'karantina' ORDER BY pengerjaan_id, versi_id, epoch DESC, seq DESC
    ON CONFLICT (pengerjaan_id, versi_id) DO UPDATE SET
        nilai = excluded.nilai, is_ragu = excluded.is_ragu, epoch = excluded.epoch, seq = excluded.seq,
        saved_at = excluded.saved_at, is_terlambat = excluded.is_terlambat
    WHERE <newer>
), done AS (
    -- Fit, then stored now or before: an entry without a state is one whose number already carries something else.
    SELECT id, json_agg(json_build_array(versi, epoch, seq, keadaan) ORDER BY epoch, seq) AS isian
    FROM (
        SELECT pengerjaan_id AS id, versi_id AS versi, epoch, seq, keadaan FROM ins
        UNION ALL SELECT id, versi, epoch, seq, keadaan FROM known
        UNION ALL SELECT id, versi, epoch, seq, NULL FROM fit
    ) d GROUP BY id
)
SELECT s.id::text, s.pintu, s.status, s.finish_kind, s.epoch, s.now, s.deadline, s.tenggang,
    s.dijeda_at, s.bagian_ke,
    -- LEAST passes over a null: a section without a time of its own would get the whole sitting's.
    CASE WHEN s.batas_bagian IS NOT NULL THEN LEAST(s.batas_bagian, s.deadline) END, done.isian, news.kabar
FROM s LEFT JOIN done ON done.id = s.id CROSS JOIN LATERAL (
    SELECT json_agg(json_build_object(
        'id', n.id, 'jenis', jenis, 'detik', detik, 'alasan', alasan, 'versi', n.versi_id
    ) ORDER BY n.id) AS kabar
    FROM ujian_tindakanproktor n
    WHERE n.id > s.since AND jenis IN ('tambah_waktu', 'jeda', 'lanjut', 'pesan', 'tanggap')
        AND (n.pengerjaan_id = s.id OR (n.pengerjaan_id IS NULL AND n.ruang_sesi_id = s.ruang_sesi_id))
) news
"""
encode = json.JSONEncoder().encode
# The first columns of a row, after its id, are the first fields of HasilSimpan.
FACTS = (
    *("pintu", "status", "finish_kind", "epoch", "now", "deadline", "tenggang"),
    *("dijeda_at", "bagian_ke", "bagian_deadline"),
)
NEWER = "(excluded.epoch, excluded.seq) > (j.epoch, j.seq)"


def statement(*, kiriman: str, at: str, skip: str = "") -> str:
    """The save with these placeholders. `skip`: pass over attempts that somebody else has locked."""
    newer = "true" if "order" in _BROKEN else NEWER
    parts = {"<kiriman>": kiriman, "<at>": at, "<skip>": skip, "<newer>": newer}
    text = TEMPLATE
    for mark, value in parts.items():
        text = text.replace(mark, value)
    return text


SAVE = statement(kiriman="$1", at="$2")

# A sign of life. Where more than $3 seconds lie between two signs (pulses and saves), the stretch is written down:
# from such stretches the console proposes what a room is owed.
LIFE = """
WITH p AS MATERIALIZED (
    SELECT id, ruang_sesi_id, last_seen_at, clock_timestamp() AS now FROM ujian_pengerjaan
    WHERE id = $1 AND lease = $2 AND status = 'berjalan' FOR NO KEY UPDATE
), hidup AS (
    UPDATE ujian_pengerjaan u SET last_seen_at = GREATEST(p.last_seen_at, p.now) FROM p WHERE u.id = p.id
    RETURNING 1
), tanda AS (
    SELECT l.received_at AS at FROM ujian_logjawaban l, p
    WHERE l.pengerjaan_id = p.id AND l.received_at > p.last_seen_at
        AND p.now > p.last_seen_at + make_interval(secs => $3)
    UNION ALL SELECT last_seen_at FROM p UNION ALL SELECT now FROM p
), sela AS (
    SELECT at AS dari, lead(at) OVER (ORDER BY at) AS sampai FROM tanda
), putus AS (
    INSERT INTO ujian_putus (pengerjaan_id, ruang_sesi_id, dari, sampai)
    SELECT p.id, p.ruang_sesi_id, sela.dari, sela.sampai FROM sela, p
    WHERE sela.sampai > sela.dari + make_interval(secs => $3)
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
    kiriman = packed(pengerjaan_id=pengerjaan_id, lease=lease, simpanan=simpanan, since=since, ip=ip)
    rows = run_prepared(SAVE, [f"[{kiriman}]", at])
    hasil = result(rows[0][1:], simpanan) if rows else None
    if hasil and clashes(hasil):
        hasil = result(run_prepared(SAVE, [f"[{kiriman}]", at])[0][1:], simpanan)
    return hasil


def clashes(hasil: HasilSimpan) -> bool:
    """True where a number seemed to carry something else. The same request, stored by another connection at this very
    moment, looks so as well, since the statement does not see it yet: asked once more, it is known."""
    return any(code == "conflict" for _, code in hasil.refused)


def packed(
    *, pengerjaan_id: UUID, lease: str, simpanan: Sequence[Simpanan], since: int = 0, ip: str | None = None
) -> str:
    """One page's saves as the statement reads them, in JSON."""
    entries = ",".join(
        f'{{"versi":{s.versi},"epoch":{s.epoch},"seq":{s.seq},"nilai":{encode(s.nilai)},"ragu":{encode(s.ragu)}}}'
        for s in simpanan
    )
    head = f'"id":"{pengerjaan_id}","lease":{encode(lease)},"since":{since},"ip":{encode(ip)}'
    return f'{{{head},"simpanan":[{entries}]}}'


def result(row: tuple[Any, ...], simpanan: Sequence[Simpanan]) -> HasilSimpan:
    """What one row of the statement, its id left out, says about these saves."""
    *facts, isian, news = row
    fit = {(versi, epoch, seq): None for versi, epoch, seq, _ in isian or []}
    safe = {(versi, epoch, seq): keadaan for versi, epoch, seq, keadaan in isian or [] if keadaan}
    missing = [name for s in simpanan if (name := (s.versi, s.epoch, s.seq)) not in safe]
    acked = [list(name) for name, keadaan in safe.items() if keadaan != "karantina"]
    quarantined = [list(name) for name, keadaan in safe.items() if keadaan == "karantina"]
    # Fit, yet not stored: its number already carries something else.
    refused = [(list(name), "conflict" if name in fit else "unfit") for name in missing]
    known = dict(zip(FACTS, facts, strict=True))
    return HasilSimpan(**known, acked=acked, quarantined=quarantined, refused=refused, news=news or [])


def show_life(*, pengerjaan_id: UUID, lease: str) -> bool:
    """Note that the page of this lease is alive. A save shows life by itself."""
    rows = run_prepared(LIFE, [str(pengerjaan_id), lease, int(SILENT_AFTER.total_seconds())])
    return bool(rows[0][0])
