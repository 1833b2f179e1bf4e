"""Who may. Every view of staff stands behind `requires`; what is not theirs does not exist for them (404)."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from antrean import queries as antrean
from pegawai import queries, services
from pegawai.models import Akun, AturanJabatan, Impor, Jabatan, Pegawai, PermintaanKoreksi, PerubahanUnit, Unit
from pegawai.queries.akun import Scope
from pegawai.rules.peran import Peran

View = Callable[..., HttpResponseBase]


def peran_in(request: HttpRequest) -> frozenset[Peran]:
    """Roles of the signed-in account today, read once per request."""
    if not request.user.is_authenticated:
        return frozenset()
    if not hasattr(request, "_peran"):
        request._peran = queries.peran_of(request.user, timezone.localdate())  # type: ignore[attr-defined]
        if whence := services.asal.get():
            whence.peran = request._peran  # type: ignore[attr-defined]
    return request._peran  # type: ignore[attr-defined]


def requires(*peran: Peran) -> Callable[[View], View]:
    """Open a view to these roles only. They stay readable on it as `required_peran` (the access table test)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not peran_in(request) & set(peran):
                raise Http404
            if request.user.must_change_password:  # type: ignore[union-attr]
                # A first password opens one page only: the one that replaces it.
                return redirect("pegawai:sandi-change")
            return view(request, *args, **kwargs)

        guarded.required_peran = frozenset(peran)  # type: ignore[attr-defined]
        return guarded

    return decorate


def scope_in(request: HttpRequest, *peran: Peran) -> Scope:
    """The units that the signed-in account may see through these roles."""
    akun = request.user
    assert isinstance(akun, Akun)
    return queries.scope_of(akun, set(peran), timezone.localdate())


# Who sees the registry; an ASN sees only the own row.
PELIHAT = (Peran.ADMINISTRATOR, Peran.PENGELOLA, Peran.AUDITOR, Peran.PIMPINAN, Peran.PEJABAT_OPD)
PENGIMPOR = (Peran.ADMINISTRATOR, Peran.PENGELOLA)
# Who answers correction requests, for people of the role's units.
PENJAWAB = PENGIMPOR
# Jabatan and their rules are the whole office's, their counts too: an official of one unit finds people by jenjang.
PEMBACA_JABATAN = (Peran.ADMINISTRATOR, Peran.PENGELOLA, Peran.AUDITOR)
PENGAWAS = (Peran.ADMINISTRATOR, Peran.AUDITOR)


def has_peran(request: HttpRequest, *peran: Peran) -> bool:
    return bool(peran_in(request) & set(peran))


def akun_in(request: HttpRequest) -> Akun:
    """The signed-in account; views behind `requires` always have one."""
    assert isinstance(request.user, Akun)
    return request.user


def pegawai_for(request: HttpRequest, pegawai_id: int) -> Pegawai:
    """Somebody whom the signed-in account may see: in its units, or itself. Else 404."""
    pegawai = queries.pegawai_get(pegawai_id)
    if pegawai is None:
        raise Http404
    scope = scope_in(request, *PELIHAT)
    is_self = has_peran(request, Peran.ASN) and akun_in(request).pegawai_id == pegawai_id
    if not (is_self or scope.is_all or (pegawai.unit and scope.covers(pegawai.unit.jalur))):
        raise Http404
    return pegawai


def unit_for(request: HttpRequest, unit_id: int, *peran: Peran) -> Unit:
    """A unit within what the signed-in account may see through these roles. Else 404."""
    unit = queries.unit_get(unit_id)
    if unit is None or not scope_in(request, *peran).covers(unit.jalur):
        raise Http404
    return unit


def perubahan_unit_for(request: HttpRequest, perubahan_id: int) -> PerubahanUnit:
    """A renaming or merging of a unit that the signed-in account may change. Else 404."""
    perubahan = queries.perubahan_get(perubahan_id)
    if perubahan is None:
        raise Http404
    unit_for(request, perubahan.unit_id, *PENGIMPOR)
    return perubahan


def jabatan_for(jabatan_id: int) -> Jabatan:
    jabatan = queries.jabatan_get(jabatan_id)
    if jabatan is None:
        raise Http404
    return jabatan


def aturan_jabatan_for(aturan_id: int) -> AturanJabatan:
    aturan = queries.aturan_jabatan_get(aturan_id)
    if aturan is None:
        raise Http404
    return aturan


def impor_for(impor_id: int) -> Impor:
    """A roster or results import, or 404; whoever may import may see what colleagues imported."""
    impor = queries.impor_get(impor_id)
    if impor is None:
        raise Http404
    return impor


def pekerjaan_for(request: HttpRequest, pekerjaan_id: UUID, *, own: bool = False) -> Any:
    """A job of the signed-in account; administrators and auditors may look at every one. Else 404.

    With `own` only the owner: for cancelling, repeating and downloading.
    """
    pekerjaan = antrean.pekerjaan_get(str(pekerjaan_id))
    is_own = pekerjaan is not None and pekerjaan.akun_id == akun_in(request).pk
    if not (is_own or (pekerjaan and not own and has_peran(request, *PENGAWAS))):
        raise Http404
    return pekerjaan


def pegawai_self(request: HttpRequest) -> Pegawai:
    """The person behind the signed-in account, or 404: an account outside the registry has no data here."""
    pegawai_id = akun_in(request).pegawai_id
    pegawai = queries.pegawai_get(pegawai_id) if pegawai_id else None
    if pegawai is None:
        raise Http404
    return pegawai


def koreksi_for(request: HttpRequest, koreksi_id: int) -> PermintaanKoreksi:
    """A correction request about somebody within the units of the signed-in account, or 404."""
    koreksi = queries.koreksi_get(koreksi_id)
    unit = koreksi.pegawai.unit if koreksi else None
    if koreksi is None or not scope_in(request, *PENJAWAB, Peran.AUDITOR).covers(unit.jalur if unit else ""):
        raise Http404
    return koreksi


def koreksi_own(request: HttpRequest, koreksi_id: int) -> PermintaanKoreksi:
    """One's own correction request, or 404."""
    koreksi = queries.koreksi_get(koreksi_id)
    if koreksi is None or koreksi.akun_id != akun_in(request).pk:
        raise Http404
    return koreksi


def akun_for(akun_id: int) -> Akun:
    akun = queries.akun_get(akun_id)
    if akun is None:
        raise Http404
    return akun
