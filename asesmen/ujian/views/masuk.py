"""The participant's entry."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from asesmen.gelombang.access import enter_session
from asesmen.ujian import queries, services
from asesmen.ujian.forms import MasukForm
from asesmen.ujian.views.jawab import read_json, text_in

OTHER_PERSON = "Halaman ini ujian orang lain. Masuk dengan NIP dan kode kartu orang yang mengerjakannya."


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
def masuk_lagi(request: HttpRequest) -> HttpResponse:
    """Come in again from within the exam page, whose session ended; the page, its token and its queue stay.

    Counts wrong tries like the entry, and lets in only the person whose sitting the page shows.
    """
    data = read_json(request)
    form = MasukForm({"nip": text_in(data, "nip", 40), "kode": text_in(data, "kode", 40)})
    if not form.is_valid():
        message = " ".join(str(text) for errors in form.errors.values() for text in errors)
        return JsonResponse({"code": "refused", "message": message, "sisa": None}, status=422)
    done = services.enter(
        nip=form.cleaned_data["nip"],
        kode=form.cleaned_data["kode"],
        asal=request.META.get("REMOTE_ADDR", ""),
        at=timezone.now(),
    )
    if done.entry is None:
        return JsonResponse({"code": "refused", "message": refused_text(done.sisa), "sisa": done.sisa}, status=422)
    if _peserta_of(text_in(data, "pengerjaan", 40)) != done.entry.peserta_id:
        return JsonResponse({"code": "other_person", "message": OTHER_PERSON}, status=409)
    enter_session(request, done.entry.peserta_id, timezone.now())
    return JsonResponse({"code": "ok"})


def _peserta_of(pengerjaan: str) -> int | None:
    try:
        found = queries.pengerjaan_get(UUID(pengerjaan))
    except ValueError:
        return None
    return found.peserta_id if found else None


def refused_text(sisa: int) -> str:
    if sisa == 0:
        return "Sudah lima kali salah. Tunggu 5 menit, atau angkat tangan; jawaban Anda aman."
    return f"Kode ini tidak cocok dengan NIP di atas. Periksa keduanya pada kartu. Masih ada {sisa} percobaan."


@login_not_required
@require_POST
def keluar(request: HttpRequest) -> HttpResponse:
    """Leave this browser. A running exam goes on: whoever comes back finds it as it was."""
    request.session.flush()
    return redirect("ujian:masuk")
