"""Imports of rosters and earlier results: upload, look, decide, save, throw away, take back."""

from typing import Any

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
from pegawai.forms import ImporForm, KeputusanForm, SaringBarisForm, SaringImporForm
from pegawai.rules.peran import Peran
from pegawai.views.halaman import alasan_of, download, page_of, tell

# State of an import → the job that is under way in it.
JOBS = {
    "dibaca": "pegawai.baca_impor",
    "pratinjau": "pegawai.terapkan_impor",
    "diterapkan": "pegawai.tarik_impor",
}


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
    tampil, form = _asked(request, impor)
    rows = queries.baris_impor(impor_id, tampil, kolom=form.value("kolom"), cari=form.value("cari"))
    page = page_of(request, rows, 25)
    context = {
        "impor": impor,
        "ringkasan": impor.ringkasan,
        "siap": impor.ringkasan.get("baru", 0) + impor.ringkasan.get("berubah", 0),
        "terlewat": impor.ringkasan.get("ditolak", 0) + impor.ringkasan.get("usulan", 0),
        "halaman": page,
        "baris": queries.pratinjau_rows(impor, list(page.object_list)),
        "kepala": queries.pratinjau_headers(impor),
        "tampil": tampil,
        "semua": [("baris", "semua")],
        "formulir": form,
        "pekerjaan": job,
        "kalimat": sentence_of(job, timezone.now()) if job else "",
        "serupa": queries.applied_before(impor) if impor.status == "pratinjau" else None,
        "may_import": has_peran(request, *PENGIMPOR),
    }
    return render(request, "pegawai/impor_detail.html", context)


def _asked(request: HttpRequest, impor: Any) -> tuple[str, SaringBarisForm]:
    """Which rows are looked at: what needs somebody first, everything where nothing does."""
    form = SaringBarisForm(request.GET, kolom=impor.ringkasan.get("kolom_bermasalah", []))
    tampil = request.GET.get("tampil", "")
    if tampil in queries.TAMPILAN:
        return tampil, form
    needed = ("usulan", "ditolak", "peringatan")
    return ("masalah" if any(impor.ringkasan.get(name) for name in needed) and not form.ada else "semua"), form


@require_safe
@requires(*PENGIMPOR, Peran.AUDITOR)
def impor_perbaikan(request: HttpRequest, impor_id: int) -> HttpResponse:
    """The rows that were left out, as a workbook, with the reason beside each cell."""
    impor, now = impor_for(impor_id), timezone.localtime()
    if impor.status not in {"pratinjau", "diterapkan", "ditarik"}:
        raise Http404
    found, paper = queries.perbaikan_of(impor), queries.pengaturan("ukuran_kertas")
    content = perbaikan_workbook(found.judul, found.baris, unit=found.unit, kertas=paper, at=now)
    stem = impor.berkas_nama.rsplit(".", 1)[0]
    return download(content, f"perbaikan-{stem}.xlsx")


@require_POST
@requires(*PENGIMPOR)
def impor_decide(request: HttpRequest, impor_id: int) -> HttpResponse:
    """Whether a row is about somebody known under another NIP; one row, or all clear ones."""
    impor, form = impor_for(impor_id), KeputusanForm(request.POST)
    address = reverse("pegawai:impor-detail", args=[impor_id]) + "?tampil=usulan"
    if not form.is_valid():
        messages.error(request, "Keputusan ini tidak terbaca. Muat ulang halaman, lalu ulangi.")
        return redirect(address)
    akun, now, nomor = akun_in(request), timezone.now(), form.cleaned_data["baris"]
    try:
        if nomor is None:
            count = services.decide_clear_usulan(impor_id=impor.pk, akun=akun, at=now)
            messages.success(request, f"{count_text(count)} baris dicatat sebagai orang yang sama dengan NIP baru.")
            return redirect(address)
        services.decide_usulan(impor_id=impor.pk, nomor=nomor, akun=akun, at=now, **form.cleaned_data["pilihan"])
    except ValidationError as refusal:
        tell(request, refusal)
    return redirect(f"{address}#baris-{nomor}")


@require_POST
@requires(*PENGIMPOR)
def impor_apply(request: HttpRequest, impor_id: int) -> HttpResponse:
    impor = impor_for(impor_id)
    if impor.status == "pratinjau":
        _order(request, impor, f"Simpan {impor.berkas_nama}")
    return redirect("pegawai:impor-detail", impor_id)


def _order(request: HttpRequest, impor: Any, judul: str, **argumen: str) -> None:
    """Order the job that belongs to the import's state, once."""
    jenis, akun = JOBS[impor.status], akun_in(request)
    which: dict[str, object] = {"impor_id": impor.pk}
    if antrean_queries.unfinished_of(jenis=jenis, argumen=which):
        return
    antrean.enqueue(
        jenis=jenis,
        judul=judul,
        argumen=which | {"akun_id": akun.pk} | argumen,
        akun_id=akun.pk,
        at=timezone.now(),
        tautan=reverse("pegawai:impor-detail", args=[impor.pk]),
    )


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
        alasan = alasan_of(request)
    except ValidationError as refusal:
        tell(request, refusal)
        return redirect("pegawai:impor-detail", impor_id)
    if impor.status == "diterapkan":
        _order(request, impor, f"Tarik kembali {impor.berkas_nama}", alasan=alasan)
    return redirect("pegawai:impor-detail", impor_id)
