"""Who sees which report, and about whom."""

from typing import Any

from django.http import Http404, HttpRequest

from pegawai.access import peran_setempat_in, scope_in
from pegawai.queries import Orang, Scope, orang_many
from pegawai.rules.peran import Peran

# Who reads numbers about people, for the units of the role.
READERS = (Peran.ADMINISTRATOR, Peran.PENGELOLA, Peran.PIMPINAN, Peran.PEJABAT_OPD, Peran.AUDITOR)
REPORTERS = (*READERS, Peran.PENGESAH)


def is_reader(request: HttpRequest) -> bool:
    return bool(peran_setempat_in(request) & set(READERS))


def scope_of_reader(request: HttpRequest) -> Scope:
    """The units of which this account sees numbers and people."""
    return scope_in(request, *REPORTERS)


def orang_for(request: HttpRequest, pegawai_id: int) -> Orang:
    """A person within the reader's units, or 404."""
    orang = orang_many([pegawai_id]).get(pegawai_id)
    if orang is None or not scope_of_reader(request).covers(orang.unit_jalur):
        raise Http404
    return orang


def orang_self(request: HttpRequest) -> Orang | None:
    """The person behind this account; None for an account without one (a Bupati)."""
    akun: Any = request.user
    return orang_many([akun.pegawai_id]).get(akun.pegawai_id) if akun.pegawai_id else None
