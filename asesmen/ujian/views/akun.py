"""An ASN opens an own account: by the code of a card, or by that of a letter."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from asesmen.ujian import services
from asesmen.ujian.forms import AktivasiForm
from pegawai import services as pegawai

REFUSED = "NIP dan kode ini tidak cocok, atau kodenya tidak berlaku lagi. Samakan huruf demi huruf. "


@login_not_required
@never_cache
@sensitive_post_parameters("kode", "sandi", "ulang")
@require_http_methods(["GET", "HEAD", "POST"])
def akun_aktivasi(request: HttpRequest) -> HttpResponse:
    form = AktivasiForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _activate(request, form):
        messages.success(request, "Akun Anda aktif. Masuk dengan NIP dan kata sandi yang baru saja Anda pilih.")
        return redirect("pegawai:masuk")
    return render(request, "ujian/akun_aktivasi.html", {"form": form})


def _activate(request: HttpRequest, form: AktivasiForm) -> bool:
    at, written = timezone.now(), form.cleaned_data
    pegawai_id, left = services.prove(
        nip=written["nip"], kode=written["kode"], asal=request.META.get("REMOTE_ADDR", ""), at=at
    )
    if pegawai_id is None:
        tries = f"Masih ada {left} percobaan, sesudah itu jeda 5 menit." if left else "Tunggu 5 menit, lalu coba lagi."
        form.add_error("kode", REFUSED + tries)
        return False
    if not form.check("".join(c for c in written["nip"] if c.isdigit()), pegawai_id):
        return False
    try:
        pegawai.activate_akun(pegawai_id=pegawai_id, sandi=written["sandi"], at=at)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True
