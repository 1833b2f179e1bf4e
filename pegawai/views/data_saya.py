"""What is kept about the signed-in person: seeing it, taking it away, having it corrected (UU 27/2022)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from antrean import queries as jobs
from antrean import services as antrean
from pegawai import queries, services
from pegawai.access import akun_in, koreksi_own, pegawai_self, requires
from pegawai.forms import KoreksiForm
from pegawai.rules.koreksi import Bidang, due_at
from pegawai.rules.peran import Peran
from pegawai.views.halaman import tell

# The archive is made above, where everything about a person can be read.
SUSUN = "laporan.data_saya"


@require_safe
@requires(Peran.ASN)
def data_saya(request: HttpRequest) -> HttpResponse:
    if not akun_in(request).pegawai_id:
        return render(request, "pegawai/data_saya_kosong.html")
    pegawai = pegawai_self(request)
    context = {
        "pegawai": pegawai,
        "jalur": queries.unit_path(pegawai.unit),
        "koreksi": [(row, due_at(row.created_at)) for row in queries.koreksi_of(pegawai.pk)],
        "unduhan": jobs.newest_of(jenis=SUSUN, argumen={"akun_id": akun_in(request).pk}),
        "kini": timezone.now(),
    }
    return render(request, "pegawai/data_saya.html", context)


@require_POST
@requires(Peran.ASN)
def data_saya_export(request: HttpRequest) -> HttpResponse:
    """Have the archive made, in the background; one that is being made already is shown instead."""
    pegawai, akun = pegawai_self(request), akun_in(request)
    argumen: dict[str, object] = {"pegawai_id": pegawai.pk, "akun_id": akun.pk}
    job = jobs.unfinished_of(jenis=SUSUN, argumen=argumen) or antrean.enqueue(
        jenis=SUSUN,
        judul="Unduhan data saya",
        argumen=argumen,
        akun_id=akun.pk,
        at=timezone.now(),
        tautan=reverse("pegawai:data-saya"),
    )
    return redirect("pegawai:pekerjaan-detail", job.pk)


@requires(Peran.ASN)
def koreksi_create(request: HttpRequest) -> HttpResponse:
    if not akun_in(request).pegawai_id:
        return redirect("pegawai:data-saya")
    form = KoreksiForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            services.ask_koreksi(
                akun=akun_in(request),
                bidang=Bidang(asked["bidang"]),
                seharusnya=asked["seharusnya"],
                penjelasan=asked["penjelasan"],
                at=timezone.now(),
            )
        except services.KoreksiRefused as refusal:
            form.add_error("seharusnya", refusal)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "Permintaan koreksi dikirim. Jawabannya tampil di halaman ini.")
            return redirect("pegawai:data-saya")
    return render(request, "pegawai/koreksi_create.html", {"formulir": form})


@require_POST
@requires(Peran.ASN)
def koreksi_cancel(request: HttpRequest, koreksi_id: int) -> HttpResponse:
    koreksi = koreksi_own(request, koreksi_id)
    try:
        services.cancel_koreksi(koreksi_id=koreksi.pk, akun=akun_in(request), at=timezone.now())
    except ValidationError as refusal:
        tell(request, refusal)
    else:
        messages.success(request, "Permintaan koreksi dibatalkan.")
    return redirect("pegawai:data-saya")
