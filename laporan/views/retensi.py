"""How long data is kept, what is over its time, and deleting it."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from antrean.queries import newest_of, unfinished_of
from antrean.services import enqueue
from laporan import queries
from laporan.rules.retensi import TETAP
from pegawai.access import PENGAWAS, akun_in, has_peran, requires
from pegawai.rules.peran import Peran
from pegawai.views.halaman import alasan_of, tell

HAPUS = "laporan.retensi"


@require_safe
@requires(*PENGAWAS)
def retensi(request: HttpRequest) -> HttpResponse:
    rows = queries.retensi_rows(timezone.now())
    context = {
        "baris": rows,
        "jumlah": sum(row.jumlah for row in rows),
        "tetap": TETAP,
        "ditahan": queries.retensi_ditahan(),
        "terakhir": newest_of(jenis=HAPUS, argumen={}),
        "may_change": has_peran(request, Peran.ADMINISTRATOR),
    }
    return render(request, "laporan/retensi.html", context)


@require_POST
@requires(Peran.ADMINISTRATOR)
def retensi_purge(request: HttpRequest) -> HttpResponse:
    """Delete what is over its time, in the background; a purge that runs already is shown instead."""
    try:
        alasan = alasan_of(request)
    except ValidationError as refusal:
        tell(request, refusal)
        return redirect("laporan:retensi")
    akun_id = akun_in(request).pk
    job = unfinished_of(jenis=HAPUS, argumen={}) or enqueue(
        jenis=HAPUS,
        judul="Penghapusan data yang lewat masa simpan",
        argumen={"akun_id": akun_id, "alasan": alasan},
        akun_id=akun_id,
        at=timezone.now(),
        tautan=reverse("laporan:retensi"),
    )
    return redirect("pegawai:pekerjaan-detail", job.pk)
