"""Accounts for many ASN at once: made by a job, their codes printed once."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from antrean.queries import unfinished_of
from antrean.services import enqueue
from pegawai import queries, services
from pegawai.access import akun_in, requires, scope_in
from pegawai.forms import MassalForm
from pegawai.rules.peran import Peran
from pegawai.views.halaman import PDF, download, tell

# More at once would make a file nobody can print, and a transaction nobody can wait for.
TERBANYAK = 10_000


@never_cache
@requires(Peran.ADMINISTRATOR, per_unit=True, sudo="POST")
def massal(request: HttpRequest) -> HttpResponse:
    scope, akun = scope_in(request, Peran.ADMINISTRATOR), akun_in(request)
    form = MassalForm(request.POST or request.GET or None, units=queries.unit_names(scope), is_all=scope.is_all)
    asked = form.asked() if form.is_bound and form.is_valid() else {}
    people = queries.without_akun(scope, **asked)
    count = people.count()
    running = unfinished_of(jenis=queries.JENIS_MASSAL, argumen={"akun_id": akun.pk})
    if request.method == "POST" and form.is_valid() and running is None and 0 < count <= TERBANYAK:
        return _begin(request, list(people.values_list("pk", flat=True)))
    ready = services.has_surat(str(job.pk) for job in queries.massal_jobs(akun.pk))
    context = {
        "formulir": form,
        "banyak": count,
        "terbanyak": TERBANYAK,
        "terlalu_banyak": count > TERBANYAK,
        "berjalan": running,
        "siap": [job for job in queries.massal_jobs(akun.pk) if str(job.pk) in ready],
        "pilihan": [(name, form.data.get(name, "")) for name in form.fields] if form.is_bound else [],
    }
    return render(request, "pegawai/massal.html", context)


def _begin(request: HttpRequest, pegawai_ids: list[int]) -> HttpResponse:
    akun_id = akun_in(request).pk
    job = enqueue(
        jenis=queries.JENIS_MASSAL,
        judul=f"Akun untuk {len(pegawai_ids)} ASN",
        argumen={
            "pegawai_ids": pegawai_ids,
            "akun_id": akun_id,
            "alamat": request.build_absolute_uri(reverse("ujian:akun-aktivasi")),
        },
        akun_id=akun_id,
        at=timezone.now(),
        tautan=reverse("pegawai:massal"),
    )
    return redirect("pegawai:pekerjaan-detail", job.pk)


@never_cache
@require_POST
@requires(Peran.ADMINISTRATOR, per_unit=True)
def massal_unduh(request: HttpRequest, pekerjaan_id: UUID) -> HttpResponse:
    """Hand the slips to whoever ordered them, once."""
    akun = akun_in(request)
    if not queries.massal_jobs(akun.pk).filter(pk=pekerjaan_id).exists():
        raise Http404
    try:
        pdf = services.take_surat(pekerjaan_id=str(pekerjaan_id), oleh=akun, at=timezone.now())
    except ValidationError as refusal:
        tell(request, refusal)
        return redirect("pegawai:massal")
    return download(pdf, "surat-aktivasi-akun.pdf", PDF)
