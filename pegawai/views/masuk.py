"""Signing in and out, and one's own password."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from pegawai import queries, services
from pegawai.access import akun_in, begin_second_step
from pegawai.forms import MasukForm, SandiForm

if TYPE_CHECKING:
    from pegawai.models import Akun

BACKEND = "django.contrib.auth.backends.ModelBackend"
TOO_FAST = "Dari alamat ini baru saja dicoba banyak nama yang tidak dikenal. Tunggu beberapa detik, lalu coba lagi."


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def masuk(request: HttpRequest) -> HttpResponse:
    following = _following(request)
    if request.user.is_authenticated:
        return redirect(following)
    if request.method == "POST" and queries.is_slowed(alamat=request.META["REMOTE_ADDR"], at=timezone.now()):
        return _too_fast(request)
    form = MasukForm(request, data=request.POST or None)
    if request.method != "POST" or not form.is_valid():
        _note_lock(request)
        context: dict[str, Any] = {"form": form, "next": request.POST.get("next") or request.GET.get("next", "")}
        return render(request, "pegawai/masuk.html", context)
    akun = form.get_user()
    # What a participant began on this PC is not carried over to whoever signs in now.
    request.session.flush()
    if queries.has_faktor(akun.pk):
        begin_second_step(request, akun, following)
        return redirect("pegawai:faktor-periksa")
    return enter(request, akun, following)


def enter(request: HttpRequest, akun: "Akun", following: str) -> HttpResponse:
    """Begin the session of somebody who showed all that was asked for."""
    login(request, akun, backend=BACKEND)
    services.record_jejak(tindakan="akun.masuk", ringkas="Masuk", at=timezone.now(), akun=akun, objek=f"akun:{akun.pk}")
    return redirect("pegawai:sandi-change" if akun.must_change_password else following)


def _too_fast(request: HttpRequest) -> HttpResponse:
    answer = render(request, "galat/429.html", {"message": TOO_FAST, "status": 429}, status=429)
    answer["Retry-After"] = "2"
    return answer


def _note_lock(request: HttpRequest) -> None:
    """Trace the failure that closed the door for five minutes, once; the name is told only where it is an account's."""
    if getattr(request, "axes_failures_since_start", None) != settings.AXES_FAILURE_LIMIT:
        return
    akun = queries.akun_by_username(request.POST.get("username", ""))
    if akun:
        services.record_jejak(
            tindakan="akun.kunci",
            ringkas=f"Masuk {settings.AXES_FAILURE_LIMIT} kali gagal, jeda 5 menit",
            at=timezone.now(),
            aktor="Belum masuk",
            objek=f"akun:{akun.pk}",
            data={"alamat": request.META["REMOTE_ADDR"]},
        )


def _following(request: HttpRequest) -> str:
    """Where to go after signing in: an address of ours, or the start page."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if is_ours else settings.LOGIN_REDIRECT_URL


@login_not_required
@require_POST
def keluar(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        akun = akun_in(request)
        services.record_jejak(
            tindakan="akun.keluar", ringkas="Keluar", at=timezone.now(), akun=akun, objek=f"akun:{akun.pk}"
        )
    logout(request)
    messages.success(request, "Anda sudah keluar.")
    return redirect("pegawai:masuk")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sandi_change(request: HttpRequest) -> HttpResponse:
    akun = akun_in(request)
    form = SandiForm(akun, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "pegawai/sandi_change.html", {"form": form, "wajib": akun.must_change_password})
    changed = services.change_sandi(akun_id=akun.pk, sandi=form.cleaned_data["new_password1"], at=timezone.now())
    # Every other session of the account ends; this one goes on.
    update_session_auth_hash(request, changed)
    messages.success(request, "Kata sandi diganti. Sesi Anda di perangkat lain sudah berakhir.")
    return redirect(settings.LOGIN_REDIRECT_URL)
