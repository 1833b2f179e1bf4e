"""The audit trail: searching it, taking it away as a workbook, having its chain computed again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from antrean import queries as jobs
from antrean import services as antrean
from pegawai import queries, services
from pegawai.access import PENGAWAS, akun_in, requires
from pegawai.formats.ekspor import jejak_workbook
from pegawai.forms import SaringJejakForm
from pegawai.views.halaman import download, page_of

PERIKSA = "pegawai.periksa_jejak"
MAX_EXPORT = 50_000


@require_safe
@requires(*PENGAWAS)
def jejak_list(request: HttpRequest) -> HttpResponse:
    """The audit trail, newest first."""
    form = SaringJejakForm(request.GET, tindakan=queries.tindakan_list())
    context = {
        "halaman": page_of(request, queries.jejak_list(**form.asked())),
        "formulir": form,
        "ada": form.ada,
        "kepala": queries.kepala_jejak(),
        "pemeriksaan": jobs.newest_of(jenis=PERIKSA, argumen={}),
    }
    return render(request, "pegawai/jejak_list.html", context)


@require_safe
@requires(*PENGAWAS, sudo="GET")
def jejak_export(request: HttpRequest) -> HttpResponse:
    """The trail as it is filtered, as a workbook. That it was taken away is itself written down."""
    form, now = SaringJejakForm(request.GET, tindakan=queries.tindakan_list()), timezone.localtime()
    rows = queries.jejak_list(**form.asked())
    count = rows.count()
    if count > MAX_EXPORT:
        messages.error(request, "Kejadiannya lebih dari 50.000. Persempit rentang tanggalnya, lalu unduh lagi.")
        return redirect(f"{reverse('pegawai:jejak-list')}?{request.GET.urlencode()}")
    office = queries.pengaturan_all()
    content = jejak_workbook(
        queries.jejak_ekspor(rows.iterator(chunk_size=2000)),
        instansi=office["nama_instansi"],
        kertas=office["ukuran_kertas"],
        at=now,
    )
    services.record_jejak(
        tindakan="jejak.unduh",
        ringkas=f"Unduh {count} kejadian jejak audit",
        at=now,
        akun=akun_in(request),
        data={name: str(form.value(name)) for name in form.fields if form.value(name)},
    )
    return download(content, f"jejak-{now:%Y-%m-%d}.xlsx")


@require_POST
@requires(*PENGAWAS)
def jejak_check(request: HttpRequest) -> HttpResponse:
    """Have the whole chain computed again, in the background; a check that runs already is shown instead."""
    now, akun = timezone.now(), akun_in(request)
    job = jobs.unfinished_of(jenis=PERIKSA, argumen={})
    if job is None:
        services.record_jejak(
            tindakan="jejak.periksa", ringkas="Minta pemeriksaan rantai jejak audit", at=now, akun=akun
        )
        job = antrean.enqueue(
            jenis=PERIKSA,
            judul="Pemeriksaan rantai jejak audit",
            argumen={"jumlah": queries.kepala_jejak().nomor},
            akun_id=akun.pk,
            at=now,
            tautan=reverse("pegawai:jejak-list"),
        )
    return redirect("pegawai:pekerjaan-detail", job.pk)
