"""Accounts that may mark on a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from pegawai.rules.peran import Peran


@dataclass(frozen=True)
class Asesor:
    id: int
    nama: str
    pegawai_id: int | None


def _holders(at: date) -> QuerySet[Any]:
    grant = Q(peran_diberikan__peran=Peran.ASESOR, peran_diberikan__dari__lte=at)
    still = Q(peran_diberikan__sampai=None) | Q(peran_diberikan__sampai__gte=at)
    return get_user_model().objects.filter(grant, still, is_active=True).distinct().order_by("nama", "pk")


def asesor_list(at: date) -> list[Asesor]:
    """Who holds the role asesor on this day, by name."""
    return [Asesor(*row) for row in _holders(at).values_list("pk", "nama", "pegawai_id")]


def asesor_get(akun_id: int, at: date) -> Asesor | None:
    row = _holders(at).filter(pk=akun_id).values_list("pk", "nama", "pegawai_id").first()
    return Asesor(*row) if row else None
