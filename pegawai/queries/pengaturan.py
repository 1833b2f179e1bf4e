"""Current and past values of settings."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from antrean.queries import run_prepared
from pegawai.models import Penandatangan, Pengaturan
from pegawai.rules.pengaturan import DEFINISI

NEWEST = "SELECT nilai::json FROM pegawai_pengaturan WHERE kunci = $1 ORDER BY at DESC, id DESC LIMIT 1"
ALL = "SELECT DISTINCT ON (kunci) kunci, nilai::json FROM pegawai_pengaturan ORDER BY kunci, at DESC, id DESC"


def pengaturan(kunci: str) -> Any:
    """The value that counts now; the default until somebody changed it. KeyError for an unknown key."""
    definisi = DEFINISI[kunci]
    rows = run_prepared(NEWEST, [kunci])
    return rows[0][0] if rows else definisi.default


def pengaturan_all() -> dict[str, Any]:
    """All settings at once, in one query."""
    stored = dict(run_prepared(ALL))
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
