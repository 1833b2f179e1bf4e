"""Who may: a participant by their session, a page by its token, a proctor by their room."""

import threading
import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from asesmen.gelombang import queries as gelombang
from asesmen.gelombang.access import (
    WRITERS,
    gelombang_for,
    is_writer,
    peserta_in,
    peserta_required,
    ruang_sesi_for,
    scope_of_reader,
)
from asesmen.ujian.rules import Ember, read_token, take
from asesmen.ujian.rules.batas import SAVES_BURST
from pegawai.access import peran_in, requires
from pegawai.rules.peran import Peran

View = Callable[..., HttpResponse]

ACTORS = (*WRITERS, Peran.PROKTOR)
WATCHERS = (*ACTORS, Peran.AUDITOR, Peran.PIMPINAN)
# Answers of persons: who decides on them, who reads them. Whoever approves results (pengesah) does neither.
DECIDERS = WRITERS
LOG_READERS = (*WRITERS, Peran.AUDITOR)
KARANTINA_READERS = (*LOG_READERS, Peran.PROKTOR)

__all__ = [
    "ACTORS",
    "DECIDERS",
    "KARANTINA_READERS",
    "LOG_READERS",
    "WATCHERS",
    "gelombang_for",
    "is_writer",
    "karantina_for",
    "laju",
    "may_act",
    "peserta_required",
    "peserta_script",
    "requires",
    "rooms_in",
    "rooms_to_act",
    "ruang_sesi_for",
    "ruang_sesi_to_act",
    "token_in",
    "token_of",
]


def peserta_script(view: View) -> View:
    """Like `peserta_required`, for scripts: 401 in JSON instead of a redirect to the entry page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        peserta = peserta_in(request)
        if peserta is None:
            message = "Sesi masuk Anda berakhir. Masuk lagi dengan NIP dan kode kartu; jawaban Anda aman."
            return JsonResponse({"code": "sign_in", "message": message}, status=401)
        request.peserta = peserta  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    guarded.is_for_peserta = True  # type: ignore[attr-defined]
    return guarded


def token_in(request: HttpRequest) -> tuple[UUID, str] | None:
    """Return (sitting, lease) of the signed token: no session, no query, and ids in the body count for nothing."""
    return token_of(request.headers.get("Authorization", ""))


def token_of(authorization: str) -> tuple[UUID, str] | None:
    kind, _, token = authorization.partition(" ")
    return read_token(settings.UJIAN_KEY, token) if kind == "Bearer" else None


def karantina_for(request: HttpRequest, gelombang_id: int) -> tuple[Any, int | None]:
    """A wave, and whose rooms of it this account sees: None is all. 404 for a proctor without a room there."""
    is_office = bool(peran_in(request) & set(LOG_READERS))
    wave = gelombang_for(request, gelombang_id)
    if is_office:
        return wave, None
    if not gelombang.gelombang_list(proktor_id=request.user.pk).filter(pk=gelombang_id).exists():
        raise Http404
    return wave, request.user.pk


def may_act(request: HttpRequest, ruang_sesi: Any) -> bool:
    return is_proktor_of(request, ruang_sesi) or is_writer(request)


def is_proktor_of(request: HttpRequest, ruang_sesi: Any) -> bool:
    return ruang_sesi.proktor_id == request.user.pk and Peran.PROKTOR in peran_in(request)


def ruang_sesi_to_act(request: HttpRequest, ruang_sesi_id: int) -> Any:
    """A room that this account may act in: its own as proctor, any as officer; 404 for others."""
    ruang_sesi = ruang_sesi_for(request, ruang_sesi_id)
    if not may_act(request, ruang_sesi):
        raise Http404
    return ruang_sesi


def rooms_in(request: HttpRequest, ruang_sesi_id: int | None, sesi_id: int | None) -> list[Any]:
    """One room, or those of a session, that this account may see; 404 for others."""
    if ruang_sesi_id is not None:
        return [ruang_sesi_for(request, ruang_sesi_id)]
    rooms = gelombang.ruang_sesi_of(sesi_id or 0)
    is_all = is_writer(request) or scope_of_reader(request).is_all
    rooms = [room for room in rooms if is_all or is_proktor_of(request, room)]
    if not rooms:
        raise Http404
    return rooms


def rooms_to_act(request: HttpRequest, ruang_sesi_id: int | None, sesi_id: int | None) -> list[Any]:
    """Those of them that this account may act in; 404 without any."""
    rooms = [room for room in rooms_in(request, ruang_sesi_id, sesi_id) if may_act(request, room)]
    if not rooms:
        raise Http404
    return rooms


class Laju:
    """How fast each sitting saves, counted in this process alone: losing the count must not stop a save."""

    MOST = 20_000

    def __init__(self) -> None:
        self._ember: dict[UUID, Ember] = {}
        self._lock = threading.Lock()

    def wait(self, pengerjaan_id: UUID) -> float:
        """Count one request and return 0.0, or how many seconds to wait before the next."""
        now = time.monotonic()
        with self._lock:
            if len(self._ember) > self.MOST:
                self._ember = {k: v for k, v in self._ember.items() if now - v.at < 60}
            return take(self._ember.setdefault(pengerjaan_id, Ember(SAVES_BURST, now)), now)


laju = Laju()
