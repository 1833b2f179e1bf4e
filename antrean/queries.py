"""Questions about jobs."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from antrean.models import Pekerjaan
from antrean.rules import Status


def pekerjaan_of(akun_id: int) -> QuerySet[Pekerjaan]:
    """Jobs that this account ordered, newest first."""
    return Pekerjaan.objects.filter(akun_id=akun_id)


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
