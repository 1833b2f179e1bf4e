"""Who may see and change waves, and the door that a participant's session opens."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from asesmen.gelombang import queries
from asesmen.gelombang.models import Gelombang, Peserta, RuangSesi, Sesi
from pegawai.access import peran_in, peran_setempat_in, scope_in
from pegawai.queries import Scope
from pegawai.rules.peran import Peran

View = Callable[..., HttpResponse]

WRITERS = (Peran.ADMINISTRATOR, Peran.PENGELOLA)
READERS = (*WRITERS, Peran.PIMPINAN, Peran.AUDITOR, Peran.PEJABAT_OPD)
EVERYBODY = (*READERS, Peran.PROKTOR)


def enter_session(request: HttpRequest, peserta_id: int, at: datetime) -> None:
    """Make this browser's session the participant's. Nothing of whoever was here before stays."""
    request.session.flush()
    request.session["peserta_id"] = peserta_id
    request.session["masuk_at"] = at.isoformat()


def peserta_in(request: HttpRequest) -> Peserta | None:
    """Whoever came in with a card that still holds."""
    peserta_id = request.session.get("peserta_id")
    masuk_at = request.session.get("masuk_at")
    if not isinstance(peserta_id, int):
        return None
    return queries.peserta_of_masuk(peserta_id, datetime.fromisoformat(masuk_at) if masuk_at else None)


def peserta_required(view: View) -> View:
    """Open a view to whoever came in with a card, as `request.peserta`; others are sent to the entry page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        peserta = peserta_in(request)
        if peserta is None:
            return redirect("ujian:masuk")
        request.peserta = peserta  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    guarded.is_for_peserta = True  # type: ignore[attr-defined]
    return guarded


def is_writer(request: HttpRequest) -> bool:
    return bool(peran_in(request) & set(WRITERS))


def may_add(request: HttpRequest) -> bool:
    """Also a writer for some units only: they add people of those."""
    return bool(peran_setempat_in(request) & set(WRITERS))


def is_reader(request: HttpRequest) -> bool:
    return bool(peran_setempat_in(request) & set(READERS))


def scope_of_reader(request: HttpRequest) -> Scope:
    """Whose people the reader sees: everybody's, or those of their own units."""
    return scope_in(request, *READERS)


def gelombang_for(request: HttpRequest, gelombang_id: int) -> Gelombang:
    """The wave, or 404: a pure proctor sees only waves where they have a room."""
    gelombang = queries.gelombang_get(gelombang_id)
    if gelombang is None:
        raise Http404
    if (
        not is_reader(request)
        and not queries.gelombang_list(proktor_id=request.user.pk).filter(pk=gelombang_id).exists()
    ):
        raise Http404
    return gelombang


def peserta_for(request: HttpRequest, peserta_id: int) -> Peserta:
    """A participant within the reader's units, or 404."""
    peserta = queries.peserta_get(peserta_id)
    unit = peserta.pegawai.unit if peserta else None
    if peserta is None or not scope_of_reader(request).covers(unit.jalur if unit else ""):
        raise Http404
    return peserta


def ruang_sesi_for(request: HttpRequest, ruang_sesi_id: int) -> RuangSesi:
    """A room in a session: for those who see all units, and for its own proctor; 404 for others."""
    ruang_sesi = queries.ruang_sesi_get(ruang_sesi_id)
    if ruang_sesi is None:
        raise Http404
    is_own = ruang_sesi.proktor_id == request.user.pk and Peran.PROKTOR in peran_in(request)
    if not is_own and not scope_of_reader(request).is_all:
        raise Http404
    return ruang_sesi


def sesi_for(request: HttpRequest, sesi_id: int) -> Sesi:
    """A session: for those who see all units, and for the proctors of its rooms; 404 for others."""
    sesi = queries.sesi_get(sesi_id)
    if sesi is None:
        raise Http404
    is_own = Peran.PROKTOR in peran_in(request) and sesi.ruang_sesi.filter(proktor_id=request.user.pk).exists()
    if not is_own and not scope_of_reader(request).is_all:
        raise Http404
    return sesi
