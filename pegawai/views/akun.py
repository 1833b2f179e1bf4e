"""Accounts and their roles, for administrators; auditors look."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pegawai import queries, services
from pegawai.access import PENGAWAS, akun_for, akun_in, has_peran, requires
from pegawai.forms import AkunForm, PeranForm, SaringAkunForm
from pegawai.queries import OpdRow, Scope
from pegawai.rules.peran import Peran
from pegawai.views.halaman import alasan_of, page_of, tell


def _units() -> list[OpdRow]:
    return queries.unit_names(Scope(is_all=True))


def _peran_form(request: HttpRequest, today: date) -> PeranForm:
    return PeranForm(request.POST if request.method == "POST" else None, units=_units(), today=today)


@require_safe
@requires(*PENGAWAS)
def akun_list(request: HttpRequest) -> HttpResponse:
    form = SaringAkunForm(request.GET)
    rows = queries.akun_list(at=timezone.localdate(), **{name: form.value(name) for name in form.fields})
    context = {
        "halaman": page_of(request, rows),
        "formulir": form,
        "ada": form.ada,
        "may_change": has_peran(request, Peran.ADMINISTRATOR),
    }
    return render(request, "pegawai/akun_list.html", context)


@never_cache
@requires(Peran.ADMINISTRATOR)
def akun_create(request: HttpRequest) -> HttpResponse:
    form = AkunForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            akun, sandi = services.create_akun(**form.cleaned_data, oleh=akun_in(request), at=timezone.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return render(request, "pegawai/akun_sandi.html", {"akun": akun, "sandi": sandi, "is_new": True})
    return render(request, "pegawai/akun_create.html", {"formulir": form})


@requires(*PENGAWAS)
def akun_detail(request: HttpRequest, akun_id: int) -> HttpResponse:
    """One account with its grants, and the form for another one."""
    akun, today = akun_for(akun_id), timezone.localdate()
    may_change = has_peran(request, Peran.ADMINISTRATOR)
    form = _peran_form(request, today) if may_change else None
    if request.method == "POST" and form and form.is_valid() and _grant(request, akun_id, form):
        return redirect("pegawai:akun-detail", akun_id)
    context = {
        "akun": akun,
        "peran": queries.peran_rows(akun_id),
        "formulir": form,
        "hari_ini": today,
        "may_change": may_change,
    }
    return render(request, "pegawai/akun_detail.html", context)


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
    messages.success(request, "Peran diberikan.")
    return True


@require_POST
@requires(Peran.ADMINISTRATOR)
def peran_revoke(request: HttpRequest, akun_id: int, pemberian_id: int) -> HttpResponse:
    akun_for(akun_id)
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
        messages.success(request, "Peran dicabut dan tidak berlaku lagi mulai sekarang.")
    return redirect("pegawai:akun-detail", akun_id)


@require_POST
@requires(Peran.ADMINISTRATOR)
def akun_toggle(request: HttpRequest, akun_id: int) -> HttpResponse:
    """Open or close an account."""
    akun = akun_for(akun_id)
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
@requires(Peran.ADMINISTRATOR)
def sandi_reset(request: HttpRequest, akun_id: int) -> HttpResponse:
    akun_for(akun_id)
    try:
        akun, sandi = services.reset_sandi(
            akun_id=akun_id, at=timezone.now(), oleh=akun_in(request), alasan=alasan_of(request)
        )
    except ValidationError as refusal:
        tell(request, refusal)
        return redirect("pegawai:akun-detail", akun_id)
    return render(request, "pegawai/akun_sandi.html", {"akun": akun, "sandi": sandi, "is_new": False})
