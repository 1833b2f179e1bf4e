from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from asesmen.bank import services
from asesmen.bank.access import PENYUNTING, impor_or_404
from asesmen.bank.formats.butir_xlsx import write_xlsx
from asesmen.bank.formats.kolom import KOLOM
from asesmen.bank.forms import ImporForm
from asesmen.bank.queries.impor import JENIS
from asesmen.bank.views.butir import XLSX
from asesmen.kompetensi.queries import kompetensi_rows
from pegawai import queries as pegawai_queries
from pegawai import services as pegawai_services
from pegawai.access import akun_in, requires

PER_PAGE = 50
TAMPILAN = (
    ("ditolak", "Perlu diperbaiki"),
    ("peringatan", "Dengan peringatan"),
    ("baru", "Baru"),
    ("berubah", "Diperbarui"),
    ("tetap", "Tidak berubah"),
    ("semua", "Semua"),
)


@require_http_methods(["GET", "POST"])
@requires(*PENYUNTING)
def impor_list(request: HttpRequest) -> HttpResponse:
    """Earlier imports, and the upload of a new one."""
    kompetensi = kompetensi_rows()
    form = ImporForm(kompetensi=kompetensi)
    if request.method == "POST":
        form = ImporForm(request.POST, request.FILES, kompetensi=kompetensi)
        if form.is_valid():
            impor_id = _stage(request, form)
            if impor_id:
                return redirect("bank:impor-detail", impor_id)
    page = Paginator(pegawai_queries.impor_list((JENIS,)), PER_PAGE).get_page(request.GET.get("halaman"))
    context = {"formulir": form, "halaman": page, "is_kamus_kosong": not kompetensi}
    return render(request, "bank/impor_list.html", context, status=422 if form.errors else 200)


def _stage(request: HttpRequest, form: ImporForm) -> int | None:
    berkas = form.cleaned_data["berkas"]
    try:
        return services.stage_impor(
            isi=berkas.read(),
            nama=berkas.name,
            bawaan=form.bawaan(),
            akun=akun_in(request),
            at=timezone.now(),
        )
    except services.ImporButirUnreadable as refused:
        form.add_error("berkas", refused)
        return None


@require_GET
@requires(*PENYUNTING)
def impor_detail(request: HttpRequest, impor_id: int) -> HttpResponse:
    impor = impor_or_404(impor_id)
    counts = impor.ringkasan
    shown = [(key, label, counts.get("baris" if key == "semua" else key, 0)) for key, label in TAMPILAN]
    shown = [entry for entry in shown if entry[2]]
    tampil = request.GET.get("tampil", "")
    if tampil not in {key for key, _, _ in shown}:
        tampil = shown[0][0] if shown else "semua"
    rows = pegawai_queries.baris_impor(impor_id, tampil)
    context = {
        "impor": impor,
        "tampilan": shown,
        "tampil": tampil,
        "judul_tampil": next((label for key, label, _ in shown if key == tampil), "Baris"),
        "halaman": Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman")),
        "siap": counts.get("baru", 0) + counts.get("berubah", 0),
    }
    return render(request, "bank/impor_detail.html", context)


@require_POST
@requires(*PENYUNTING, sudo="POST")
def impor_apply(request: HttpRequest, impor_id: int) -> HttpResponse:
    impor_or_404(impor_id)
    try:
        done = services.apply_impor(impor_id=impor_id, akun=akun_in(request), at=timezone.now())
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("bank:impor-detail", impor_id)
    total = done.created + done.updated
    words = f"{total} butir disimpan. {done.created} baru, {done.updated} diperbarui, {done.unchanged} tidak berubah."
    messages.success(request, words)
    return redirect("bank:butir-list")


@require_POST
@requires(*PENYUNTING)
def impor_discard(request: HttpRequest, impor_id: int) -> HttpResponse:
    impor = impor_or_404(impor_id)
    try:
        pegawai_services.discard_impor(impor_id=impor_id, akun=akun_in(request), at=timezone.now())
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("bank:impor-detail", impor_id)
    messages.success(request, f"Pratinjau {impor.berkas_nama} dibuang. Tidak ada butir yang berubah.")
    return redirect("bank:impor-list")


@require_GET
@requires(*PENYUNTING)
def impor_perbaikan(request: HttpRequest, impor_id: int) -> HttpResponse:
    """The refused rows as a workbook in our layout, each with what is wrong in a last column."""
    impor_or_404(impor_id)
    rows = pegawai_queries.baris_impor(impor_id, "ditolak").values_list("data", "masalah")
    lines = [
        [*(data["sel"].get(name, "") for name in KOLOM), " ".join(m["message"] for m in masalah)]
        for data, masalah in rows
    ]
    return _workbook(write_xlsx(lines, (*KOLOM, "Masalah")), f"perbaikan-impor-{impor_id}.xlsx")


@require_GET
@requires(*PENYUNTING)
def impor_templat(request: HttpRequest) -> HttpResponse:
    """An empty workbook of our layout."""
    return _workbook(write_xlsx([], KOLOM), "templat-butir.xlsx")


def _workbook(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
