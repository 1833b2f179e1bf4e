"""Imports of rosters and earlier results: upload, look, save, throw away, take back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from antrean import queries as antrean_queries
from antrean import services as antrean
from antrean.formats.kemajuan import sentence_of
from antrean.formats.teks import count_text
from pegawai import queries, services
from pegawai.access import PENGIMPOR, akun_in, has_peran, impor_for, requires
from pegawai.formats.ekspor import perbaikan_workbook
from pegawai.forms import ImporForm, SaringImporForm
from pegawai.rules.peran import Peran
from pegawai.views.halaman import alasan_of, download, page_of, tell

JOBS = {"dibaca": "pegawai.baca_impor", "pratinjau": "pegawai.terapkan_impor"}


@require_safe
@requires(*PENGIMPOR, Peran.AUDITOR)
def impor_list(request: HttpRequest) -> HttpResponse:
    form = SaringImporForm(request.GET)
    jenis = (form.value("jenis"),) if form.value("jenis") else queries.REGISTRI
    rows = queries.impor_list(jenis, cari=form.value("cari"), status=form.value("status"))
    context = {
        "halaman": page_of(request, rows),
        "formulir": form,
        "ada": form.ada,
        "may_import": has_peran(request, *PENGIMPOR),
    }
    return render(request, "pegawai/impor_list.html", context)


@requires(*PENGIMPOR)
def impor_create(request: HttpRequest) -> HttpResponse:
    form = ImporForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "pegawai/impor_create.html", {"formulir": form})
    berkas, now, akun = form.cleaned_data["berkas"], timezone.now(), akun_in(request)
    impor = services.open_impor(
        jenis=form.cleaned_data["jenis"], nama=berkas.name, isi=berkas.read(), akun=akun, at=now
    )
    address = reverse("pegawai:impor-detail", args=[impor.pk])
    antrean.enqueue(
        jenis="pegawai.baca_impor",
        judul=f"Baca {impor.berkas_nama}",
        argumen={"impor_id": impor.pk},
        akun_id=akun.pk,
        at=now,
        tautan=address,
    )
    return redirect(address)


@require_safe
@requires(*PENGIMPOR, Peran.AUDITOR)
def impor_detail(request: HttpRequest, impor_id: int) -> HttpResponse:
    """What a file would change, what it changed, or why it could not be read."""
    impor = impor_for(impor_id)
    job = antrean_queries.newest_of(jenis=JOBS.get(impor.status, ""), argumen={"impor_id": impor_id})
    tampil = request.GET.get("tampil", "")
    if tampil not in queries.TAMPILAN:
        tampil = "masalah" if impor.ringkasan.get("ditolak") or impor.ringkasan.get("peringatan") else "semua"
    page = page_of(request, queries.baris_impor(impor_id, tampil), 25)
    context = {
        "impor": impor,
        "ringkasan": impor.ringkasan,
        "siap": impor.ringkasan.get("baru", 0) + impor.ringkasan.get("berubah", 0),
        "halaman": page,
        "baris": queries.pratinjau_rows(impor, list(page.object_list)),
        "kepala": queries.pratinjau_headers(impor),
        "tampil": tampil,
        "pekerjaan": job,
        "kalimat": sentence_of(job, timezone.now()) if job else "",
        "serupa": queries.applied_before(impor) if impor.status == "pratinjau" else None,
        "may_import": has_peran(request, *PENGIMPOR),
    }
    return render(request, "pegawai/impor_detail.html", context)


@require_safe
@requires(*PENGIMPOR, Peran.AUDITOR)
def impor_perbaikan(request: HttpRequest, impor_id: int) -> HttpResponse:
    """The refused rows as a workbook, with the reasons beside."""
    impor, now = impor_for(impor_id), timezone.localtime()
    if impor.status not in {"pratinjau", "diterapkan", "ditarik"}:
        raise Http404
    headers, rows = queries.perbaikan_rows(impor)
    content = perbaikan_workbook(headers, rows, kertas=queries.pengaturan("ukuran_kertas"), at=now)
    stem = impor.berkas_nama.rsplit(".", 1)[0]
    return download(content, f"perbaikan-{stem}.xlsx")


@require_POST
@requires(*PENGIMPOR)
def impor_apply(request: HttpRequest, impor_id: int) -> HttpResponse:
    impor, akun = impor_for(impor_id), akun_in(request)
    address = reverse("pegawai:impor-detail", args=[impor_id])
    argumen: dict[str, object] = {"impor_id": impor_id}
    if impor.status == "pratinjau" and not antrean_queries.unfinished_of(jenis=JOBS["pratinjau"], argumen=argumen):
        antrean.enqueue(
            jenis=JOBS["pratinjau"],
            judul=f"Simpan {impor.berkas_nama}",
            argumen=argumen | {"akun_id": akun.pk},
            akun_id=akun.pk,
            at=timezone.now(),
            tautan=address,
        )
    return redirect(address)


@require_POST
@requires(*PENGIMPOR)
def impor_discard(request: HttpRequest, impor_id: int) -> HttpResponse:
    impor = impor_for(impor_id)
    try:
        services.discard_impor(impor_id=impor_id, akun=akun_in(request), at=timezone.now())
    except ValidationError as refusal:
        tell(request, refusal)
    else:
        messages.success(request, f"{impor.berkas_nama} dibuang. Daftar pegawai tidak berubah.")
    return redirect("pegawai:impor-list")


@require_POST
@requires(*PENGIMPOR)
def impor_withdraw(request: HttpRequest, impor_id: int) -> HttpResponse:
    impor = impor_for(impor_id)
    try:
        services.withdraw_impor(impor_id=impor_id, akun=akun_in(request), at=timezone.now(), alasan=alasan_of(request))
    except ValidationError as refusal:
        tell(request, refusal)
    else:
        done = impor.ringkasan
        messages.success(
            request,
            f"{impor.berkas_nama} ditarik kembali. {count_text(done['created'])} baris baru dihapus, "
            f"{count_text(done['updated'])} perubahan dikembalikan.",
        )
    return redirect("pegawai:impor-detail", impor_id)
