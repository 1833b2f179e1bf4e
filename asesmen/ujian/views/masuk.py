"""The participant's entry."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from asesmen.gelombang.access import enter_session
from asesmen.ujian import services
from asesmen.ujian.forms import MasukForm


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def masuk(request: HttpRequest) -> HttpResponse:
    form = MasukForm(request.POST or None)
    refused = None
    if request.method == "POST" and form.is_valid():
        done = services.enter(
            nip=form.cleaned_data["nip"],
            kode=form.cleaned_data["kode"],
            asal=request.META.get("REMOTE_ADDR", ""),
            at=timezone.now(),
        )
        if done.entry:
            # A PC serves several people a day, and staff too.
            enter_session(request, done.entry.peserta_id, timezone.now())
            return redirect("ujian:peserta")
        refused = done
    return render(request, "ujian/masuk.html", {"form": form, "refused": refused})


@login_not_required
@require_POST
def keluar(request: HttpRequest) -> HttpResponse:
    """Leave this browser. A running exam goes on: whoever comes back finds it as it was."""
    request.session.flush()
    return redirect("ujian:masuk")
