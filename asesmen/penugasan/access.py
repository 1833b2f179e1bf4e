"""Who may: the office gives tasks, a participant sees own ones, an assessor those assigned, nobody an unsent file."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from asesmen.gelombang.access import peserta_required
from asesmen.penugasan import queries
from pegawai.access import peran_in, requires
from pegawai.rules.peran import Peran

WRITERS = (Peran.ADMINISTRATOR, Peran.PENGELOLA)
READERS = (*WRITERS, Peran.AUDITOR)
MARKERS = (Peran.ASESOR,)

__all__ = ["MARKERS", "READERS", "WRITERS", "is_reader", "is_writer", "peserta_required", "requires"]


def is_writer(request: HttpRequest) -> bool:
    return bool(peran_in(request) & set(WRITERS))


def is_reader(request: HttpRequest) -> bool:
    return bool(peran_in(request) & set(READERS))


def penugasan_or_404(penugasan_id: int) -> Any:
    return _found(queries.penugasan_get(penugasan_id))


def kiriman_for_staff(kiriman_id: int) -> Any:
    return _found(queries.kiriman_get(kiriman_id))


def kiriman_for_peserta(request: HttpRequest, kiriman_id: int) -> Any:
    """The participant's own submission, or 404."""
    return _found(queries.kiriman_of_peserta(kiriman_id, request.peserta.pk))  # type: ignore[attr-defined]


def kiriman_for_asesor(request: HttpRequest, kiriman_id: int) -> Any:
    """A submission that the signed-in account was named to mark, or 404."""
    return _found(queries.kiriman_dinilai_by(kiriman_id, request.user.pk or 0))


def berkas_for_peserta(request: HttpRequest, berkas_id: UUID) -> Any:
    """The participant's own file, sent or not, or 404."""
    berkas = _found(queries.berkas_get(berkas_id))
    if berkas.kiriman.peserta_id != request.peserta.pk:  # type: ignore[attr-defined]
        raise Http404
    return berkas


def berkas_for_staff(request: HttpRequest, berkas_id: UUID) -> Any:
    """A file that was sent: for the office, and for the assessor named for it; 404 for others."""
    berkas = _found(queries.berkas_get(berkas_id))
    is_own_marking = berkas.kiriman.asesor_id == request.user.pk and Peran.ASESOR in peran_in(request)
    if not berkas.is_dikirim or not (is_reader(request) or is_own_marking):
        raise Http404
    return berkas


def _found(row: Any) -> Any:
    if row is None:
        raise Http404
    return row
