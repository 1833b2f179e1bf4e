"""Accounts and their roles, for administrators; auditors look. Granted for a unit, both see its accounts only."""

from datetime import date

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pegawai import queries, services
from pegawai.access import PENGAWAS, akun_for, akun_in, akun_scope, peran_setempat_in, requires, scope_in
from pegawai.forms import AkunForm, PeranForm, SaringAkunForm, SaringPeranForm
from pegawai.queries import Scope
from pegawai.rules.peran import LABEL, Peran
from pegawai.views.halaman import alasan_of, page_of, tell


def _own_scope(request: HttpRequest) -> Scope:
    """Where the signed-in administrator makes accounts and grants roles."""
    return scope_in(request, Peran.ADMINISTRATOR)


def _is_administrator(request: HttpRequest) -> bool:
    return Peran.ADMINISTRATOR in peran_setempat_in(request)


@require_safe
@requires(*PENGAWAS, per_unit=True)
def akun_list(request: HttpRequest) -> HttpResponse:
    form = SaringAkunForm(request.GET)
    asked = {name: form.value(name) for name in form.fields}
    rows = queries.akun_list(scope=akun_scope(request), at=timezone.localdate(), **asked)
    context = {
        "halaman": page_of(request, rows),
        "formulir": form,
        "ada": form.ada,
        "may_change": _is_administrator(request),
    }
    return render(request, "pegawai/akun_list.html", context)


@require_safe
@requires(*PENGAWAS, per_unit=True)
def peran_list(request: HttpRequest) -> HttpResponse:
    """Who has which role where."""
    scope, today = akun_scope(request), timezone.localdate()
    form = SaringPeranForm(request.GET, units=queries.unit_names(scope))
    rows = queries.peran_list(
        scope=scope,
        at=today,
        cari=form.value("cari"),
        peran=form.value("peran"),
        jalur=form.jalur.get(form.value("unit"), ""),
        status=form.value("status") or "berlaku",
    )
    context = {
        "halaman": page_of(request, rows),
        "formulir": form,
        "ada": form.ada,
        "jumlah": [(peran, LABEL[peran], n) for peran, n in queries.peran_counts(scope, today)],
        "hari_ini": today,
    }
    return render(request, "pegawai/peran_list.html", context)


