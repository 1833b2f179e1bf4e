"""Who may. Every view of staff stands behind `requires`; what is not theirs does not exist for them (404)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal
from uuid import UUID

from django.conf import settings
from django.contrib.auth import authenticate
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from antrean import queries as antrean
from pegawai import queries, services
from pegawai.models import Akun, AturanJabatan, Impor, Jabatan, Pegawai, PermintaanKoreksi, PerubahanUnit, Unit
from pegawai.queries.akun import Scope
from pegawai.rules.peran import PERLU_FAKTOR, Peran

View = Callable[..., HttpResponseBase]
Sudo = Literal["", "POST", "GET"]
# What a session remembers of how its owner came in.
FAKTOR = "faktor"
CONFIRMED_AT = "dipastikan_at"
TERTUNDA = "tertunda"
SECOND_STEP_SECONDS = 5 * 60


class SudoNeeded(Exception):
    """The person is signed in and may, but must write the password again first; config.sudo asks for it."""


def _held(request: HttpRequest) -> tuple[frozenset[Peran], frozenset[Peran]]:
    """Roles of the signed-in account today, and those that reach as far as the role does; read once per request."""
    if not request.user.is_authenticated:
        return frozenset(), frozenset()
    if not hasattr(request, "_peran"):
        request._peran = queries.peran_everywhere(request.user, timezone.localdate())  # type: ignore[attr-defined]
        if whence := services.asal.get():
            whence.peran = request._peran[0]  # type: ignore[attr-defined]
    return request._peran  # type: ignore[attr-defined]


def peran_in(request: HttpRequest) -> frozenset[Peran]:
    """Roles that count wherever they are asked for. A pengelola of one unit is none here: see `peran_setempat_in`."""
    return _held(request)[1]


def peran_setempat_in(request: HttpRequest) -> frozenset[Peran]:
    """All roles, also those granted for units only: for pages that show each person only their own units."""
    return _held(request)[0]


def requires(*peran: Peran, per_unit: bool | None = None, sudo: Sudo = "") -> Callable[[View], View]:
    """Open a view to these roles only. They stay readable on it as `required_peran` (the access table test).

    `per_unit` says that the view cuts what it shows by `scope_in`, so that roles granted for a unit open it too. Every
    view open to Pejabat OPD is of that kind, for that role has always a unit. `sudo` names the method for which a
    session older than 15 minutes is asked for its password first: POST for acts, GET for downloads.
    """
    is_per_unit = Peran.PEJABAT_OPD in peran if per_unit is None else per_unit

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            held = peran_setempat_in(request) if is_per_unit else peran_in(request)
            if not held & set(peran):
                raise Http404
            if waiting := unfinished(request):
                return waiting
            if request.method == sudo and not is_confirmed(request):
                raise SudoNeeded
            return view(request, *args, **kwargs)

        guarded.required_peran = frozenset(peran)  # type: ignore[attr-defined]
        guarded.is_per_unit = is_per_unit  # type: ignore[attr-defined]
        guarded.needs_sudo = bool(sudo)  # type: ignore[attr-defined]
        return guarded

    return decorate


def sudo_required(view: View) -> View:
    """Ask a session older than 15 minutes for its password first: for views that are about one's own account."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_confirmed(request):
            raise SudoNeeded
        return view(request, *args, **kwargs)

    guarded.needs_sudo = True  # type: ignore[attr-defined]
    return guarded


def unfinished(request: HttpRequest) -> HttpResponseBase | None:
    """Where to go before anything else: to replace a first password, to set up a second factor that is demanded."""
    if akun_in(request).must_change_password:
        return redirect("pegawai:sandi-change")
    if lacks_faktor(request):
        return redirect("pegawai:faktor")
    return None


def lacks_faktor(request: HttpRequest) -> bool:
    """Whether this session came in without the second factor that its roles demand."""
    is_demanded = settings.FAKTOR_KEDUA_WAJIB and bool(peran_setempat_in(request) & PERLU_FAKTOR)
    return is_demanded and not request.session.get(FAKTOR)


def is_confirmed(request: HttpRequest) -> bool:
    """Whether the person wrote the password within the last minutes."""
    since = timezone.now().timestamp() - float(request.session.get(CONFIRMED_AT, 0))
    return 0 <= since <= settings.SUDO_SECONDS


def note_confirmed(request: HttpRequest) -> None:
    request.session[CONFIRMED_AT] = timezone.now().timestamp()


def confirm_sandi(request: HttpRequest, sandi: str) -> bool:
    """Try the password of the signed-in account; wrong ones count towards the lock of name and address."""
    akun = akun_in(request)
    if authenticate(request, username=akun.username, password=sandi) != akun:
        return False
    note_confirmed(request)
    return True


def begin_second_step(request: HttpRequest, akun: Akun, following: str) -> None:
    """Remember who wrote the right password; nobody is signed in by it yet."""
    now = timezone.now().timestamp()
    request.session[TERTUNDA] = {"akun": akun.pk, "at": now, "next": following, "hash": akun.get_session_auth_hash()}


def akun_in_second_step(request: HttpRequest) -> tuple[Akun, str] | None:
    """Who wrote the right password a moment ago, and where to go afterwards; None when that is too long ago."""
    waiting = request.session.get(TERTUNDA)
    if not waiting or not 0 <= timezone.now().timestamp() - waiting["at"] <= SECOND_STEP_SECONDS:
        return None
    akun = queries.akun_get(waiting["akun"])
    if akun is None or not akun.is_active or akun.get_session_auth_hash() != waiting["hash"]:
        return None
    return akun, waiting["next"]


def end_second_step(request: HttpRequest) -> None:
    """The second factor was shown: the session begins anew, and remembers it."""
    request.session.flush()
    request.session[FAKTOR] = True


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


def akun_scope(request: HttpRequest) -> Scope:
    """Of which units the signed-in account sees the accounts."""
    return scope_in(request, *PENGAWAS)


def akun_for(request: HttpRequest, akun_id: int, *, change: bool = False) -> Akun:
    """An account that the signed-in one may see, or with `change` also act on; else 404.
    An administrator of a unit never reaches an account whose roles go beyond that unit: giving it a new password would
    be a way to those roles.
    """
    scope = scope_in(request, Peran.ADMINISTRATOR) if change else akun_scope(request)
    akun = queries.akun_get(akun_id)
    if akun is None or not queries.akun_within(scope, timezone.localdate()).filter(pk=akun_id).exists():
        raise Http404
    return akun


def kunci_in(request: HttpRequest) -> list[queries.Kunci]:
    """Sign-in locks that this account may open: an administrator's units, or a proctor's own address.

    The people in an exam room and their proctor reach us from the same place.
    """
    now = timezone.now()
    if Peran.ADMINISTRATOR not in peran_setempat_in(request):
        return queries.kunci_list(at=now, alamat=request.META["REMOTE_ADDR"])
    rows = queries.kunci_list(at=now)
    scope = scope_in(request, Peran.ADMINISTRATOR)
    seen = queries.akun_within(scope, timezone.localdate()).filter(pk__in=[row.akun_id for row in rows])
    ids = set(seen.values_list("pk", flat=True))
    return [row for row in rows if row.akun_id in ids]
