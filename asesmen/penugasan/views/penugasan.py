"""Pages of the office: which tasks are given, to whom, who handed in, who marks."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from asesmen.penugasan import queries, services
from asesmen.penugasan.access import (
    MARKERS,
    READERS,
    WRITERS,
    is_reader,
    is_writer,
    kiriman_for_staff,
    penugasan_or_404,
    requires,
)
from asesmen.penugasan.forms import (
    AsesorForm,
    PenugasanForm,
    SaringCalon,
    SaringKiriman,
    SaringPenugasan,
    TenggatForm,
)
from asesmen.penugasan.rules.waktu import left_text, tahap
from pegawai.views.halaman import alasan_of, page_of


@require_safe
@requires(*READERS, *MARKERS)
def penugasan_list(request: HttpRequest) -> HttpResponse:
    if not is_reader(request):
        return redirect("penugasan:penilaian-list")
    saring = SaringPenugasan(request.GET)
    cari = saring.cleaned_data["cari"] if saring.is_valid() else ""
    halaman = page_of(request, queries.penugasan_list(cari=cari))
    now = timezone.now()
    rows = [(p, tahap(p.dibuka, p.tenggat, now), left_text(p.tenggat, now)) for p in halaman]
    context = {"halaman": halaman, "rows": rows, "saring": saring, "cari": cari, "is_writer": is_writer(request)}
    return render(request, "penugasan/penugasan_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*WRITERS)
def penugasan_create(request: HttpRequest) -> HttpResponse:
    formulir = PenugasanForm(request.POST or None)
    if request.method == "POST" and formulir.is_valid():
        data = formulir.cleaned_data
        try:
            penugasan = services.assign_tugas(
                gelombang_id=data["gelombang"],
                tugas_id=data["tugas"],
                dibuka=data["dibuka"],
                tenggat=data["tenggat"],
                akun_id=request.user.pk,
                at=timezone.now(),
            )
        except ValidationError as refused:
            formulir.add_error(None, refused)
        else:
            messages.success(request, "Tugas diberikan. Sekarang pilih pesertanya.")
            return redirect("penugasan:peserta-add", penugasan.pk)
    context = {"formulir": formulir, "has_tugas": queries.tugas_list().exists()}
    return render(request, "penugasan/penugasan_create.html", context)


@require_safe
@requires(*READERS)
def penugasan_detail(request: HttpRequest, penugasan_id: int) -> HttpResponse:
    penugasan, now = penugasan_or_404(penugasan_id), timezone.now()
    saring = SaringKiriman(request.GET)
    chosen = saring.cleaned_data if saring.is_valid() else {"cari": "", "keadaan": ""}
    rows = queries.kiriman_list(penugasan_id, cari=chosen["cari"], keadaan=chosen["keadaan"], at=now)
    context = {
        "penugasan": penugasan,
        "tahap": tahap(penugasan.dibuka, penugasan.tenggat, now),
        "sisa": left_text(penugasan.tenggat, now),
        "ringkasan": queries.ringkasan(penugasan_id),
        "saring": saring,
        "is_saring": any(chosen.values()),
        "halaman": page_of(request, rows),
        "asesor": AsesorForm(at=timezone.localdate(now)) if is_writer(request) else None,
        "is_writer": is_writer(request),
    }
    return render(request, "penugasan/penugasan_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*WRITERS)
def peserta_add(request: HttpRequest, penugasan_id: int) -> HttpResponse:
    penugasan, now = penugasan_or_404(penugasan_id), timezone.now()
    asesor = AsesorForm(request.POST or None, at=timezone.localdate(now), required=False)
    if request.method == "POST" and asesor.is_valid() and _add(request, penugasan_id, asesor.cleaned_data["asesor"]):
        return redirect("penugasan:penugasan-detail", penugasan_id)
    saring = SaringCalon(request.GET)
    chosen = saring.cleaned_data if saring.is_valid() else {}
    calon = queries.calon_list(penugasan, cari=chosen.get("cari") or "")
    context = {
        "penugasan": penugasan,
        "halaman": page_of(request, calon, 100),
        "saring": saring,
        "cari": chosen.get("cari") or "",
        "pertama": chosen.get("pertama") or 0,
        "asesor": asesor,
    }
    return render(request, "penugasan/peserta_add.html", context)


def _add(request: HttpRequest, penugasan_id: int, asesor_id: int | None) -> bool:
    ids = [int(pk) for pk in request.POST.getlist("peserta") if pk.isdecimal()]
    if not ids:
        messages.error(request, "Belum ada yang dipilih. Centang peserta pada daftar, lalu tekan tombolnya lagi.")
        return False
    try:
        result = services.add_peserta(
            penugasan_id=penugasan_id,
            peserta_ids=ids,
            asesor_id=asesor_id,
            akun_id=request.user.pk,
            at=timezone.now(),
        )
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return False
    already = f" {result.already} sudah memilikinya." if result.already else ""
    messages.success(request, f"{result.added} peserta diberi tugas ini.{already}")
    return True


@require_POST
@requires(*WRITERS)
def asesor_assign(request: HttpRequest, penugasan_id: int) -> HttpResponse:
    penugasan, now = penugasan_or_404(penugasan_id), timezone.now()
    formulir = AsesorForm(request.POST, at=timezone.localdate(now))
    ids = [int(pk) for pk in request.POST.getlist("kiriman") if pk.isdecimal()]
    if not ids or not formulir.is_valid():
        messages.error(request, "Centang peserta dan pilih asesornya, lalu tekan tombolnya lagi.")
        return redirect("penugasan:penugasan-detail", penugasan.pk)
    try:
        count = services.assign_asesor(
            penugasan_id=penugasan.pk,
            kiriman_ids=ids,
            asesor_id=formulir.cleaned_data["asesor"],
            akun_id=request.user.pk,
            at=now,
        )
        messages.success(request, f"Asesor ditunjuk untuk {count} peserta.")
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect("penugasan:penugasan-detail", penugasan.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*WRITERS)
def tenggat_extend(request: HttpRequest, penugasan_id: int) -> HttpResponse:
    penugasan = penugasan_or_404(penugasan_id)
    formulir = TenggatForm(request.POST or None)
    if request.method == "POST" and formulir.is_valid():
        try:
            services.extend_tenggat(
                penugasan_id=penugasan_id, akun_id=request.user.pk, at=timezone.now(), **formulir.cleaned_data
            )
        except ValidationError as refused:
            formulir.add_error("tenggat", refused)
        else:
            messages.success(request, "Tenggat diundur untuk semua peserta tugas ini.")
            return redirect("penugasan:penugasan-detail", penugasan_id)
    return render(request, "penugasan/tenggat_extend.html", {"penugasan": penugasan, "formulir": formulir})


@require_safe
@requires(*READERS)
def kiriman_detail(request: HttpRequest, kiriman_id: int) -> HttpResponse:
    kiriman = kiriman_for_staff(kiriman_id)
    context = {
        "kiriman": kiriman,
        "bagian": queries.bagian_rows(kiriman, only_sent=True),
        "rubrik": queries.rubrik_rows(kiriman),
        "is_writer": is_writer(request),
    }
    return render(request, "penugasan/kiriman_detail.html", context)


@require_POST
@requires(*WRITERS)
def nilai_reopen(request: HttpRequest, kiriman_id: int) -> HttpResponse:
    kiriman = kiriman_for_staff(kiriman_id)
    try:
        services.reopen_nilai(
            kiriman_id=kiriman.pk, akun_id=request.user.pk, at=timezone.now(), alasan=alasan_of(request)
        )
        messages.success(request, "Penilaian dibuka lagi. Hasil yang sudah dihitung tidak berubah.")
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect(reverse("penugasan:kiriman-detail", args=[kiriman.pk]))
