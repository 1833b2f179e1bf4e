"""Files that were handed in before a moment and are still there."""

from datetime import datetime

from django.db.models import QuerySet

from asesmen.penugasan.models import BerkasKiriman, Kiriman


def old_berkas(before: datetime) -> QuerySet[BerkasKiriman]:
    """Only of submissions that are marked: others still have somebody's work before them."""
    rows = BerkasKiriman.objects.filter(uploaded_at__lt=before, kiriman__status=Kiriman.Status.DINILAI)
    return rows.exclude(berkas="").order_by("uploaded_at")
