"""Reading the audit trail."""

from datetime import datetime

from django.db.models import Q, QuerySet

from pegawai.models import Jejak


def jejak_list(
    *, cari: str = "", tindakan: str = "", dari: datetime | None = None, sampai: datetime | None = None
) -> QuerySet[Jejak]:
    """Rows newest first; `tindakan` is a noun ("impor") or "noun.verb"; `sampai` is excluded."""
    rows = Jejak.objects.select_related("akun").order_by("-at", "-id")
    if cari:
        words = (
            Q(ringkas__icontains=cari) | Q(aktor__icontains=cari) | Q(objek__iexact=cari) | Q(alasan__icontains=cari)
        )
        rows = rows.filter(words)
    if tindakan:
        rows = rows.filter(Q(tindakan=tindakan) | Q(tindakan__startswith=f"{tindakan}."))
    if dari:
        rows = rows.filter(at__gte=dari)
    return rows.filter(at__lt=sampai) if sampai else rows


def tindakan_list() -> list[str]:
    """Every kind of act in the trail, by name."""
    return list(Jejak.objects.order_by("tindakan").values_list("tindakan", flat=True).distinct())
