"""Batches: opening one, enrolling from the needs, noting who came."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pegawai.views.halaman import alasan_of, page_of
from pengembangan import queries, services
from pengembangan.access import (
    READERS,
    WRITERS,
    angkatan_or_404,
    is_writer,
    kepesertaan_or_404,
    requires,
    scope_of_reader,
)
from pengembangan.forms import AngkatanForm, SaringAngkatan, SaringCalon, read_kehadiran
from pengembangan.rules.jadwal import can_enrol, can_note_angkatan
from pengembangan.rules.jp import JP_PER_TAHUN


@require_safe
@requires(*READERS)
def angkatan_list(request: HttpRequest) -> HttpResponse:
    saring = SaringAngkatan(request.GET)
    chosen = saring.cleaned_data if saring.is_valid() else {}
    rows = queries.angkatan_list(today=timezone.localdate(), **chosen)
    context = {
        "saring": saring,
        "is_saring": any(chosen.values()),
        "halaman": page_of(request, rows),
        "is_writer": is_writer(request),
        "today": timezone.localdate(),
    }
    return render(request, "pengembangan/angkatan_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*WRITERS)
def angkatan_create(request: HttpRequest) -> HttpResponse:
    formulir = AngkatanForm(request.POST or None, initial={"program": request.GET.get("program", "")})
    if request.method == "POST" and formulir.is_valid():
        data = dict(formulir.cleaned_data)
        try:
            angkatan = services.create_angkatan(
                program_id=data.pop("program"), akun_id=request.user.pk, at=timezone.now(), **data
            )
        except ValidationError as refused:
            formulir.add_error(None, refused)
        else:
            messages.success(request, "Angkatan dibuka. Sekarang daftarkan pesertanya.")
            return redirect("pengembangan:angkatan-enrol", angkatan.pk)
    context = {"formulir": formulir, "has_program": bool(queries.program_rows())}
    return render(request, "pengembangan/angkatan_create.html", context)


@require_safe
@requires(*READERS)
def angkatan_detail(request: HttpRequest, angkatan_id: int) -> HttpResponse:
    angkatan, today = angkatan_or_404(angkatan_id), timezone.localdate()
    can_note = is_writer(request) and can_note_angkatan(angkatan.mulai, today)
    context = {
        "angkatan": angkatan,
        "peserta": queries.peserta_rows(angkatan, scope_of_reader(request)),
        "terisi": queries.terisi(angkatan_id),
        "sasaran": JP_PER_TAHUN,
        "can_note": can_note,
        "can_enrol": is_writer(request) and can_enrol(angkatan.selesai, today),
        "is_writer": is_writer(request),
        "semua_hadir": can_note and request.GET.get("semua") == "hadir",
        "today": today,
    }
    return render(request, "pengembangan/angkatan_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*WRITERS)
def angkatan_enrol(request: HttpRequest, angkatan_id: int) -> HttpResponse:
    angkatan, scope = angkatan_or_404(angkatan_id), scope_of_reader(request)
    if request.method == "POST" and _enrol(request, angkatan_id):
        return redirect("pengembangan:angkatan-detail", angkatan_id)
    saring = SaringCalon(request.GET, scope=scope)
    chosen = saring.chosen()
    rows = queries.calon_rows(angkatan, scope, **chosen)
    halaman = page_of(request, rows, 100)
    context = {
        "angkatan": angkatan,
        "saring": saring,
        "is_saring": any(chosen.values()),
        "halaman": halaman,
        "calon": _calon(halaman, angkatan.selesai.year),
        "pertama": (saring.cleaned_data.get("pertama") if saring.is_valid() else None) or 0,
        "sisa": max(0, angkatan.kuota - queries.terisi(angkatan_id)),
        "can_enrol": can_enrol(angkatan.selesai, timezone.localdate()),
        "sasaran": JP_PER_TAHUN,
    }
    return render(request, "pengembangan/angkatan_enrol.html", context)


def _calon(halaman: Any, tahun: int) -> list[tuple[Any, int]]:
    hours = queries.jp_by_pegawai([c.pegawai_id for c in halaman], tahun)
    return [(c, hours.get(c.pegawai_id, 0)) for c in halaman]


def _enrol(request: HttpRequest, angkatan_id: int) -> bool:
    ids = [int(pk) for pk in request.POST.getlist("pegawai") if pk.isdecimal()]
    if not ids:
        messages.error(request, "Belum ada yang dipilih. Centang orangnya pada daftar, lalu tekan tombolnya lagi.")
        return False
    try:
        result = services.enrol(angkatan_id=angkatan_id, pegawai_ids=ids, akun_id=request.user.pk, at=timezone.now())
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return False
    told = [f"{len(result.enrolled)} orang didaftarkan."]
    if result.already:
        told.append(f"{len(result.already)} orang sudah terdaftar di program ini.")
    if result.attended:
        told.append(f"{len(result.attended)} orang sudah pernah mengikuti program ini.")
    messages.success(request, " ".join(told))
    return True


@require_POST
@requires(*WRITERS)
def kehadiran_note(request: HttpRequest, angkatan_id: int) -> HttpResponse:
    angkatan = angkatan_or_404(angkatan_id)
    hadir, tidak_hadir = read_kehadiran(request.POST)
    try:
        services.note_attendance(
            angkatan_id=angkatan.pk, hadir=hadir, tidak_hadir=tidak_hadir, akun_id=request.user.pk, at=timezone.now()
        )
        messages.success(
            request,
            f"Kehadiran dicatat: {len(hadir)} hadir ({angkatan.program.jp} JP), {len(tidak_hadir)} tidak hadir.",
        )
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect("pengembangan:angkatan-detail", angkatan.pk)


@require_POST
@requires(*WRITERS)
def kepesertaan_cancel(request: HttpRequest, kepesertaan_id: int) -> HttpResponse:
    kepesertaan = kepesertaan_or_404(kepesertaan_id)
    try:
        services.cancel_enrolment(
            kepesertaan_id=kepesertaan_id, akun_id=request.user.pk, at=timezone.now(), alasan=alasan_of(request)
        )
        messages.success(request, "1 orang dikeluarkan dari angkatan. Tempatnya kosong lagi.")
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect("pengembangan:angkatan-detail", kepesertaan.angkatan_id)
