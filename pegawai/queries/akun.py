"""Accounts: which roles one holds on a day, for which units; and the list of them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

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


def in_force(at: date) -> Q:
    """A filter for grants that hold on that day."""
    return Q(dari__lte=at) & (Q(sampai=None) | Q(sampai__gte=at))


def _grants(akun: Akun, at: date) -> QuerySet[PemberianPeran]:
    return PemberianPeran.objects.filter(in_force(at), akun_id=akun.pk)


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


def akun_get(akun_id: int | None) -> Akun | None:
    return Akun.objects.select_related("pegawai").filter(pk=akun_id).first() if akun_id else None


def akun_by_username(username: str) -> Akun | None:
    return Akun.objects.filter(username=username).first()


def akun_list(*, cari: str = "", peran: str = "", status: str = "", at: date) -> QuerySet[Akun]:
    """Accounts by name with the grants that hold on that day in `peran_kini`; `status` is aktif or nonaktif."""
    current = PemberianPeran.objects.filter(in_force(at)).select_related("unit")
    rows = Akun.objects.prefetch_related(Prefetch("peran_diberikan", current, to_attr="peran_kini"))
    if cari:
        rows = rows.filter(Q(nama__icontains=cari) | Q(username__icontains=cari) | Q(email__icontains=cari))
    if peran:
        rows = rows.filter(pk__in=PemberianPeran.objects.filter(in_force(at), peran=peran).values("akun_id"))
    if status:
        rows = rows.filter(is_active=status == "aktif")
    return rows.order_by("nama", "pk")


def peran_rows(akun_id: int) -> QuerySet[PemberianPeran]:
    """All grants of an account, also ended ones, newest first."""
    return (
        PemberianPeran.objects.filter(akun_id=akun_id)
        .select_related("unit", "diberikan_oleh")
        .order_by("-dari", "peran", "pk")
    )
