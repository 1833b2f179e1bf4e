"""What the open page asks for beside saving: the next section, the proctor, a look at an item. By its token alone."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from asesmen.ujian import queries, services
from asesmen.ujian.access import laju, token_in
from asesmen.ujian.rules import Kiriman, KirimanUnreadable, Status, read_kiriman
from asesmen.ujian.views import simpan
from asesmen.ujian.views.jawab import number_in, refusal, squeezed, text_in

LONGEST = 2000
Spoken = Callable[[HttpRequest, UUID, str, dict[str, Any]], HttpResponse]


def door(view: Spoken) -> Callable[[HttpRequest], HttpResponse]:
    """The door of a save (token, speed, size, shape), for a body that is any object."""

    def guarded(request: HttpRequest) -> HttpResponse:
        who = token_in(request)
        if who is None:
            return simpan.told(401, "bad_token")
        if wait := laju.wait(who[0]):
            answer = simpan.told(429, "too_many")
            answer["Retry-After"] = str(max(1, round(wait)))
            return answer
        if int(request.META.get("CONTENT_LENGTH") or 0) > simpan.MAX_BODY:
            return simpan.told(413, "too_large")
        try:
            data = json.loads(request.body)
        except (ValueError, RecursionError):
            data = None
        if not isinstance(data, dict):
            return simpan.told(422, "unreadable")
        return _held(view, request, who, data)

    guarded.is_by_token = True  # type: ignore[attr-defined]
    return guarded


def _held(view: Spoken, request: HttpRequest, who: tuple[UUID, str], data: dict[str, Any]) -> HttpResponse:
    """Answer with a code where the sitting is gone, over, or another device's."""
    if queries.pengerjaan_get(who[0]) is None:
        return simpan.told(401, "bad_token")
    try:
        return view(request, *who, data)
    except services.LeaseHeld:
        return simpan.told(409, "lease_lost", pengerjaan=str(who[0]))
    except services.PengerjaanNotRunning as error:
        return (
            simpan.told(410, "closed", pengerjaan=str(who[0])) if error.status != Status.SIAP else refusal(409, error)
        )


@login_not_required
@csrf_exempt
@require_POST
@squeezed
@door
def lanjut(request: HttpRequest, pengerjaan_id: UUID, lease: str, data: dict[str, Any]) -> HttpResponse:
    """Leave the open section for good: store the rest of it, open the next one, and bring it."""
    try:
        kiriman = read_kiriman(data)
    except KirimanUnreadable:
        return simpan.told(422, "unreadable")
    try:
        opened = services.open_next(
            pengerjaan_id=pengerjaan_id,
            lease=lease,
            dari=number_in(data, "dari"),
            simpanan=kiriman.simpanan,
            since=kiriman.since,
            ip=request.META.get("REMOTE_ADDR") or None,
        )
    except (services.BagianPaused, services.BagianLast) as error:
        return refusal(409, error, pengerjaan=str(pengerjaan_id))
    return _opened(pengerjaan_id, opened, kiriman)


def _opened(pengerjaan_id: UUID, opened: services.BagianTerbuka, kiriman: Kiriman) -> HttpResponse:
    status, code = simpan.STATUS.get(opened.hasil.pintu, (200, "ok"))
    found = simpan.facts(pengerjaan_id, opened.hasil, kiriman)
    if status == 200:
        found |= queries.sent_paper(pengerjaan_id, opened.ke)
    return simpan.told(status, code, **found)


@login_not_required
@csrf_exempt
@require_POST
@door
def panggil(request: HttpRequest, pengerjaan_id: UUID, lease: str, data: dict[str, Any]) -> HttpResponse:
    """ "Panggil proktor". While a call waits, another one changes nothing."""
    try:
        services.call_proktor(
            pengerjaan_id=pengerjaan_id, lease=lease, kalimat=text_in(data, "kalimat", LONGEST), at=timezone.now()
        )
    except services.KalimatTooLong as error:
        return refusal(422, error)
    return JsonResponse({"code": "ok"})


@login_not_required
@csrf_exempt
@require_POST
@door
def lapor(request: HttpRequest, pengerjaan_id: UUID, lease: str, data: dict[str, Any]) -> HttpResponse:
    """ "Laporkan soal", with a sentence. The item goes on counting until somebody decides about it."""
    try:
        services.report_soal(
            pengerjaan_id=pengerjaan_id,
            lease=lease,
            versi_id=number_in(data, "versi"),
            kalimat=text_in(data, "kalimat", LONGEST),
            at=timezone.now(),
        )
    except (services.KalimatMissing, services.KalimatTooLong, services.SoalNotOnPaper) as error:
        return refusal(422, error)
    return JsonResponse({"code": "ok"})
