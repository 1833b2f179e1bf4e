"""Who may see computations and results, and who may act on them."""

from uuid import UUID

from django.http import Http404, HttpRequest

from asesmen.penilaian import queries
from asesmen.penilaian.models import Hasil, Penghitungan
from pegawai.access import peran_in, scope_in
from pegawai.queries import Scope
from pegawai.rules.peran import Peran

PENGHITUNG = (Peran.ADMINISTRATOR, Peran.PENGELOLA)
PENGUMUM = (*PENGHITUNG, Peran.PENGESAH)
READERS = (*PENGUMUM, Peran.AUDITOR)


def is_penghitung(request: HttpRequest) -> bool:
    return bool(peran_in(request) & set(PENGHITUNG))


def is_pengesah(request: HttpRequest) -> bool:
    return Peran.PENGESAH in peran_in(request)


def is_pengumum(request: HttpRequest) -> bool:
    return bool(peran_in(request) & set(PENGUMUM))


def scope_of_reader(request: HttpRequest) -> Scope:
    """Whose results the reader sees: everybody's, or those of their own units."""
    return scope_in(request, *READERS)


def penghitungan_for(request: HttpRequest, penghitungan_id: UUID) -> Penghitungan:
    """One computation, or 404."""
    penghitungan = queries.penghitungan_get(penghitungan_id)
    if penghitungan is None:
        raise Http404
    return penghitungan


def hasil_for(request: HttpRequest, hasil_id: int) -> Hasil:
    """One person's result within the reader's units, or 404."""
    hasil = queries.hasil_get(hasil_id)
    if hasil is None or not scope_of_reader(request).covers(hasil.unit_jalur):
        raise Http404
    return hasil
