"""The second factor: the step after the password, and one's own page to set it up. And the password asked again."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pegawai import queries, services
from pegawai.access import (
    FAKTOR,
    SudoNeeded,
    akun_in,
    akun_in_second_step,
    confirm_sandi,
    end_second_step,
    is_confirmed,
    lacks_faktor,
    peran_setempat_in,
    sudo_required,
)
from pegawai.formats.qr import qr_image
from pegawai.forms import FaktorForm, PastikanForm
from pegawai.rules.faktor import secret_text, secret_uri
from pegawai.rules.kode import code_text
from pegawai.rules.peran import PERLU_FAKTOR
from pegawai.views.halaman import tell
from pegawai.views.masuk import enter

PENERBIT = "Asesmen ASN"


@login_not_required
@never_cache
@sensitive_post_parameters("kode")
@require_http_methods(["GET", "HEAD", "POST"])
def faktor_periksa(request: HttpRequest) -> HttpResponse:
    """The second step of signing in."""
    waiting = akun_in_second_step(request)
    if waiting is None:
        messages.info(request, "Waktu untuk menulis kode sudah lewat. Silakan masuk lagi.")
        return redirect("pegawai:masuk")
    akun, following = waiting
    form = FaktorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.check_faktor(akun_id=akun.pk, kode=form.cleaned_data["kode"], at=timezone.now())
        except ValidationError as refusal:
            form.add_error("kode", refusal)
        else:
            end_second_step(request)
            return enter(request, akun, following)
    return render(request, "pegawai/faktor_periksa.html", {"formulir": form})


def _is_demanded(request: HttpRequest) -> bool:
    return settings.FAKTOR_KEDUA_WAJIB and bool(peran_setempat_in(request) & PERLU_FAKTOR)


@never_cache
@require_safe
def faktor(request: HttpRequest) -> HttpResponse:
    """One's own second factor: how it stands, and the secret while it is being set up."""
    return _page(request, FaktorForm())


def _page(request: HttpRequest, form: FaktorForm) -> HttpResponse:
    akun, found = akun_in(request), queries.faktor_of(akun_in(request).pk)
    context: dict[str, Any] = {
        "faktor": found,
        "is_wajib": _is_demanded(request),
        "is_wajib_di_sini": settings.FAKTOR_KEDUA_WAJIB,
        "belum": lacks_faktor(request),
        "sisa": queries.kode_pemulihan_left(akun.pk),
        "formulir": form,
    }
    if found and not found.dikonfirmasi_at:
        if not is_confirmed(request):
            raise SudoNeeded
        secret = services.secret_of(found)
        uri = secret_uri(secret, username=akun.username, penerbit=PENERBIT)
        context |= {"qr": qr_image(uri), "rahasia": secret_text(secret)}
    return render(request, "pegawai/faktor.html", context)


@require_POST
@sudo_required
def faktor_begin(request: HttpRequest) -> HttpResponse:
    services.begin_faktor(akun_id=akun_in(request).pk, at=timezone.now())
    return redirect("pegawai:faktor")


@never_cache
@sensitive_post_parameters("kode")
@require_POST
@sudo_required
def faktor_confirm(request: HttpRequest) -> HttpResponse:
    """The first code of the app: from now on it is asked at every sign-in."""
    form = FaktorForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    try:
        codes = services.confirm_faktor(akun_id=akun_in(request).pk, kode=form.cleaned_data["kode"], at=timezone.now())
    except ValidationError as refusal:
        form.add_error("kode", refusal)
        return _page(request, form)
    request.session[FAKTOR] = True
    return _codes(request, codes, is_new=True)


@never_cache
@require_POST
@sudo_required
def kode_pemulihan_renew(request: HttpRequest) -> HttpResponse:
    try:
        codes = services.renew_kode_pemulihan(akun_id=akun_in(request).pk, at=timezone.now())
    except ValidationError as refusal:
        tell(request, refusal)
        return redirect("pegawai:faktor")
    return _codes(request, codes, is_new=False)


def _codes(request: HttpRequest, codes: list[str], *, is_new: bool) -> HttpResponse:
    context = {"kode": [code_text(code) for code in codes], "is_new": is_new}
    return render(request, "pegawai/kode_pemulihan.html", context)


@require_POST
@sudo_required
def faktor_remove(request: HttpRequest) -> HttpResponse:
    """Take one's own factor away, where the role does not demand one."""
    akun = akun_in(request)
    if _is_demanded(request):
        messages.error(request, "Peran Anda mewajibkan faktor kedua. Ganti ponsel? Minta administrator melepasnya.")
        return redirect("pegawai:faktor")
    try:
        services.remove_faktor(akun_id=akun.pk, oleh=akun, at=timezone.now(), alasan="Dilepas pemiliknya")
    except ValidationError as refusal:
        tell(request, refusal)
        return redirect("pegawai:faktor")
    messages.success(request, "Faktor kedua dilepas. Silakan masuk lagi.")
    return redirect("pegawai:masuk")


@never_cache
@sensitive_post_parameters("sudo_sandi")
@require_http_methods(["GET", "HEAD", "POST"])
def pastikan(request: HttpRequest) -> HttpResponse:
    """The password again, for a page that was only to be looked at or downloaded."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    following = asked if is_ours else settings.LOGIN_REDIRECT_URL
    form = PastikanForm(request.POST or None)
    context = {"terbawa": [("next", following)], "menit": settings.SUDO_SECONDS // 60, "lanjut": following}
    if request.method != "POST" or not form.is_valid():
        return render(request, "pegawai/pastikan.html", context | {"salah": request.method == "POST"})
    if not confirm_sandi(request, form.cleaned_data["sudo_sandi"]):
        return render(request, "pegawai/pastikan.html", context | {"salah": True})
    # A download opened straight away would leave this page standing with a password in it.
    return render(request, "pegawai/dipastikan.html", context)
