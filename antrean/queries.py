"""Questions about jobs, whether the database keeps what it confirms, and questions that it plans once."""

import hashlib
import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connections
from django.db.models import QuerySet

from antrean.models import Pekerjaan
from antrean.rules import Status, durability_faults


def pekerjaan_get(pekerjaan_id: str) -> Pekerjaan | None:
    return Pekerjaan.objects.filter(pk=pekerjaan_id).first()


def unfinished_of(*, jenis: str, argumen: dict[str, object]) -> Pekerjaan | None:
    """The running or queued job of this kind on these arguments: pressing a button twice shows it again."""
    return Pekerjaan.objects.filter(
        jenis=jenis, argumen__contains=argumen, status__in=[Status.ANTRE, Status.BERJALAN]
    ).first()


def oldest_wait(at: datetime) -> timedelta:
    """How long the oldest queued job has been waiting; zero when none waits."""
    oldest = Pekerjaan.objects.filter(status=Status.ANTRE).order_by("created_at").first()
    return at - oldest.created_at if oldest else timedelta()


def newest_of(*, jenis: str, argumen: dict[str, object]) -> Pekerjaan | None:
    """The latest job of this kind on these arguments, whatever became of it."""
    return Pekerjaan.objects.filter(jenis=jenis, argumen__contains=argumen).order_by("-created_at").first()


def pekerjaan_list(*, akun_id: int | None, cari: str = "", status: str = "") -> QuerySet[Pekerjaan]:
    """Jobs of an account (of everybody when None), newest first, with who ordered them."""
    rows = Pekerjaan.objects.select_related("akun").order_by("-created_at", "-pk")
    if akun_id is not None:
        rows = rows.filter(akun_id=akun_id)
    if cari:
        rows = rows.filter(judul__icontains=cari)
    return rows.filter(status=status) if status else rows


def unfinished(rows: QuerySet[Pekerjaan]) -> QuerySet[Pekerjaan]:
    """Those that run or wait, in the order in which they began to."""
    return rows.filter(status__in=[Status.ANTRE, Status.BERJALAN]).order_by("created_at", "pk")


def finished(rows: QuerySet[Pekerjaan]) -> QuerySet[Pekerjaan]:
    return rows.exclude(status__in=[Status.ANTRE, Status.BERJALAN]).order_by("-finished_at", "-created_at")


def old_pekerjaan(before: datetime) -> QuerySet[Pekerjaan]:
    """Jobs that ended before that moment."""
    return finished(Pekerjaan.objects.filter(finished_at__lt=before))


def database_faults(alias: str = "default") -> list[str]:
    """The settings under which PostgreSQL may lose what it has confirmed, as they stand for this connection."""
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')"
        )
        return durability_faults(dict(cursor.fetchall()))


# psycopg2 connection → the statements that it knows.
_known: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
_lock = threading.Lock()


def run_prepared(sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run a statement with $1, $2 … that each connection plans once, and return its rows.

    For what 900 people ask in the same seconds: building and planning such a question costs more than answering it.
    """
    connection = connections["default"]
    # As a cursor would do it, but before we look what this connection knows: a new one knows nothing yet.
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    name = _name_of(sql)
    known = _known.get(connection.connection)
    if known is None or name not in known:
        _prepare(connection, name, sql)
    with connection.cursor() as cursor:
        cursor.execute(f"EXECUTE {name} ({', '.join(['%s'] * len(params))})" if params else f"EXECUTE {name}", params)
        return cursor.fetchall() if cursor.description else []


@lru_cache(maxsize=256)
def _name_of(sql: str) -> str:
    return f"siap_{hashlib.sha256(sql.encode()).hexdigest()[:16]}"


def _prepare(connection: Any, name: str, sql: str) -> None:
    with connection.wrap_database_errors, connection.connection.cursor() as cursor:
        cursor.execute(f"PREPARE {name} AS {sql}")
    with _lock:
        _known.setdefault(connection.connection, set()).add(name)