@never_cache
@requires(Peran.ADMINISTRATOR, per_unit=True, sudo="POST")
def akun_create(request: HttpRequest) -> HttpResponse:
    scope = _own_scope(request)
    form = AkunForm(request.POST or None, is_all=scope.is_all)
    if request.method == "POST" and form.is_valid():
        try:
            akun, sandi = services.create_akun(
                **form.cleaned_data, oleh=akun_in(request), at=timezone.now(), within=scope
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return render(request, "pegawai/akun_sandi.html", {"akun": akun, "sandi": sandi, "is_new": True})
    return render(request, "pegawai/akun_create.html", {"formulir": form})


@requires(*PENGAWAS, per_unit=True, sudo="POST")
def akun_detail(request: HttpRequest, akun_id: int) -> HttpResponse:
    """One account with its grants, and the form for another one."""
    akun, today, now = akun_for(request, akun_id), timezone.localdate(), timezone.now()
    may_change = _may_change(request, akun_id)
    form = _peran_form(request, today) if may_change else None
    if request.method == "POST" and form and form.is_valid() and _grant(request, akun_id, form):
        return redirect("pegawai:akun-detail", akun_id)
    context = {
        "akun": akun,
        "peran": queries.peran_rows(akun_id),
        "formulir": form,
        "hari_ini": today,
        "may_change": may_change,
        "ada_faktor": queries.has_faktor(akun_id),
        "kunci": queries.kunci_list(at=now, usernames=[akun.username]),
        "sandi_lewat": bool(akun.sandi_sampai and akun.sandi_sampai < now),
    }
    return render(request, "pegawai/akun_detail.html", context)


def _may_change(request: HttpRequest, akun_id: int) -> bool:
    scope = _own_scope(request)
    return queries.akun_within(scope, timezone.localdate()).filter(pk=akun_id).exists()


def _peran_form(request: HttpRequest, today: date) -> PeranForm:
    scope = _own_scope(request)
    asked = request.POST if request.method == "POST" else None
    return PeranForm(asked, units=queries.unit_names(scope), today=today, is_all=scope.is_all)


def _grant(request: HttpRequest, akun_id: int, form: PeranForm) -> bool:
    wanted = form.cleaned_data
    try:
        services.grant_peran(
            akun_id=akun_id,
            peran=Peran(wanted["peran"]),
            unit_id=int(wanted["unit"]) if wanted["unit"] else None,
            dari=wanted["dari"],
            sampai=wanted["sampai"],
            alasan=wanted["alasan"],
            oleh=akun_in(request),
            at=timezone.now(),
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    _go_on(request, akun_id)
    messages.success(request, "Peran diberikan. Pemiliknya masuk lagi untuk memakainya.")
    return True


def _go_on(request: HttpRequest, akun_id: int) -> None:
    """Whoever changes the own roles stays signed in here; the other sessions of the account end."""
    akun = queries.akun_get(akun_id)
    if akun and akun == akun_in(request):
        update_session_auth_hash(request, akun)


@require_POST
@requires(Peran.ADMINISTRATOR, per_unit=True, sudo="POST")
def peran_revoke(request: HttpRequest, akun_id: int, pemberian_id: int) -> HttpResponse:
    akun_for(request, akun_id, change=True)
    if not queries.peran_rows(akun_id).filter(pk=pemberian_id).exists():
        messages.error(request, "Peran itu sudah dicabut.")
        return redirect("pegawai:akun-detail", akun_id)
    try:
        services.revoke_peran(
            pemberian_id=pemberian_id, at=timezone.now(), oleh=akun_in(request), alasan=alasan_of(request)
        )
    except ValidationError as refusal:
        tell(request, refusal)
    else:
        _go_on(request, akun_id)
        messages.success(request, "Peran dicabut dan tidak berlaku lagi mulai sekarang; sesi pemiliknya berakhir.")
    return redirect("pegawai:akun-detail", akun_id)


@require_POST
@requires(Peran.ADMINISTRATOR, per_unit=True, sudo="POST")
def akun_toggle(request: HttpRequest, akun_id: int) -> HttpResponse:
    """Open or close an account."""
    akun = akun_for(request, akun_id, change=True)
    try:
        akun = services.set_aktif(
            akun_id=akun_id,
            aktif=not akun.is_active,
            at=timezone.now(),
            oleh=akun_in(request),
            alasan=alasan_of(request),
        )
    except ValidationError as refusal:
        tell(request, refusal)
    else:
        messages.success(request, f"Akun {akun.username} {'diaktifkan' if akun.is_active else 'dinonaktifkan'}.")
    return redirect("pegawai:akun-detail", akun_id)


@never_cache
@require_POST
@requires(Peran.ADMINISTRATOR, per_unit=True, sudo="POST")
def sandi_reset(request: HttpRequest, akun_id: int) -> HttpResponse:
    akun_for(request, akun_id, change=True)
    try:
        akun, sandi = services.reset_sandi(
            akun_id=akun_id, at=timezone.now(), oleh=akun_in(request), alasan=alasan_of(request)
        )
    except ValidationError as refusal:
        tell(request, refusal)
        return redirect("pegawai:akun-detail", akun_id)
    return render(request, "pegawai/akun_sandi.html", {"akun": akun, "sandi": sandi, "is_new": False})


@require_POST
@requires(Peran.ADMINISTRATOR, per_unit=True, sudo="POST")
def akun_faktor_remove(request: HttpRequest, akun_id: int) -> HttpResponse:
    """Take the second factor of somebody away whose phone is lost."""
    akun_for(request, akun_id, change=True)
    try:
        akun = services.remove_faktor(
            akun_id=akun_id, at=timezone.now(), oleh=akun_in(request), alasan=alasan_of(request)
        )
    except ValidationError as refusal:
        tell(request, refusal)
    else:
        messages.success(request, f"Faktor kedua {akun.username} dilepas dan semua sesinya berakhir.")
    return redirect("pegawai:akun-detail", akun_id)
