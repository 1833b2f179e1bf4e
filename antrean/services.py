"""Orders on jobs. Apps register a handler per `jenis`; views enqueue; workers run; a sweep repairs.

A handler is `def handler(progress: Progress, **argumen) -> dict` and lives in its app's `tasks.py`. It may be run twice
(a worker can die after its work and before its row says so), so what it calls must be safe to repeat.
"""

import logging
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.models import F, Q, QuerySet
from django.db.models.sql import UpdateQuery
from django.utils import timezone

from antrean.models import Pekerjaan
from antrean.queries import old_pekerjaan
from antrean.rules import MAX_ATTEMPTS, NEXT, STALE_AFTER, Status

log = logging.getLogger(__name__)

Handler = Callable[..., dict[str, Any]]
_handlers: dict[str, Handler] = {}
_nudge: list[Callable[[str], None]] = []


class JenisUnknown(LookupError):
    """No handler is registered for a job's `jenis`: a bug or an old row after an update."""


class PekerjaanCancelled(Exception):
    """Raised inside a handler at its next progress report after somebody pressed "Batalkan"."""


class PekerjaanNotRetryable(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Pekerjaan ini tidak dapat diulang karena belum berhenti. Tunggu sampai selesai.", code="not_retryable"
        )


def handler(jenis: str) -> Callable[[Handler], Handler]:
    """Register the function that does the work of jobs of this `jenis`."""

    def register(function: Handler) -> Handler:
        _handlers[jenis] = function
        return function

    return register


def on_enqueue(function: Callable[[str], None]) -> Callable[[str], None]:
    """Register how a worker is nudged (tasks.py does); without one the sweep alone finds the row."""
    _nudge[:] = [function]
    return function


class Progress:
    """What a handler reports to: `step` writes the row at most every `every` seconds and notices a cancel."""

    def __init__(self, pekerjaan: Pekerjaan, every: float = 1.0) -> None:
        self.pekerjaan = pekerjaan
        self.every = every
        self._last = timezone.now()

    def start(self, total: int, keterangan: str = "") -> None:
        self._write(done=0, total=total, keterangan=keterangan)

    def step(self, done: int, keterangan: str | None = None) -> None:
        """Report `done` of `total`. Raises PekerjaanCancelled."""
        if (timezone.now() - self._last).total_seconds() >= self.every:
            values: dict[str, Any] = {"done": done}
            if keterangan is not None:
                values["keterangan"] = keterangan
            self._write(**values)

    def finish_with_file(self, name: str, content: bytes) -> None:
        """Keep `content` as the job's result, downloaded under `name` by the job's owner."""
        self.pekerjaan.berkas_nama = name
        self.pekerjaan.berkas.save(name, ContentFile(content), save=False)
        self._write(berkas=self.pekerjaan.berkas.name, berkas_nama=name)

    def _write(self, **values: Any) -> None:
        self._last = timezone.now()
        values["heartbeat_at"] = self._last
        rows = Pekerjaan.objects.filter(pk=self.pekerjaan.pk, is_cancel_requested=False)
        if not (_write_beside(rows, values) or rows.update(**values)):
            raise PekerjaanCancelled


def _write_beside(rows: QuerySet[Pekerjaan], values: dict[str, Any]) -> int:
    """Write through a connection of its own while the handler is inside a transaction, so that others see it at once.

    Returns the number of rows, 0 outside a transaction and where that connection cannot see the row (a test's).
    """
    if not connection.in_atomic_block:
        return 0
    query = cast(UpdateQuery, rows.query.chain(UpdateQuery))
    query.add_update_values(values)
    beside = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        with beside.cursor() as cursor:
            cursor.execute(*query.get_compiler(connection=beside).as_sql())
            return cursor.rowcount
    finally:
        beside.close()


def enqueue(
    *, jenis: str, judul: str, argumen: dict[str, Any], akun_id: int | None, at: datetime, tautan: str = ""
) -> Pekerjaan:
    """Write the row and, once it is committed, nudge a worker. A lost nudge is found by `sweep`."""
    pekerjaan = Pekerjaan.objects.create(
        jenis=jenis, judul=judul, argumen=argumen, akun_id=akun_id, created_at=at, tautan=tautan
    )
    transaction.on_commit(lambda: nudge(str(pekerjaan.pk)))
    return pekerjaan


def nudge(pekerjaan_id: str) -> None:
    """Tell a worker. Failure is harmless: the row stays queued."""
    for function in _nudge:
        try:
            function(pekerjaan_id)
        except Exception:
            log.warning("nudge failed for job %s; the sweep will find it", pekerjaan_id, exc_info=True)


