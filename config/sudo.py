"""Writing the password again before an act that would do much harm in the wrong hands.

A view says so by `@requires(..., sudo=True)`. What was sent is not lost: the page that asks carries it along and sends
it again together with the password.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from config import views
from pegawai.access import SudoNeeded, confirm_sandi

FIELD = "sudo_sandi"
NOT_CARRIED = {FIELD, "csrfmiddlewaretoken"}


class SudoMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """A password that came along with the act counts before the act is looked at."""
        if getattr(view, "needs_sudo", False) and FIELD in request.POST and request.user.is_authenticated:
            request.sudo_wrong = not confirm_sandi(request, request.POST[FIELD])  # type: ignore[attr-defined]

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return ask(request) if isinstance(exception, SudoNeeded) else None


def ask(request: HttpRequest) -> HttpResponse:
    if views.wants_json(request):
        return views.trouble(request, 403, code="sudo", message="Masukkan kata sandi Anda lagi, lalu ulangi.")
    is_act = request.method == "POST"
    context = {
        "alamat": request.get_full_path() if is_act else reverse("pegawai:pastikan"),
        "terbawa": _carried(request) if is_act else [("next", request.get_full_path())],
        "salah": getattr(request, "sudo_wrong", False),
        "berkas": bool(request.FILES),
        "menit": settings.SUDO_SECONDS // 60,
    }
    return render(request, "pegawai/pastikan.html", context, status=401)


def _carried(request: HttpRequest) -> list[tuple[str, Any]]:
    return [(name, value) for name, values in request.POST.lists() if name not in NOT_CARRIED for value in values]
