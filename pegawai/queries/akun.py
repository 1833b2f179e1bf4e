"""Accounts: which roles one holds on a day, for which units; and the list of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from pegawai.models import Akun, FaktorKedua, PemberianPeran
from pegawai.rules.peran import BERLINGKUP, Peran

STATUS_AKUN: dict[str, dict[str, Any]] = {
    "aktif": {"is_active": True},
    "nonaktif": {"is_active": False},
    "sementara": {"must_change_password": True, "is_active": True},
    "tanpa_faktor": {"ada_faktor": False, "is_active": True},
}


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


def peran_everywhere(akun: Akun, at: date) -> tuple[frozenset[Peran], frozenset[Peran]]:
    """Roles in force, and those of them that reach as far as the role does; both in one query.

    A role of BERLINGKUP that is granted for units only is in the first set alone.
    """
    if not akun.is_active:
        return frozenset(), frozenset()
    rows = [(Peran(peran), unit_id) for peran, unit_id in _grants(akun, at).values_list("peran", "unit_id")]
    whole = frozenset(peran for peran, unit_id in rows if unit_id is None or peran not in BERLINGKUP)
    return frozenset(peran for peran, _ in rows), whole


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


def akun_within(scope: Scope, at: date) -> QuerySet[Akun]:
    """Accounts of people of these units, or with a role there, none of whose roles reaches beyond them.

    That an ASN sees the own data reaches nowhere.
    """
    if scope.is_all:
        return Akun.objects.all()
    grants = PemberianPeran.objects.exclude(sampai__lt=at).exclude(peran=Peran.ASN)
    inside = scope.q("unit__jalur")
    here = scope.q("pegawai__unit__jalur") | Q(pk__in=grants.filter(inside).values("akun_id"))
    return Akun.objects.filter(here).exclude(pk__in=grants.exclude(inside).values("akun_id"))


def akun_list(
    *, scope: Scope | None = None, cari: str = "", peran: str = "", status: str = "", at: date
) -> QuerySet[Akun]:
    """Accounts by name with the grants that hold on that day in `peran_kini`; `status` is one of STATUS_AKUN."""
    current = PemberianPeran.objects.filter(in_force(at)).select_related("unit")
    rows = akun_within(scope or Scope(is_all=True), at)
    rows = rows.prefetch_related(Prefetch("peran_diberikan", current, to_attr="peran_kini"))
    working = FaktorKedua.objects.filter(akun=OuterRef("pk"), dikonfirmasi_at__isnull=False)
    rows = rows.annotate(ada_faktor=Exists(working))
    if cari:
        rows = rows.filter(Q(nama__icontains=cari) | Q(username__icontains=cari) | Q(email__icontains=cari))
    if peran:
        rows = rows.filter(pk__in=PemberianPeran.objects.filter(in_force(at), peran=peran).values("akun_id"))
    if status:
        rows = rows.filter(**STATUS_AKUN[status])
    return rows.order_by("nama", "pk")


def peran_list(
    *, scope: Scope, at: date, cari: str = "", peran: str = "", jalur: str = "", status: str = "berlaku"
) -> QuerySet[PemberianPeran]:
    """Who has which role where: grants by role, unit and name. `status` is berlaku, nanti or berakhir, "" is all."""
    rows = PemberianPeran.objects.select_related("akun", "unit", "diberikan_oleh")
    rows = rows.filter(akun__in=akun_within(scope, at))
    if cari:
        rows = rows.filter(Q(akun__nama__icontains=cari) | Q(akun__username__icontains=cari))
    if peran:
        rows = rows.filter(peran=peran)
    if jalur:
        rows = rows.filter(unit__jalur__startswith=jalur)
    by_status = {"berlaku": in_force(at), "nanti": Q(dari__gt=at), "berakhir": Q(sampai__lt=at)}
    return rows.filter(by_status.get(status, Q())).order_by("peran", "unit__nama", "akun__nama", "pk")


def peran_counts(scope: Scope, at: date) -> list[tuple[Peran, int]]:
    """How many open accounts hold each role on that day, all roles in their order."""
    rows = PemberianPeran.objects.filter(in_force(at), akun__in=akun_within(scope, at), akun__is_active=True)
    counted = dict(rows.values_list("peran").annotate(n=Count("akun", distinct=True)).order_by())
    return [(peran, counted.get(peran, 0)) for peran in Peran]


def peran_rows(akun_id: int) -> QuerySet[PemberianPeran]:
    """All grants of an account, also ended ones, newest first."""
    return (
        PemberianPeran.objects.filter(akun_id=akun_id)
        .select_related("unit", "diberikan_oleh")
        .order_by("-dari", "peran", "pk")
    )
