"""Current and past values of settings."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from pegawai.models import Penandatangan, Pengaturan
from pegawai.rules.pengaturan import DEFINISI


def pengaturan(kunci: str) -> Any:
    """The value that counts now; the default until somebody changed it. KeyError for an unknown key."""
    definisi = DEFINISI[kunci]
    row = Pengaturan.objects.filter(kunci=kunci).order_by("-at", "-id").first()
    return row.nilai if row else definisi.default


def pengaturan_all() -> dict[str, Any]:
    """All settings at once, in one query."""
    stored = dict(Pengaturan.objects.order_by("kunci", "-at", "-id").distinct("kunci").values_list("kunci", "nilai"))
    return {kunci: stored.get(kunci, definisi.default) for kunci, definisi in DEFINISI.items()}


def pengaturan_history(kunci: str) -> QuerySet[Pengaturan]:
    return Pengaturan.objects.filter(kunci=kunci).select_related("akun")


def penandatangan_list() -> QuerySet[Penandatangan]:
    return Penandatangan.objects.order_by("dokumen", "-dari")


def penandatangan_at(dokumen: str, at: date) -> Penandatangan | None:
    """Who signs this kind of document on that day."""
    return (
        Penandatangan.objects.filter(Q(sampai=None) | Q(sampai__gte=at), dokumen=dokumen, dari__lte=at)
        .order_by("-dari")
        .first()
    )
