"""The list of waves, one wave's page, and the acts that move it through its states."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from antrean.queries import unfinished_of
from antrean.services import enqueue
from asesmen.gelombang import queries, services
from asesmen.gelombang.access import EVERYBODY, READERS, WRITERS, gelombang_for, is_reader, is_writer, scope_of_reader
from asesmen.gelombang.forms import GelombangForm, SaringGelombangForm
from asesmen.gelombang.views.pesan import now, refuse, tell
from pegawai.access import has_peran, requires
from pegawai.rules.peran import Peran
from pegawai.views.halaman import alasan_of, page_of

JOBS = ("ujian.siapkan_naskah", "gelombang.cetak_kartu", "gelombang.cetak_hadir")


@requires(*EVERYBODY)
def gelombang_list(request: HttpRequest) -> HttpResponse:
    if not is_reader(request):
        return redirect("gelombang:tugas-proktor")
    form = SaringGelombangForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    page = page_of(request, queries.gelombang_list(cari=wanted.get("cari", ""), status=wanted.get("status", "")))
    numbers = queries.ringkasan_many([g.pk for g in page], scope_of_reader(request))
    return render(
        request,
        "gelombang/gelombang_list.html",
        {
            "form": form,
            "halaman": page,
            "baris": [(g, numbers[g.pk]) for g in page],
            "ada_saringan": any(wanted.values()),
            "boleh_tulis": is_writer(request),
        },
    )


@requires(*WRITERS)
def gelombang_create(request: HttpRequest) -> HttpResponse:
    form = GelombangForm(request.POST or None, initial={"tujuan": "pemetaan", "tanggal_acuan": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            gelombang = services.create_gelombang(**form.values(), akun_id=request.user.pk, at=now())
        except ValidationError as refusal:
            form.add_error("nama", refusal)
        else:
            tell(request, f"{gelombang.nama} dibuat. Berikutnya: pilih pesertanya.")
            return redirect("gelombang:gelombang-detail", gelombang.pk)
    return render(request, "gelombang/gelombang_create.html", {"form": form})


@requires(*WRITERS)
def gelombang_edit(request: HttpRequest, gelombang_id: int) -> HttpResponse:
    gelombang = gelombang_for(request, gelombang_id)
    nama = gelombang.nama
    form = GelombangForm(request.POST or None, instance=gelombang)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_gelombang(gelombang_id=gelombang_id, **form.values(), akun_id=request.user.pk, at=now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            tell(request, f"Data {form.cleaned_data['nama']} disimpan.")
            return redirect("gelombang:gelombang-detail", gelombang_id)
    return render(request, "gelombang/gelombang_edit.html", {"form": form, "gelombang": gelombang, "nama": nama})


@requires(*READERS)
def gelombang_detail(request: HttpRequest, gelombang_id: int) -> HttpResponse:
    gelombang = gelombang_for(request, gelombang_id)
    scope = scope_of_reader(request)
    rooms = list(queries.ruang_sesi_list(gelombang_id))
    context: dict[str, Any] = {
        "gelombang": gelombang,
        "ringkasan": queries.ringkasan(gelombang_id, scope),
        "kekurangan": queries.kekurangan_of(gelombang, now()) if gelombang.status == "rencana" else [],
        "kisi": queries.kisi_of(rooms),
        "tanpa_proktor": sum(1 for r in rooms if r.proktor_id is None),
        "belum_duduk": queries.belum_duduk(gelombang, scope) if gelombang.status in {"rencana", "dikunci"} else [],
        "kode_aktif": queries.kode_aktif_of(gelombang_id),
        "pekerjaan": [
            job for jenis in JOBS if (job := unfinished_of(jenis=jenis, argumen={"gelombang_id": gelombang_id}))
        ],
        "boleh_tulis": is_writer(request),
        "boleh_periksa": has_peran(request, *WRITERS, Peran.AUDITOR),
        "semua_unit": scope.is_all,
    }
    return render(request, "gelombang/gelombang_detail.html", context)


@require_POST
@requires(*WRITERS)
def gelombang_lock(request: HttpRequest, gelombang_id: int) -> HttpResponse:
    gelombang = gelombang_for(request, gelombang_id)
    at = now()
    try:
        # Locked and ordered together: a locked wave without papers would be found out on the day.
        with transaction.atomic():
            services.lock_gelombang(gelombang_id=gelombang_id, akun_id=request.user.pk, at=at)
            order_naskah(gelombang_id, gelombang.nama, request.user.pk)
    except ValidationError as refusal:
        refuse(request, refusal)
    else:
        tell(request, f"{gelombang.nama} dikunci. Naskah setiap peserta sedang disiapkan.")
    return redirect("gelombang:gelombang-detail", gelombang_id)


def order_naskah(gelombang_id: int, nama: str, akun_id: int | None) -> None:
    """Have the papers of a locked wave drawn, or brought in step with its seats."""
    if unfinished_of(jenis="ujian.siapkan_naskah", argumen={"gelombang_id": gelombang_id}) is None:
        enqueue(
            jenis="ujian.siapkan_naskah",
            judul=f"Menyiapkan naskah {nama}"[:200],
            argumen={"gelombang_id": gelombang_id},
            akun_id=akun_id,
            at=now(),
        )


@require_POST
@requires(*WRITERS)
def gelombang_unlock(request: HttpRequest, gelombang_id: int) -> HttpResponse:
    return _with_reason(request, gelombang_id, services.unlock_gelombang, "Kunci {nama} dibuka. Rencana dapat diubah.")


@require_POST
@requires(*WRITERS)
def gelombang_cancel(request: HttpRequest, gelombang_id: int) -> HttpResponse:
    return _with_reason(
        request, gelombang_id, services.cancel_gelombang, "{nama} dibatalkan. Ruang dan pesertanya bebas dipakai lagi."
    )


@require_POST
@requires(*WRITERS)
def penempatan_susun(request: HttpRequest, gelombang_id: int) -> HttpResponse:
    gelombang_for(request, gelombang_id)
    is_ulang = bool(request.POST.get("ulang"))
    try:
        susunan = services.seat_peserta(gelombang_id=gelombang_id, akun_id=request.user.pk, at=now(), is_ulang=is_ulang)
    except ValidationError as refusal:
        refuse(request, refusal)
    else:
        left = f" {len(susunan.tersisa)} belum mendapat tempat, lihat sebabnya di bawah." if susunan.tersisa else ""
        tell(request, f"{len(susunan.tempat)} peserta ditempatkan.{left}")
    return redirect("gelombang:gelombang-detail", gelombang_id)


@require_POST
@requires(*WRITERS)
def penempatan_kosongkan(request: HttpRequest, gelombang_id: int) -> HttpResponse:
    return _with_reason(request, gelombang_id, services.clear_penempatan, "Semua tempat {nama} dikosongkan.")


def _with_reason(request: HttpRequest, gelombang_id: int, act: Callable[..., Any], done: str) -> HttpResponse:
    gelombang = gelombang_for(request, gelombang_id)
    try:
        act(gelombang_id=gelombang_id, alasan=alasan_of(request), akun_id=request.user.pk, at=now())
    except ValidationError as refusal:
        refuse(request, refusal)
    else:
        tell(request, done.format(nama=gelombang.nama))
    return redirect("gelombang:gelombang-detail", gelombang_id)
