"""The three doors of a running page, opened by its signed token alone: save, show life, hand in.

No session and no CSRF token: a token cannot be sent by another site's page, and the request costs one query.
"""

import json
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
from asesmen.ujian.access import laju, token_in
from asesmen.ujian.rules import Kiriman, KirimanUnreadable, read_kiriman
from asesmen.ujian.services import HasilSimpan
from asesmen.ujian.views.jawab import millis

MAX_BODY = 256 * 1024
MESSAGES = {
    "ok": "",
    "bad_token": "Halaman ini tidak dikenal lagi. Masuk lagi dengan NIP dan kode kartu; jawaban Anda aman.",
    "too_many": "Terlalu cepat. Halaman mengirim lagi sendiri.",
    "too_large": "Kiriman terlalu besar. Halaman mengirim dalam bagian yang lebih kecil.",
    "unreadable": "Kiriman tidak terbaca.",
    "bad_entries": "Tidak ada isian yang dapat disimpan.",
    "lease_lost": "Ujian ini dilanjutkan di perangkat lain. Halaman ini berhenti menyimpan.",
    "closed": "Ujian ini sudah ditutup. Jawaban yang tiba sesudahnya disimpan terpisah.",
}
STATUS = {"lain": (409, "lease_lost"), "tutup": (410, "closed")}

Door = Callable[[HttpRequest, UUID, str, Kiriman], HttpResponse]


def door(view: Door) -> Callable[[HttpRequest], HttpResponse]:
    """Check token, speed, size and shape, in this order, before anything reaches the database."""

    def guarded(request: HttpRequest) -> HttpResponse:
        who = token_in(request)
        if who is None:
            return told(401, "bad_token")
        if wait := laju.wait(who[0]):
            answer = told(429, "too_many")
            answer["Retry-After"] = str(max(1, round(wait)))
            return answer
        if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY:
            return told(413, "too_large")
        try:
            kiriman = read_kiriman(json.loads(request.body))
        except (KirimanUnreadable, ValueError, RecursionError):
            return told(422, "unreadable")
        return view(request, *who, kiriman)

    guarded.is_by_token = True  # type: ignore[attr-defined]
    return guarded


def told(http: int, code: str, **more: Any) -> JsonResponse:
    return JsonResponse({"code": code, "message": MESSAGES[code], **more}, status=http)


@login_not_required
@csrf_exempt
@require_POST
@door
def simpan(request: HttpRequest, pengerjaan_id: UUID, lease: str, kiriman: Kiriman) -> HttpResponse:
    hasil = services.save(
        pengerjaan_id=pengerjaan_id,
        lease=lease,
        simpanan=kiriman.simpanan,
        since=kiriman.since,
        ip=request.META.get("REMOTE_ADDR") or None,
    )
    return _answer(pengerjaan_id, hasil, kiriman)


@login_not_required
@csrf_exempt
@require_POST
@door
def denyut(request: HttpRequest, pengerjaan_id: UUID, lease: str, kiriman: Kiriman) -> HttpResponse:
    """A sign of life from a page that has nothing to save; it brings back clock and news."""
    services.show_life(pengerjaan_id=pengerjaan_id, lease=lease)
    hasil = services.save(pengerjaan_id=pengerjaan_id, lease=lease, simpanan=[], since=kiriman.since)
    return _answer(pengerjaan_id, hasil, Kiriman(since=kiriman.since))


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
    return JsonResponse(_facts(pengerjaan_id, done.sisa, kiriman) | {"code": "ok", "tanda_terima": receipt})


def _answer(pengerjaan_id: UUID, hasil: HasilSimpan | None, kiriman: Kiriman) -> HttpResponse:
    if hasil is None:
        return told(401, "bad_token")
    status, code = STATUS.get(hasil.pintu, (200, "ok"))
    facts = _facts(pengerjaan_id, hasil, kiriman)
    if status == 200 and facts["refused"] and not hasil.acked:
        status, code = 422, "bad_entries"
    return told(status, code, **facts)


def _facts(pengerjaan_id: UUID, hasil: HasilSimpan | None, kiriman: Kiriman) -> dict[str, Any]:
    if hasil is None:
        return {"pengerjaan": str(pengerjaan_id)}
    left = max(0.0, (hasil.deadline - hasil.now).total_seconds()) if hasil.deadline else None
    return {
        "pengerjaan": str(pengerjaan_id),
        "acked": hasil.acked,
        "quarantined": hasil.quarantined,
        "refused": [*hasil.refused, *kiriman.refused],
        "server_now": millis(hasil.now),
        "deadline": millis(hasil.deadline),
        "seconds_left": left,
        "tenggang": hasil.tenggang,
        "status": hasil.status,
        "news": hasil.news,
    }
