"""The list of people, and one person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from pegawai import queries, services
from pegawai.access import PELIHAT, PEMBACA_JABATAN, PENGIMPOR, akun_in, has_peran, pegawai_for, requires, scope_in
from pegawai.formats.ekspor import pegawai_workbook
from pegawai.forms import SaringPegawaiForm
from pegawai.rules.peran import Peran
from pegawai.views.halaman import download, page_of


@require_safe
@requires(*PELIHAT)
def pegawai_list(request: HttpRequest) -> HttpResponse:
    scope = scope_in(request, *PELIHAT)
    form = SaringPegawaiForm(request.GET, units=queries.unit_names(scope), jenjang=queries.jenjang_list())
    rows = queries.HalamanPegawai(scope, form.saringan(request.GET.get("urut", "")), timezone.localdate())
    page = page_of(request, rows)
    context = {
        "halaman": page,
        "formulir": form,
        "ada": form.ada,
        "may_import": has_peran(request, *PENGIMPOR),
        "may_jabatan": has_peran(request, *PEMBACA_JABATAN),
    }
    return render(request, "pegawai/pegawai_list.html", context)


@require_safe
@requires(*PELIHAT, sudo="GET")
def pegawai_export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, as a workbook."""
    scope, now = scope_in(request, *PELIHAT), timezone.localtime()
    form = SaringPegawaiForm(request.GET, units=queries.unit_names(scope), jenjang=queries.jenjang_list())
    rows = queries.ekspor_rows(scope, form.saringan(request.GET.get("urut", "")), now.date())
    office = queries.pengaturan_all()
    content = pegawai_workbook(
        rows, judul="Daftar pegawai", instansi=office["nama_instansi"], kertas=office["ukuran_kertas"], at=now
    )
    services.record_jejak(
        tindakan="pegawai.unduh",
        ringkas=f"Unduh daftar {len(rows)} pegawai",
        at=now,
        akun=akun_in(request),
        data={name: form.value(name) for name in form.fields},
    )
    return download(content, f"pegawai-{now:%Y-%m-%d}.xlsx")


@require_safe
@requires(*PELIHAT, Peran.ASN)
def pegawai_detail(request: HttpRequest, pegawai_id: int) -> HttpResponse:
    pegawai = pegawai_for(request, pegawai_id)
    context = {
        "pegawai": pegawai,
        "jalur": queries.unit_path(pegawai.unit),
        "perjalanan": queries.perjalanan_of(pegawai_id),
        "nip_lama": list(queries.riwayat_nip_of(pegawai_id)),
        "riwayat": queries.riwayat_of(pegawai_id),
        "hari_ini": timezone.localdate(),
        "may_list": has_peran(request, *PELIHAT),
    }
    return render(request, "pegawai/pegawai_detail.html", context)
