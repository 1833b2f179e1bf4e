from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from asesmen.kompetensi import queries
from asesmen.kompetensi.access import PEMBACA, aturan_or_404, may_load
from asesmen.kompetensi.forms import CobaForm
from asesmen.kompetensi.rules.aturan import AturanSnapshot, try_out
from asesmen.kompetensi.rules.pita import pieces
from pegawai.access import requires
from pegawai.views.halaman import page_of

PER_PAGE = 25


@require_GET
@requires(*PEMBACA)
def aturan_list(request: HttpRequest) -> HttpResponse:
    page = page_of(request, queries.aturan_rows(), PER_PAGE)
    return render(request, "kompetensi/aturan_list.html", {"halaman": page, "may_load": may_load(request)})


@require_GET
@requires(*PEMBACA)
def aturan_detail(request: HttpRequest, aturan_id: int) -> HttpResponse:
    aturan = aturan_or_404(aturan_id)
    form = CobaForm(request.GET if set(request.GET) & set(CobaForm.base_fields) else None)
    return render(request, "kompetensi/aturan_detail.html", _context(aturan, form))


def _context(aturan: AturanSnapshot, form: CobaForm) -> dict[str, Any]:
    tried = try_out(aturan, **form.values())
    poin = aturan.konversi_poin
    return {
        "aturan": aturan,
        "formulir": form,
        "hasil": tried,
        "potongan_poin": pieces(poin.pita, maximum=Decimal(100)) if poin else (),
        "skala": [(p.nama, p.peringkat, p.dari or None) for p in reversed(aturan.skema.pita)],
    }
