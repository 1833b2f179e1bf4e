"""The three doors of a running page, opened by its signed token alone: save, show life, hand in.

No session and no CSRF token: a token cannot be sent by another site's page, and the request costs one query. What the
first two do stands in pintu.py, which also serves them past Django.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from asesmen.ujian import services
from asesmen.ujian.rules import Kiriman
from asesmen.ujian.views import pintu
from asesmen.ujian.views.jawab import millis
from asesmen.ujian.views.pintu import MAX_BODY, STATUS, Balasan, Tamu, facts

__all__ = ["MAX_BODY", "STATUS", "denyut", "door", "facts", "kumpul", "simpan", "told"]

Door = Callable[[HttpRequest, UUID, str, Kiriman], HttpResponse]


def door(view: Door) -> Callable[[HttpRequest], HttpResponse]:
    """Check token, speed, size and shape, in this order, before anything reaches the database."""

    def guarded(request: HttpRequest) -> HttpResponse:
        admitted = pintu.admit(
            authorization=request.headers.get("Authorization", ""),
            length=request.META.get("CONTENT_LENGTH") or "",
            read=lambda size: request.body,
            ip=request.META.get("REMOTE_ADDR") or None,
        )
        if isinstance(admitted, Balasan):
            return respond(admitted)
        return view(request, admitted.pengerjaan_id, admitted.lease, admitted.kiriman)

    guarded.is_by_token = True  # type: ignore[attr-defined]
    return guarded


def respond(balasan: Balasan) -> HttpResponse:
    response = HttpResponse(balasan.body, content_type="application/json", status=balasan.status)
    if balasan.wait:
        response["Retry-After"] = str(balasan.wait)
    return response


def told(http: int, code: str, **more: Any) -> HttpResponse:
    return respond(pintu.tell(http, code, **more))


def _tamu(request: HttpRequest, pengerjaan_id: UUID, lease: str, kiriman: Kiriman) -> Tamu:
    return Tamu(pengerjaan_id, lease, kiriman, request.META.get("REMOTE_ADDR") or None)


@login_not_required
@csrf_exempt
@require_POST
@door
def simpan(request: HttpRequest, pengerjaan_id: UUID, lease: str, kiriman: Kiriman) -> HttpResponse:
    return respond(pintu.simpan(_tamu(request, pengerjaan_id, lease, kiriman), save=services.save))


@login_not_required
@csrf_exempt
@require_POST
@door
def denyut(request: HttpRequest, pengerjaan_id: UUID, lease: str, kiriman: Kiriman) -> HttpResponse:
    return respond(
        pintu.denyut(_tamu(request, pengerjaan_id, lease, kiriman), save=services.save, show_life=services.show_life)
    )


@login_not_required
@csrf_exempt
@require_POST
@door
def kumpul(request: HttpRequest, pengerjaan_id: UUID, lease: str, kiriman: Kiriman) -> HttpResponse:
    """Hand in, with what is left in the same transaction; any later call returns the same receipt."""
    try:
        done = services.submit(
            pengerjaan_id=pengerjaan_id,
            lease=lease,
            simpanan=kiriman.simpanan,
            since=kiriman.since,
            ip=request.META.get("REMOTE_ADDR") or None,
        )
    except services.LeaseHeld:
        return told(409, "lease_lost", pengerjaan=str(pengerjaan_id))
    except ValidationError as error:
        return JsonResponse({"code": error.code, "message": " ".join(error.messages)}, status=409)
    receipt = {
        "kode": done.receipt_code,
        "finished_at": millis(done.finished_at),
        "alamat": reverse("ujian:tanda-terima"),
    }
    return JsonResponse(facts(pengerjaan_id, done.sisa, kiriman) | {"code": "ok", "tanda_terima": receipt})
