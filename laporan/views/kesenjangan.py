"""The merit-gap report: look at it, then order the workbook."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from antrean.services import enqueue
from asesmen.penilaian.queries import KategoriCount, kategori_counts, penghitungan_terbit, rerata_kompetensi
from laporan import queries
from laporan.access import REPORTERS, scope_of_reader
from laporan.forms import KesenjanganForm
from laporan.rules.sel import is_hidden
from pegawai.access import requires
from pegawai.queries import Scope, opd_list

PETAK = 60


def _form(request: HttpRequest, data: Any) -> KesenjanganForm:
    scope = scope_of_reader(request)
    published = [(str(p.gelombang_id), p.gelombang.nama) for p in penghitungan_terbit()]
    units = [(str(opd.id), opd.nama) for opd in opd_list(scope)]
    chosen = data.copy()
    if published and not chosen.get("gelombang"):
        chosen["gelombang"] = published[0][0]
    semua = "Semua perangkat daerah" if scope.is_all else f"Lingkup saya: {queries.lingkup_of(scope)}"
    return KesenjanganForm(chosen, gelombang=published, opd=units, semua=semua)


def _chosen_scope(request: HttpRequest, opd_id: str) -> tuple[Scope, str]:
    """The reader's scope narrowed to one OPD, and its name."""
    scope = scope_of_reader(request)
    opd = next((row for row in opd_list(scope) if str(row.id) == opd_id), None)
    if opd is None:
        return scope, queries.lingkup_of(scope)
    return Scope(is_all=False, jalur=(opd.jalur,)), opd.nama


@require_GET
@requires(*REPORTERS)
def kesenjangan(request: HttpRequest) -> HttpResponse:
    form = _form(request, request.GET)
    context: dict[str, Any] = {"formulir": form, "is_valid": form.is_valid()}
    if form.is_valid():
        scope, lingkup = _chosen_scope(request, form.cleaned_data["opd"])
        context |= _preview(form.cleaned_data["gelombang"], scope, lingkup)
    return render(request, "laporan/kesenjangan.html", context)


def _preview(gelombang_id: str, scope: Scope, lingkup: str) -> dict[str, Any]:
    penghitungan = penghitungan_terbit().get(gelombang_id=gelombang_id)
    counts = [KategoriCount(*row) for row in kategori_counts(penghitungan, scope)]
    rerata = rerata_kompetensi(penghitungan, scope)
    total = sum(row.jumlah for row in counts)
    return {
        "penghitungan": penghitungan,
        "masukan": penghitungan.masukan,
        "lingkup": lingkup,
        "jumlah": total,
        "is_hidden": is_hidden(total),
        "kategori": counts,
        "sebaran": queries.sebaran_of(counts),
        "rerata": rerata,
        "petak": queries.petak_of(scope, rerata, penghitungan.pk, limit=PETAK),
    }


@require_POST
@requires(*REPORTERS, sudo="POST")
def kesenjangan_export(request: HttpRequest) -> HttpResponse:
    form = _form(request, request.POST)
    if not form.is_valid():
        messages.error(request, "Belum ada hasil yang diumumkan untuk dilaporkan. Umumkan hasil gelombang lebih dulu.")
        return redirect("laporan:kesenjangan")
    scope, lingkup = _chosen_scope(request, form.cleaned_data["opd"])
    penghitungan = penghitungan_terbit().get(gelombang_id=form.cleaned_data["gelombang"])
    nama = f"{penghitungan.gelombang.nama} {'' if scope.is_all else lingkup}".strip()
    pekerjaan = enqueue(
        jenis="laporan.kesenjangan",
        judul=f"Laporan kesenjangan {nama}, Excel",
        argumen={
            "penghitungan_id": str(penghitungan.pk),
            "jalur": None if scope.is_all else list(scope.jalur),
            "lingkup": lingkup,
            "nama": nama,
            "akun_id": request.user.pk,
        },
        akun_id=request.user.pk,
        at=timezone.now(),
    )
    return redirect("pegawai:pekerjaan-detail", pekerjaan.pk)
