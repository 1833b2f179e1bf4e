"""Coaching clinics as the office sees them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pegawai.views.halaman import page_of
from pengembangan import queries, services
from pengembangan.access import READERS, WRITERS, is_writer, requires, scope_of_reader, sesi_or_404
from pengembangan.forms import SaringSesi, SesiForm, read_kehadiran
from pengembangan.rules.jadwal import has_begun


@require_safe
@requires(*READERS)
def sesi_klinik_list(request: HttpRequest) -> HttpResponse:
    saring = SaringSesi(request.GET)
    chosen = saring.cleaned_data if saring.is_valid() else {"cari": "", "keadaan": ""}
    keadaan = chosen["keadaan"] or "datang"
    rows = queries.sesi_list(at=timezone.now(), keadaan=keadaan, cari=chosen["cari"])
    context = {
        "saring": saring,
        "is_saring": bool(chosen["cari"] or keadaan != "datang"),
        "keadaan": keadaan,
        "halaman": page_of(request, rows),
        "is_writer": is_writer(request),
    }
    return render(request, "pengembangan/sesi_klinik_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*WRITERS)
def sesi_klinik_create(request: HttpRequest) -> HttpResponse:
    formulir = SesiForm(request.POST or None)
    if request.method == "POST" and formulir.is_valid():
        data = dict(formulir.cleaned_data)
        try:
            sesi = services.create_sesi(topik_id=data.pop("topik"), akun_id=request.user.pk, at=timezone.now(), **data)
        except ValidationError as refused:
            formulir.add_error("mulai", refused)
        else:
            messages.success(request, "Sesi klinik dibuka. Pegawai dapat memesan tempat sekarang.")
            return redirect("pengembangan:sesi-klinik-detail", sesi.pk)
    context = {"formulir": formulir, "has_topik": queries.topik_list().exists()}
    return render(request, "pengembangan/sesi_klinik_create.html", context)


@require_safe
@requires(*READERS)
def sesi_klinik_detail(request: HttpRequest, sesi_id: int) -> HttpResponse:
    sesi, scope = sesi_or_404(sesi_id), scope_of_reader(request)
    can_note = is_writer(request) and has_begun(sesi.mulai, timezone.now())
    context = {
        "sesi": sesi,
        "pemesanan": queries.pemesanan_list(sesi_id).filter(scope.q("pegawai__unit__jalur")),
        "can_note": can_note,
        "semua_hadir": can_note and request.GET.get("semua") == "hadir",
    }
    return render(request, "pengembangan/sesi_klinik_detail.html", context)


@require_POST
@requires(*WRITERS)
def kehadiran_klinik_note(request: HttpRequest, sesi_id: int) -> HttpResponse:
    sesi = sesi_or_404(sesi_id)
    hadir, tidak_hadir = read_kehadiran(request.POST)
    try:
        services.note_klinik(
            sesi_id=sesi.pk, hadir=hadir, tidak_hadir=tidak_hadir, akun_id=request.user.pk, at=timezone.now()
        )
        messages.success(request, f"Kehadiran dicatat: {len(hadir)} hadir, {len(tidak_hadir)} tidak hadir.")
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect("pengembangan:sesi-klinik-detail", sesi.pk)
