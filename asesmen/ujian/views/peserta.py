"""The participant's own page and the waiting room."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from asesmen.gelombang import queries as gelombang
from asesmen.gelombang.queries import PenempatanRow
from asesmen.ujian import queries, services
from asesmen.ujian.access import peserta_required, peserta_script
from asesmen.ujian.queries import PengerjaanRow
from asesmen.ujian.rules import Status
from asesmen.ujian.views.jawab import millis, number_in, read_json, refusal, text_in

BUKA_RUANG_TUNGGU = timedelta(hours=1)


@login_not_required
@require_safe
@peserta_required
def peserta(request: HttpRequest) -> HttpResponse:
    seat, attempt = _sitting(request)
    now = timezone.now()
    context = {"seat": seat, "attempt": attempt, "tahap": stage(seat, attempt, now), "sekarang": now}
    if seat:
        context["dibuka"] = seat.mulai - BUKA_RUANG_TUNGGU
    return render(request, "ujian/peserta.html", context)


def stage(seat: PenempatanRow | None, attempt: PengerjaanRow | None, now: datetime) -> str:
    """Where a participant stands: tanpa_tempat, menunggu, ruang_tunggu, berjalan, selesai, lewat."""
    if attempt and attempt.status == Status.SELESAI:
        return "selesai"
    if attempt and attempt.status == Status.BERJALAN:
        return "berjalan"
    if seat is None:
        return "tanpa_tempat"
    if now >= seat.selesai:
        return "lewat"
    return "ruang_tunggu" if now >= seat.mulai - BUKA_RUANG_TUNGGU else "menunggu"


@login_not_required
@require_safe
@peserta_required
def ruang_tunggu(request: HttpRequest) -> HttpResponse:
    seat, attempt = _sitting(request)
    now = timezone.now()
    here = stage(seat, attempt, now)
    if here == "berjalan":
        return redirect("ujian:kerja")
    if here != "ruang_tunggu" or attempt is None or seat is None:
        return redirect("ujian:peserta")
    told = {
        "mulai": millis(seat.mulai),
        "sekarang": millis(now),
        "perluToken": seat.is_diawasi and attempt.izin_at is None,
        "setuju": attempt.rules_read_at is not None,
        **addresses(),
    }
    return render(request, "ujian/ruang_tunggu.html", {"seat": seat, "attempt": attempt, "told": told})


@cache
def addresses() -> dict[str, Any]:
    """Where the waiting room's script asks."""
    return {
        "csrf": reverse("csrf"),
        "csrfCookie": settings.CSRF_COOKIE_NAME,
        "pekerja": reverse("ujian:pekerja"),
        "alamat": {
            "keadaan": reverse("ujian:tunggu-keadaan"),
            "setuju": reverse("ujian:tata-tertib"),
            "mulai": reverse("ujian:mulai"),
            "periksa": reverse("ujian:periksa"),
            "kerja": reverse("ujian:kerja"),
            "peserta": reverse("ujian:peserta"),
        },
    }


@login_not_required
@require_safe
@peserta_script
def tunggu_keadaan(request: HttpRequest) -> HttpResponse:
    """What the waiting room asks now and then: the server's clock, and whether anything moved."""
    seat, attempt = _sitting(request)
    now = timezone.now()
    return JsonResponse(
        {
            "sekarang": millis(now),
            "mulai": millis(seat.mulai) if seat else None,
            "tahap": stage(seat, attempt, now),
            "setuju": bool(attempt and attempt.rules_read_at),
            "perluToken": bool(seat and seat.is_diawasi and not (attempt and attempt.izin_at)),
        }
    )


@login_not_required
@require_POST
@peserta_script
def tata_tertib(request: HttpRequest) -> HttpResponse:
    """The tick under the rules."""
    if not services.confirm_rules(peserta_id=_id(request), at=timezone.now()):
        return refusal(409, services.NaskahMissing())
    return JsonResponse({"code": "ok"})


@login_not_required
@require_POST
@peserta_script
def mulai(request: HttpRequest) -> HttpResponse:
    """Begin. Nothing is drawn here: the paper was prepared before the day."""
    data = read_json(request)
    try:
        services.start(peserta_id=_id(request), token=text_in(data, "token", 20), at=services.database_now())
    except ValidationError as error:
        return refusal(409, error)
    return JsonResponse({"code": "ok", "alamat": reverse("ujian:kerja")})


@login_not_required
@require_POST
@peserta_script
def periksa(request: HttpRequest) -> HttpResponse:
    """A test save of the device check: there and back, through the database, nothing kept."""
    data = read_json(request)
    attempt = queries.pengerjaan_of_peserta(_id(request))
    return JsonResponse(
        {"code": "ok", "gema": number_in(data, "gema"), "siap": attempt is not None, "sekarang": millis(timezone.now())}
    )


def _id(request: HttpRequest) -> int:
    return request.peserta.pk  # type: ignore[attr-defined]


def _sitting(request: HttpRequest) -> tuple[PenempatanRow | None, PengerjaanRow | None]:
    return gelombang.penempatan_of_peserta(_id(request)), attempt_of(_id(request), timezone.now())


def attempt_of(peserta_id: int, at: datetime) -> PengerjaanRow | None:
    """The participant's sitting as it is now: one whose time is over has ended, whether or not a sweep stored it."""
    attempt = queries.pengerjaan_of_peserta(peserta_id)
    if attempt is None or not attempt.is_over(at):
        return attempt
    # Whether it is over is the database's to say: this server's clock may be fast.
    if services.settle_overdue(peserta_id=peserta_id, at=services.database_now()):
        attempt = queries.pengerjaan_of_peserta(peserta_id)
    return attempt


def place_of(seat: PenempatanRow | None) -> dict[str, Any]:
    if seat is None:
        return {"ruang": "", "kursi": ""}
    return {"ruang": f"Ruang {seat.ruang_kode}", "kursi": f"Kursi {seat.kursi}"}
