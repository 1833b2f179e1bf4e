"""Two doors for a monitor: does the process answer, and could it do its work. They tell nothing more."""

import logging
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from antrean import queries as antrean

logger = logging.getLogger("asesmen.health")

CLOCK_TOLERANCE = timedelta(seconds=5)
QUEUE_PATIENCE = timedelta(minutes=10)


@login_not_required
@require_safe
def alive(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when every part is "ok", else 503 with the parts that are not."""
    parts = {name: verdict(name, check) for name, check in CHECKS.items()}
    good = all(part == "ok" for part in parts.values())
    return JsonResponse({"status": "ok" if good else "failing"} | parts, status=200 if good else 503)


def verdict(name: str, check: Callable[[], bool]) -> str:
    try:
        good = check()
    except (DatabaseError, OSError):
        logger.warning("Health check %s could not be made", name, exc_info=True)
        good = False
    return "ok" if good else "failing"


def database_writes() -> bool:
    """Commit a record to the write-ahead log: what a stored answer needs, without a table of its own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_logical_emit_message(true, 'sehat', '')")
    return True


def disk_has_room() -> bool:
    return shutil.disk_usage(settings.DATA_DIR).free >= settings.DISK_MIN_FREE_MB * 1024 * 1024


def clocks_agree() -> bool:
    """The database's clock decides deadlines; a web server that is far from it would paint wrong times."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        theirs = cursor.fetchone()[0]
    return abs(datetime.now(UTC) - theirs) <= CLOCK_TOLERANCE


def queue_moves() -> bool:
    return antrean.oldest_wait(timezone.now()) <= QUEUE_PATIENCE


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_writes,
    "disk": disk_has_room,
    "clock": clocks_agree,
    "queue": queue_moves,
}
