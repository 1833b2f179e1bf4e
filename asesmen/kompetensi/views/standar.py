from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from asesmen.kompetensi import queries, services
from asesmen.kompetensi.access import (
    PEMBACA,
    PENATA,
    PENGESAH,
    may_approve,
    may_load,
    may_see_people,
    standar_or_404,
)
from pegawai.access import akun_in, requires
from pegawai.views.halaman import page_of

PER_PAGE = 25


@require_GET
@requires(*PEMBACA)
def standar_list(request: HttpRequest) -> HttpResponse:
    page = page_of(request, queries.standar_rows(), PER_PAGE)
    context = {
        "halaman": page,
        "berlaku": queries.standar_at(timezone.localdate()),
        "hari_ini": timezone.localdate(),
        "may_load": may_load(request),
        "may_see_people": may_see_people(request),
    }
    return render(request, "kompetensi/standar_list.html", context)


@require_GET
@requires(*PEMBACA)
def standar_detail(request: HttpRequest, standar_id: int) -> HttpResponse:
    standar = standar_or_404(standar_id)
    context = {
        "standar": standar,
        "tabel": queries.tabel_standar(standar_id),
        "may_approve": may_approve(request, standar),
        "waits_for_other": not standar.is_disahkan and standar.dibuat_oleh_id == request.user.pk,
        "may_see_people": may_see_people(request),
    }
    return render(request, "kompetensi/standar_detail.html", context)


@require_POST
@requires(*PENGESAH)
def standar_approve(request: HttpRequest, standar_id: int) -> HttpResponse:
    standar_or_404(standar_id)
    try:
        standar = services.approve_standar(standar_id=standar_id, akun=akun_in(request), at=timezone.now())
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, f"{standar.nama} disahkan dan dipakai untuk penilaian mulai tanggal berlakunya.")
    return redirect("kompetensi:standar-detail", standar_id)


@require_GET
@requires(*PENATA)
def standar_tanpa(request: HttpRequest, standar_id: int) -> HttpResponse:
    """The jabatan in use that this standard does not cover."""
    standar = standar_or_404(standar_id)
    rows = queries.jabatan_without_standar(standar_id)
    context = {
        "standar": standar,
        "halaman": page_of(request, rows, PER_PAGE),
        "jumlah_orang": sum(row.jumlah for row in rows),
        "jumlah_jabatan": len(rows),
    }
    return render(request, "kompetensi/standar_tanpa.html", context)
