"""Which roles an account holds on a day, and for which units."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from pegawai.models import Akun, PemberianPeran
from pegawai.rules.peran import Peran


@dataclass(frozen=True)
class Scope:
    """The part of the unit tree somebody may see: everything, or the subtrees below these paths (possibly none)."""

    is_all: bool
    jalur: tuple[str, ...] = ()

    def covers(self, jalur: str) -> bool:
        return self.is_all or any(jalur.startswith(prefix) for prefix in self.jalur)

    def q(self, field: str) -> Q:
        """A filter on a column that holds a unit's path, e.g. `scope.q("unit__jalur")`."""
        if self.is_all:
            return Q()
        condition = Q(pk__in=[])
        for prefix in self.jalur:
            condition |= Q(**{f"{field}__startswith": prefix})
        return condition


def _grants(akun: Akun, at: date) -> QuerySet[PemberianPeran]:
    return PemberianPeran.objects.filter(Q(sampai=None) | Q(sampai__gte=at), akun_id=akun.pk, dari__lte=at)


def peran_of(akun: Akun, at: date) -> frozenset[Peran]:
    """Roles in force on that day; none for an inactive account."""
    if not akun.is_active:
        return frozenset()
    return frozenset(Peran(p) for p in _grants(akun, at).values_list("peran", flat=True))


def scope_of(akun: Akun, peran: frozenset[Peran] | set[Peran], at: date) -> Scope:
    """The union of the units for which `akun` holds any of these roles."""
    paths = list(_grants(akun, at).filter(peran__in=list(peran)).values_list("unit_id", "unit__jalur"))
    if any(unit_id is None for unit_id, _ in paths):
        return Scope(is_all=True)
    return Scope(is_all=False, jalur=tuple(sorted({jalur for _, jalur in paths})))
