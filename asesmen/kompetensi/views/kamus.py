from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from asesmen.kompetensi import queries, services
from asesmen.kompetensi.access import PEMBACA, PEMUAT, kompetensi_or_404, may_load
from asesmen.kompetensi.forms import KamusCariForm
from pegawai.access import akun_in, requires


@require_GET
@requires(*PEMBACA)
def kompetensi_list(request: HttpRequest) -> HttpResponse:
    form = KamusCariForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    groups = queries.kamus_by_kelompok(cari=chosen.get("cari", ""), jenis=chosen.get("jenis", ""))
    context = {
        "formulir": form,
        "ada": any(chosen.values()),
        "kelompok": groups,
        "jumlah": sum(len(group.kompetensi) for group in groups),
        "is_kosong": not groups and queries.kamus_is_empty(),
        "may_load": may_load(request),
    }
    return render(request, "kompetensi/kompetensi_list.html", context)


@require_GET
@requires(*PEMBACA)
def kompetensi_detail(request: HttpRequest, kode: str) -> HttpResponse:
    return render(request, "kompetensi/kompetensi_detail.html", {"kompetensi": kompetensi_or_404(kode)})


@require_http_methods(["GET", "POST"])
@requires(*PEMUAT)
def kompetensi_load(request: HttpRequest) -> HttpResponse:
    """Preview of what loading the samples creates, and loading them."""
    if request.method == "POST":
        try:
            kamus, standar = services.load_contoh(at=timezone.now(), akun=akun_in(request))
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect("kompetensi:kompetensi-load")
        done = f"{len(kamus.baru)} kompetensi baru, {len(kamus.berubah)} diperbarui, {len(kamus.tetap)} tidak berubah."
        messages.success(request, done if standar.is_disahkan else f"{done} {standar.nama} menunggu orang kedua.")
        return redirect("kompetensi:kompetensi-list")
    kamus_plan, standar_plan = services.plan_contoh()
    context = {"kamus": kamus_plan, "standar": standar_plan, "nama_standar": services.NAMA_STANDAR}
    return render(request, "kompetensi/kompetensi_load.html", context)
