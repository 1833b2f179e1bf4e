"""Background jobs of the signed-in person: how far, what came out, once more, no more."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from antrean import queries as antrean_queries
from antrean import services as antrean
from antrean.formats.kemajuan import sentence_of, state_of
from pegawai.access import PENGAWAS, akun_in, has_peran, pekerjaan_for, requires
from pegawai.forms import SaringPekerjaanForm
from pegawai.rules.peran import Peran
from pegawai.views.halaman import page_of, tell


@require_safe
@requires(*Peran)
def pekerjaan_list(request: HttpRequest) -> HttpResponse:
    form = SaringPekerjaanForm(request.GET, may_see_all=has_peran(request, *PENGAWAS))
    everybody = "pembuat" in form.fields and form.value("pembuat") == "semua"
    akun_id, now = akun_in(request).pk, timezone.now()
    rows = antrean_queries.pekerjaan_list(
        akun_id=None if everybody else akun_id, cari=form.value("cari"), status=form.value("status")
    )
    running = list(antrean_queries.unfinished(rows)[:50])
    context = {
        "berjalan": [(job, sentence_of(job, now)) for job in running],
        "halaman": page_of(request, antrean_queries.finished(rows), 25),
        "formulir": form,
        "ada": form.ada,
        "akun_id": akun_id,
    }
    return render(request, "pegawai/pekerjaan_list.html", context)


@require_safe
@requires(*Peran)
def pekerjaan_detail(request: HttpRequest, pekerjaan_id: UUID) -> HttpResponse:
    job = pekerjaan_for(request, pekerjaan_id)
    context = {
        "pekerjaan": job,
        "kalimat": sentence_of(job, timezone.now()),
        "is_own": job.akun_id == akun_in(request).pk,
        "rincian": [(k.replace("_", " "), v) for k, v in job.hasil.items() if k not in {"kalimat", "sisa"}],
    }
    return render(request, "pegawai/pekerjaan_detail.html", context)


@require_safe
@requires(*Peran)
def pekerjaan_status(request: HttpRequest, pekerjaan_id: UUID) -> JsonResponse:
    return JsonResponse(state_of(pekerjaan_for(request, pekerjaan_id), timezone.now()))


@require_safe
@requires(*Peran)
def pekerjaan_download(request: HttpRequest, pekerjaan_id: UUID) -> HttpResponseBase:
    """The file that a job made, for whoever ordered it."""
    job = pekerjaan_for(request, pekerjaan_id, own=True)
    if not job.berkas or not job.berkas.storage.exists(job.berkas.name):
        raise Http404
    response = FileResponse(job.berkas.open("rb"), as_attachment=True, filename=job.berkas_nama)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    return response


@require_POST
@requires(*Peran)
def pekerjaan_cancel(request: HttpRequest, pekerjaan_id: UUID) -> HttpResponse:
    job = pekerjaan_for(request, pekerjaan_id, own=True)
    antrean.cancel(pekerjaan_id=str(job.pk), at=timezone.now())
    return redirect("pegawai:pekerjaan-detail", job.pk)


@require_POST
@requires(*Peran)
def pekerjaan_retry(request: HttpRequest, pekerjaan_id: UUID) -> HttpResponse:
    job = pekerjaan_for(request, pekerjaan_id, own=True)
    try:
        antrean.retry(pekerjaan_id=str(job.pk), at=timezone.now())
    except ValidationError as refusal:
        tell(request, refusal)
    return redirect("pegawai:pekerjaan-detail", job.pk)
