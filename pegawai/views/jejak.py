from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pegawai import queries
from pegawai.access import PENGAWAS, requires
from pegawai.forms import SaringJejakForm
from pegawai.views.halaman import page_of


@require_safe
@requires(*PENGAWAS)
def jejak_list(request: HttpRequest) -> HttpResponse:
    """The audit trail, newest first."""
    form = SaringJejakForm(request.GET, tindakan=queries.tindakan_list())
    begin, end = form.moments()
    rows = queries.jejak_list(cari=form.value("cari"), tindakan=form.value("tindakan"), dari=begin, sampai=end)
    return render(
        request, "pegawai/jejak_list.html", {"halaman": page_of(request, rows), "formulir": form, "ada": form.ada}
    )
