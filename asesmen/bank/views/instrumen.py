from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from asesmen.bank import queries, services
from asesmen.bank.access import PEMBACA, PERAKIT, instrumen_or_404, may_compose
from asesmen.bank.forms import InstrumenForm
from asesmen.kompetensi.queries import kompetensi_rows
from pegawai.access import akun_in, requires

PER_PAGE = 25


@require_GET
@requires(*PEMBACA)
def instrumen_list(request: HttpRequest) -> HttpResponse:
    cari = request.GET.get("cari", "").strip()[:100]
    rows = [row for row in queries.instrumen_rows() if cari.casefold() in row.nama.casefold()]
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman"))
    context = {"halaman": page, "cari": cari, "may_compose": may_compose(request)}
    return render(request, "bank/instrumen_list.html", context)


@require_GET
@requires(*PEMBACA)
def instrumen_detail(request: HttpRequest, instrumen_id: int) -> HttpResponse:
    rinci = instrumen_or_404(instrumen_id)
    return render(request, "bank/instrumen_detail.html", {"rinci": rinci, "instrumen": rinci.instrumen})


@require_http_methods(["GET", "POST"])
@requires(*PERAKIT)
def instrumen_create(request: HttpRequest) -> HttpResponse:
    kompetensi, tersedia = kompetensi_rows(), queries.butir_counts()
    form = InstrumenForm(request.POST or None, kompetensi=kompetensi, tersedia=tersedia)
    if request.method == "POST" and form.is_valid():
        instrumen_id = _create(request, form)
        if instrumen_id:
            messages.success(request, f"{form.cleaned_data['nama']} disimpan.")
            return redirect("bank:instrumen-detail", instrumen_id)
    context = {"formulir": form, "is_kamus_kosong": not kompetensi}
    return render(request, "bank/instrumen_create.html", context, status=422 if form.errors else 200)


def _create(request: HttpRequest, form: InstrumenForm) -> int | None:
    data = form.cleaned_data
    try:
        return services.create_instrumen(
            nama=data["nama"],
            durasi_menit=data["durasi_menit"],
            petunjuk=data["petunjuk"],
            navigasi=data["navigasi"],
            bagian=form.sections(),
            akun=akun_in(request),
            at=timezone.now(),
        ).pk
    except services.InstrumenRefused as refused:
        form.add_error(None, refused)
        return None