def run(*, pekerjaan_id: str, at: datetime) -> str:
    """Do the job if it is queued and return the status it ended with; anybody else's row is left alone."""
    pekerjaan = _take(pekerjaan_id, at)
    if pekerjaan is None:
        return ""
    try:
        if pekerjaan.jenis not in _handlers:
            raise JenisUnknown(pekerjaan.jenis)
        hasil = _handlers[pekerjaan.jenis](Progress(pekerjaan), **pekerjaan.argumen)
    except PekerjaanCancelled:
        return _end(pekerjaan_id, Status.DIBATALKAN)
    except ValidationError as refusal:
        return _end(pekerjaan_id, Status.GAGAL, galat=" ".join(refusal.messages))
    except Exception:
        log.exception("job %s failed", pekerjaan_id)
        return _end(pekerjaan_id, Status.GAGAL, galat="Terjadi kesalahan pada sistem. Catat nomor pekerjaan ini.")
    return _end(pekerjaan_id, Status.SELESAI, hasil=hasil or {})


@transaction.atomic
def _take(pekerjaan_id: str, at: datetime) -> Pekerjaan | None:
    # SKIP LOCKED: a second worker with the same nudge goes away instead of waiting.
    pekerjaan = Pekerjaan.objects.select_for_update(skip_locked=True).filter(pk=pekerjaan_id).first()
    if pekerjaan is None or pekerjaan.status != Status.ANTRE:
        return None
    pekerjaan.status, pekerjaan.started_at, pekerjaan.heartbeat_at = Status.BERJALAN, at, at
    pekerjaan.attempts += 1
    pekerjaan.save(update_fields=["status", "started_at", "heartbeat_at", "attempts"])
    return pekerjaan


def _end(pekerjaan_id: str, status: Status, **values: Any) -> str:
    if status == Status.SELESAI:
        values["done"] = F("total")
    Pekerjaan.objects.filter(pk=pekerjaan_id, status=Status.BERJALAN).update(
        status=status, finished_at=timezone.now(), **values
    )
    return status


@transaction.atomic
def cancel(*, pekerjaan_id: str, at: datetime) -> Pekerjaan:
    """Stop a queued job at once, a running one at its next progress report."""
    pekerjaan = Pekerjaan.objects.select_for_update().get(pk=pekerjaan_id)
    pekerjaan.is_cancel_requested = True
    if pekerjaan.status == Status.ANTRE:
        pekerjaan.status, pekerjaan.finished_at = Status.DIBATALKAN, at
    pekerjaan.save(update_fields=["is_cancel_requested", "status", "finished_at"])
    return pekerjaan


@transaction.atomic
def retry(*, pekerjaan_id: str, at: datetime) -> Pekerjaan:
    """Queue a failed or cancelled job again. Raises PekerjaanNotRetryable."""
    pekerjaan = Pekerjaan.objects.select_for_update().get(pk=pekerjaan_id)
    if pekerjaan.status == Status.BERJALAN or Status.ANTRE not in NEXT[Status(pekerjaan.status)]:
        raise PekerjaanNotRetryable
    Pekerjaan.objects.filter(pk=pekerjaan.pk).update(
        status=Status.ANTRE, galat="", done=0, is_cancel_requested=False, attempts=0, created_at=at, finished_at=None
    )
    transaction.on_commit(lambda: nudge(str(pekerjaan.pk)))
    pekerjaan.refresh_from_db()
    return pekerjaan


def forget_pekerjaan(*, before: datetime) -> int:
    """Delete the jobs that ended before that moment, with the files they made; return how many there were."""
    count = 0
    for pekerjaan in old_pekerjaan(before).iterator(chunk_size=500):
        if pekerjaan.berkas:
            pekerjaan.berkas.delete(save=False)
        pekerjaan.delete()
        count += 1
    return count


def sweep(*, at: datetime) -> list[str]:
    """Re-queue jobs whose worker died, give up on those that died too often, and nudge all queued ones."""
    stale = Pekerjaan.objects.filter(status=Status.BERJALAN).filter(
        Q(heartbeat_at=None) | Q(heartbeat_at__lt=at - STALE_AFTER)
    )
    stale.filter(attempts__gte=MAX_ATTEMPTS).update(
        status=Status.GAGAL,
        finished_at=at,
        galat="Pekerjaan terhenti berulang kali. Ulangi, atau hubungi administrator.",
    )
    stale.filter(attempts__lt=MAX_ATTEMPTS).update(status=Status.ANTRE)
    waiting = [str(pk) for pk in Pekerjaan.objects.filter(status=Status.ANTRE).values_list("pk", flat=True)]
    for pekerjaan_id in waiting:
        nudge(pekerjaan_id)
    return waiting


def once_path(pekerjaan_id: str) -> Path:
    """Where a result with plain codes waits for its one download; no backup takes this folder along."""
    return Path(settings.MEDIA_ROOT) / "kartu" / f"{pekerjaan_id}.pdf"


def keep_once(pekerjaan_id: str, pdf: bytes) -> None:
    """Keep a result until it is taken. It carries plain codes: only the server's own account may read it."""
    path = once_path(pekerjaan_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(pdf)


def take_once(pekerjaan_id: str) -> bytes | None:
    """Hand a result out and remove it; None for whoever comes second."""
    path = once_path(pekerjaan_id)
    mine = path.with_suffix(f".{os.getpid()}")
    try:
        # Of two who press the button at once, one moves the file away and the other finds nothing.
        path.rename(mine)
    except FileNotFoundError:
        return None
    pdf = mine.read_bytes()
    mine.unlink()
    return pdf
