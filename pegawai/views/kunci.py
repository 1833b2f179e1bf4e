"""Sign-in locks: who waits for the five minutes to pass, and letting them try again at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from pegawai import services
from pegawai.access import akun_in, kunci_in, requires
from pegawai.rules.peran import Peran

PEMBUKA = (Peran.ADMINISTRATOR, Peran.PROKTOR)


@require_safe
@requires(*PEMBUKA, per_unit=True)
def kunci_list(request: HttpRequest) -> HttpResponse:
    context = {"kunci": kunci_in(request), "sekarang": timezone.now()}
    return render(request, "pegawai/kunci_list.html", context)


@require_POST
@requires(*PEMBUKA, per_unit=True)
def kunci_open(request: HttpRequest, akun_id: int) -> HttpResponse:
    """Let somebody try again at once, from wherever this account sees them locked."""
    mine = [row for row in kunci_in(request) if row.akun_id == akun_id]
    for row in mine:
        services.open_kunci(akun_id=akun_id, alamat=row.alamat, oleh=akun_in(request), at=timezone.now())
    if mine:
        messages.success(request, f"Kunci {mine[0].username} dibuka. Ia dapat mencoba lagi sekarang.")
    else:
        messages.info(request, "Kunci itu sudah terbuka.")
    return redirect("pegawai:kunci-list")
