"""Who may: the office enrols and notes, officials and auditors read within their units, an ASN books for themselves."""

from typing import Any

from django.http import Http404, HttpRequest

from pegawai.access import peran_in, requires, scope_in
from pegawai.queries import Orang, Scope, orang_many
from pegawai.rules.peran import Peran
from pengembangan import queries

WRITERS = (Peran.ADMINISTRATOR, Peran.PENGELOLA)
READERS = (*WRITERS, Peran.AUDITOR, Peran.PIMPINAN, Peran.PEJABAT_OPD)
OWN = (Peran.ASN,)

__all__ = ["OWN", "READERS", "WRITERS", "is_writer", "requires", "scope_of_reader"]


def is_writer(request: HttpRequest) -> bool:
    return bool(peran_in(request) & set(WRITERS))


def scope_of_reader(request: HttpRequest) -> Scope:
    """Whose people the reader sees: everybody's, or those of their own units."""
    return scope_in(request, *READERS)


def orang_for(request: HttpRequest, pegawai_id: int) -> Orang:
    """Somebody within the reader's units, or 404."""
    orang = orang_many([pegawai_id]).get(pegawai_id)
    if orang is None or not scope_of_reader(request).covers(orang.unit_jalur):
        raise Http404
    return orang


def program_or_404(program_id: int) -> Any:
    return _found(queries.program_get(program_id))


def angkatan_or_404(angkatan_id: int) -> Any:
    return _found(queries.angkatan_get(angkatan_id))


def kepesertaan_or_404(kepesertaan_id: int) -> Any:
    return _found(queries.kepesertaan_get(kepesertaan_id))


def sesi_or_404(sesi_id: int) -> Any:
    return _found(queries.sesi_get(sesi_id))


def own_pegawai_id(request: HttpRequest) -> int | None:
    """The person behind the signed-in account; None for an account without one."""
    return request.user.pegawai_id if request.user.is_authenticated else None


def own_pemesanan(request: HttpRequest, pemesanan_id: int) -> Any:
    """A booking of the signed-in person, or 404."""
    pegawai_id = own_pegawai_id(request)
    return _found(queries.pemesanan_get(pemesanan_id, pegawai_id) if pegawai_id else None)


def _found(row: Any) -> Any:
    if row is None:
        raise Http404
    return row
