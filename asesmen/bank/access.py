"""Who may see items, their keys, and who may change the bank."""

from typing import Any

from django.http import Http404, HttpRequest

from asesmen.bank import queries
from asesmen.bank.queries.impor import JENIS
from pegawai import queries as pegawai_queries
from pegawai.access import peran_in
from pegawai.rules.peran import Peran

PEMBACA = (Peran.ADMINISTRATOR, Peran.PENGELOLA, Peran.PENULIS_SOAL, Peran.PENELAAH_SOAL, Peran.AUDITOR)
# Whoever writes or reviews items knows the keys; whoever runs the exam does not.
PENYUNTING = (Peran.PENULIS_SOAL, Peran.PENELAAH_SOAL)
PERAKIT = (*PENYUNTING, Peran.PENGELOLA)


def may_edit(request: HttpRequest) -> bool:
    return bool(peran_in(request) & set(PENYUNTING))


def may_compose(request: HttpRequest) -> bool:
    return bool(peran_in(request) & set(PERAKIT))


def butir_or_404(butir_id: int) -> queries.ButirRinci:
    found = queries.butir_get(butir_id)
    if found is None:
        raise Http404
    return found


def instrumen_or_404(instrumen_id: int) -> queries.InstrumenRinci:
    found = queries.instrumen_detail(instrumen_id)
    if found is None:
        raise Http404
    return found


def impor_or_404(impor_id: int) -> Any:
    found = pegawai_queries.impor_get(impor_id, (JENIS,))
    if found is None:
        raise Http404
    return found
