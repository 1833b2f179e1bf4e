"""Correction requests of ASN, for the office that answers them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from pegawai import queries, services
from pegawai.access import PENJAWAB, akun_in, has_peran, koreksi_for, requires, scope_in
from pegawai.forms import JawabKoreksiForm, SaringKoreksiForm
from pegawai.rules.koreksi import LANGSUNG, Status, due_at
from pegawai.rules.peran import Peran
from pegawai.views.halaman import page_of


@require_safe
@requires(*PENJAWAB, Peran.AUDITOR, per_unit=True)
def koreksi_list(request: HttpRequest) -> HttpResponse:
    """Those that wait first, the oldest at the top, each with the end of its 3 × 24 hours."""
    form = SaringKoreksiForm(request.GET)
    page = page_of(request, queries.koreksi_list(scope_in(request, *PENJAWAB, Peran.AUDITOR), **form.asked()))
    context = {
        "halaman": page,
        "baris": [(row, due_at(row.created_at)) for row in page],
        "formulir": form,
        "ada": form.ada,
        "kini": timezone.now(),
    }
    return render(request, "pegawai/koreksi_list.html", context)


@requires(*PENJAWAB, Peran.AUDITOR, per_unit=True)
def koreksi_detail(request: HttpRequest, koreksi_id: int) -> HttpResponse:
    koreksi = koreksi_for(request, koreksi_id)
    may_answer = has_peran(request, *PENJAWAB) and koreksi.status == Status.DIAJUKAN
    form = JawabKoreksiForm(request.POST or None) if may_answer else None
    if request.method == "POST" and form and form.is_valid() and _answer(request, koreksi_id, form):
        return redirect("pegawai:koreksi-list")
    context = {
        "koreksi": koreksi,
        "batas": due_at(koreksi.created_at),
        "is_langsung": koreksi.bidang in LANGSUNG,
        "formulir": form,
        "kini": timezone.now(),
    }
    return render(request, "pegawai/koreksi_detail.html", context)


def _answer(request: HttpRequest, koreksi_id: int, form: JawabKoreksiForm) -> bool:
    terima = form.cleaned_data["putusan"] == "terima"
    try:
        services.answer_koreksi(
            koreksi_id=koreksi_id,
            terima=terima,
            jawaban=form.cleaned_data["jawaban"],
            akun=akun_in(request),
            at=timezone.now(),
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    messages.success(request, f"Permintaan koreksi {'diterima' if terima else 'ditolak'}.")
    return True
