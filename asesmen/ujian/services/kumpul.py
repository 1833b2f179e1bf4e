"""The end of a sitting: handed in, out of time, or ended by a proctor. One receipt, whoever ends it and how often."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, Q, Value
from django.db.models.functions import Least

from antrean.queries import run_prepared
from asesmen.ujian.models import Pengerjaan
from asesmen.ujian.queries import jawaban_of
from asesmen.ujian.rules import Selesai, Simpanan, Status, answers_digest, clock, deadline, receipt_code
from asesmen.ujian.services.mulai import LeaseHeld, PengerjaanNotRunning
from asesmen.ujian.services.simpan import HasilSimpan, save

HEAVY = {"naskah", "versi_ids", "bagian_versi_ids"}
LIGHT = [field.attname for field in Pengerjaan._meta.concrete_fields if field.attname not in HEAVY]
# NO KEY: answers may go on referring to the row. A running save (SHARE) is waited for, a later one waits for us.
LOCK = f"SELECT {', '.join(LIGHT)} FROM ujian_pengerjaan WHERE id = $1 FOR NO KEY UPDATE"  # noqa: S608
CLOSE = """
UPDATE ujian_pengerjaan SET status = 'selesai', dijeda_at = NULL, finished_at = $2, finish_kind = $3,
    receipt_code = $4, receipt_hash = $5
WHERE id = $1
"""


def _seconds(column: str) -> ExpressionWrapper:
    return ExpressionWrapper(F(column) * Value(timedelta(seconds=1)), output_field=DurationField())


# rules.deadline and the grace, as the database sees them. What is paused is not over: see RUNNING.
OVER_AT = ExpressionWrapper(
    Least(F("batas_sesi"), F("started_at") + _seconds("durasi"))
    + _seconds("tambahan")
    + _seconds("jeda")
    + _seconds("tenggang"),
    output_field=DateTimeField(),
)
RUNNING = Q(status=Status.BERJALAN, dijeda_at=None)


@dataclass(frozen=True)
class Penutupan:
    """A finished sitting. `sisa` is what became of the batch that came with the submit."""

    pengerjaan_id: UUID
    receipt_code: str
    finished_at: datetime
    is_first: bool
    sisa: HasilSimpan | None = field(default=None)


def database_now() -> datetime:
    return run_prepared("SELECT clock_timestamp()")[0][0]


@transaction.atomic
def submit(
    *,
    pengerjaan_id: UUID,
    lease: str,
    simpanan: Sequence[Simpanan] = (),
    since: int = 0,
    ip: str | None = None,
    at: datetime | None = None,
) -> Penutupan:
    """Hand in, with what the page had not sent yet in the same transaction. The second time: the same receipt.

    Raises LeaseHeld, PengerjaanNotRunning.
    """
    p = _lock(pengerjaan_id)
    now = at or database_now()
    if p.status == Status.SIAP:
        raise PengerjaanNotRunning(p.status)
    if p.lease != lease and p.status == Status.BERJALAN:
        raise LeaseHeld
    sisa = save(pengerjaan_id=p.pk, lease=lease, simpanan=simpanan, since=since, ip=ip, at=now)
    if p.status == Status.SELESAI:
        return Penutupan(p.pk, p.receipt_code, p.finished_at or now, False, sisa)
    limit = deadline_of(p)
    kind = Selesai.PESERTA if clock(at=now, dijeda_at=p.dijeda_at) < limit else Selesai.WAKTU
    finished_at = min(now, limit + timedelta(seconds=p.tenggang)) if p.dijeda_at is None else now
    return close(p, kind=kind, finished_at=finished_at, sisa=sisa)


def close(p: Pengerjaan, *, kind: Selesai, finished_at: datetime, sisa: HasilSimpan | None = None) -> Penutupan:
    """Write the end and the receipt of a locked, running sitting."""
    code = p.receipt_code or receipt_code(settings.TANDA_TERIMA_KEY, str(p.pk))
    digest = answers_digest(str(p.pk), answers_of(p.pk))
    run_prepared(CLOSE, [str(p.pk), finished_at, str(kind), code, digest])
    return Penutupan(p.pk, code, finished_at, True, sisa)


def answers_of(pengerjaan_id: UUID) -> list[Simpanan]:
    return list(jawaban_of(pengerjaan_id).values())


def deadline_of(p: Pengerjaan) -> datetime:
    assert p.started_at is not None
    return deadline(batas_sesi=p.batas_sesi, started_at=p.started_at, durasi=p.durasi, tambahan=p.tambahan, jeda=p.jeda)


@transaction.atomic
def close_overdue(*, pengerjaan_id: UUID, at: datetime) -> bool:
    """End a sitting whose time and grace are over; False when it is not one (any more)."""
    p = _lock(pengerjaan_id)
    is_running = p.status == Status.BERJALAN and p.dijeda_at is None
    if not is_running or at <= deadline_of(p) + timedelta(seconds=p.tenggang):
        return False
    close(p, kind=Selesai.WAKTU, finished_at=deadline_of(p))
    return True


def settle_overdue(*, peserta_id: int, at: datetime) -> bool:
    """Store the end of a participant's sitting if its time is over: for whoever looks, it ended then already."""
    running = Pengerjaan.objects.filter(RUNNING, peserta_id=peserta_id)
    overdue = running.alias(over_at=OVER_AT).filter(over_at__lt=at).values_list("pk", flat=True)
    return any(close_overdue(pengerjaan_id=pk, at=at) for pk in overdue)


def sweep(*, at: datetime) -> int:
    """End every overdue sitting, each in its own transaction, and return how many. The clock decided already; this
    only stores it, so a missed sweep costs nothing."""
    overdue = Pengerjaan.objects.filter(RUNNING).alias(over_at=OVER_AT).filter(over_at__lt=at)
    return sum(close_overdue(pengerjaan_id=pk, at=at) for pk in overdue.values_list("pk", flat=True))


def _lock(pengerjaan_id: UUID) -> Pengerjaan:
    rows = run_prepared(LOCK, [str(pengerjaan_id)])
    if not rows:
        raise Pengerjaan.DoesNotExist
    return Pengerjaan.from_db("default", LIGHT, rows[0])
