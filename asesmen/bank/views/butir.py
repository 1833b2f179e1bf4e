from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from asesmen.bank import queries, services
from asesmen.bank.access import PEMBACA, PENYUNTING, butir_or_404, may_compose, may_edit
from asesmen.bank.forms import AlasanForm, ButirCariForm
from asesmen.bank.rules.kunci import LABEL, Tipe
from asesmen.kompetensi.queries import kompetensi_rows
from pegawai.access import akun_in, requires

PER_PAGE = 25
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@requires(*PEMBACA)
def butir_list(request: HttpRequest) -> HttpResponse:
    form = ButirCariForm(request.GET, kompetensi=kompetensi_rows())
    chosen = form.chosen()
    rows = queries.butir_rows(**chosen, urut=request.GET.get("urut", ""))
    page: Any = Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman"))
    for butir in page.object_list:
        butir.pertanyaan = queries.words_of(butir.pertanyaan or "", butir.format or "")
    context = {
        "formulir": form,
        "ada": bool(chosen),
        "halaman": page,
        "label_tipe": {t.value: LABEL[t] for t in Tipe},
        "is_kosong": not page.object_list and queries.bank_is_empty(),
        "may_edit": may_edit(request),
        "may_compose": may_compose(request),
    }
    return render(request, "bank/butir_list.html", context)


@require_GET
@requires(*PEMBACA)
def butir_detail(request: HttpRequest, butir_id: int) -> HttpResponse:
    return _detail(request, butir_or_404(butir_id), None)


@require_POST
@never_cache
@requires(*PENYUNTING)
def butir_kunci(request: HttpRequest, butir_id: int) -> HttpResponse:
    """The same page with the key open; every opening leaves a trace."""
    rinci = butir_or_404(butir_id)
    kunci = services.open_kunci(butir_id=butir_id, akun=akun_in(request), at=timezone.now())
    return _detail(request, rinci, kunci)


def _detail(request: HttpRequest, rinci: queries.ButirRinci, kunci: object) -> HttpResponse:
    context = {
        "rinci": rinci,
        "butir": rinci.butir,
        "versi": rinci.versi,
        "soal": queries.shown_html(rinci.versi) if rinci.versi else None,
        "riwayat": [(v, queries.words_of(v.pertanyaan, v.format)) for v in rinci.riwayat],
        "kunci": kunci,
        "label_tipe": LABEL[Tipe(rinci.versi.tipe)] if rinci.versi else "",
        "may_edit": may_edit(request),
    }
    return render(request, "bank/butir_detail.html", context)


@require_POST
@requires(*PENYUNTING)
def butir_aktif(request: HttpRequest, butir_id: int) -> HttpResponse:
    """Take an item out of new papers, or back in, with a reason."""
    rinci, form = butir_or_404(butir_id), AlasanForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Belum diubah. Tulis alasannya, paling banyak 300 huruf.")
        return redirect("bank:butir-detail", butir_id)
    try:
        butir = services.set_aktif(
            butir_id=butir_id,
            is_aktif=not rinci.butir.is_aktif,
            alasan=form.cleaned_data["alasan"],
            akun=akun_in(request),
            at=timezone.now(),
        )
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        state = "dipakai lagi untuk naskah baru" if butir.is_aktif else "tidak dipakai untuk naskah baru"
        messages.success(request, f"Butir {butir.kode} {state}.")
    return redirect("bank:butir-detail", butir_id)


@require_POST
@never_cache
@requires(*PENYUNTING, sudo="POST")
def butir_export(request: HttpRequest) -> HttpResponse:
    """The filtered items with their keys, in our layout; the download leaves a trace."""
    form = ButirCariForm(request.POST, kompetensi=kompetensi_rows())
    ids = list(queries.butir_rows(**form.chosen()).values_list("pk", flat=True))
    at = timezone.now()
    content = services.export_butir(butir_ids=ids, akun=akun_in(request), at=at)
    name = f"bank-soal-{timezone.localdate(at):%Y-%m-%d}.xlsx"
    return HttpResponse(content, XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
