"""The list of waves with their computations, and the page of one computation."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from antrean.queries import unfinished_of
from asesmen.penilaian import queries
from asesmen.penilaian.access import READERS, is_pengesah, is_penghitung, penghitungan_for, scope_of_reader
from asesmen.penilaian.forms import HasilSaring
from asesmen.penilaian.rules.status import Status
from asesmen.penilaian.views.dialog import tindakan_for, waits_for_other
from pegawai.access import requires
from pegawai.views.halaman import page_of

PER_HALAMAN, PER_CATATAN = 50, 10


@require_GET
@requires(*READERS)
def penghitungan_list(request: HttpRequest) -> HttpResponse:
    cari = request.GET.get("cari", "").strip()
    waves = queries.gelombang_siap_dinilai()
    if cari:
        waves = waves.filter(nama__icontains=cari)
    halaman = page_of(request, waves, 20)
    context = {
        "halaman": halaman,
        "rows": queries.gelombang_penilaian(list(halaman)),
        "cari": cari,
        "is_penghitung": is_penghitung(request),
        "is_pengesah": is_pengesah(request),
    }
    return render(request, "penilaian/penghitungan_list.html", context)


@require_GET
@requires(*READERS, per_unit=True)
def penghitungan_detail(request: HttpRequest, penghitungan_id: UUID) -> HttpResponse:
    penghitungan = penghitungan_for(request, penghitungan_id)
    context = {
        "penghitungan": penghitungan,
        "gelombang": penghitungan.gelombang,
        "tindakan": tindakan_for(request, penghitungan),
        "waits_for_other": waits_for_other(request, penghitungan),
        "is_penghitung": is_penghitung(request),
    }
    if penghitungan.status == Status.BERJALAN:
        return render(request, "penilaian/penghitungan_berjalan.html", context | _pekerjaan(penghitungan))
    if not penghitungan.digest:
        return render(request, "penilaian/penghitungan_ditolak.html", context)
    return render(request, "penilaian/penghitungan_detail.html", context | _figures(request, penghitungan))


def _pekerjaan(penghitungan: Any) -> dict[str, Any]:
    argumen: dict[str, object] = {"penghitungan_id": str(penghitungan.pk)}
    pekerjaan = unfinished_of(jenis="penilaian.hitung", argumen=argumen)
    alamat = reverse("pegawai:pekerjaan-status", args=[pekerjaan.pk]) if pekerjaan else ""
    return {"pekerjaan": pekerjaan, "alamat": alamat}


def _figures(request: HttpRequest, penghitungan: Any) -> dict[str, Any]:
    scope = scope_of_reader(request)
    counts = queries.kategori_counts(penghitungan, scope)
    rerata = queries.rerata_kompetensi(penghitungan, scope)
    saring = HasilSaring(
        request.GET,
        kategori=[(kode, nama) for kode, nama, _, _ in counts],
        kompetensi=[(row.kode, row.nama) for row in rerata],
    )
    rows = queries.hasil_list(penghitungan.pk, scope, urut=request.GET.get("urut", "nama"), **saring.chosen)
    catatan = [row for row in penghitungan.catatan if scope.covers(row["jalur"])]
    return {
        "masukan": penghitungan.masukan,
        "kategori": counts,
        "sebaran": [(nama, rank, n) for _, nama, rank, n in counts],
        "jawaban_lewat": queries.late_count(penghitungan),
        "jumlah": sum(n for *_, n in counts),
        "rerata": rerata,
        "saring": saring,
        "is_filtered": any(saring.chosen.values()),
        "halaman": page_of(request, rows, PER_HALAMAN),
        "catatan": page_of(request, catatan, PER_CATATAN, "catatan"),
    }
