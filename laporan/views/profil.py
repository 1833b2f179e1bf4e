"""Results of persons: the list behind a number, one person's profile, one's own."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from asesmen.gelombang.access import peserta_required
from asesmen.penilaian.queries import terbit_kategori, terbit_list, terbit_rerata
from laporan import queries
from laporan.access import REPORTERS, orang_for, orang_self, scope_of_reader
from laporan.forms import HasilSaring
from pegawai.access import requires
from pegawai.queries import Orang, riwayat_of
from pegawai.rules.peran import Peran
from pegawai.views.halaman import page_of
from pengembangan.queries import langkah_for

PER_HALAMAN = 50


@require_GET
@requires(*REPORTERS)
def hasil_list(request: HttpRequest) -> HttpResponse:
    scope = scope_of_reader(request)
    saring = HasilSaring(
        request.GET,
        kategori=[(k.kode, k.nama) for k in terbit_kategori(scope)],
        kompetensi=[(r.kode, r.nama) for r in terbit_rerata(scope)],
    )
    rows = terbit_list(scope, urut=request.GET.get("urut", "nama"), **saring.chosen)
    context = {
        "saring": saring,
        "is_filtered": any(saring.chosen.values()),
        "tempat": saring.chosen["unit"] or saring.chosen["opd"],
        "halaman": page_of(request, rows, PER_HALAMAN),
    }
    return render(request, "laporan/hasil_list.html", context)


@require_GET
@requires(*REPORTERS)
def profil(request: HttpRequest, pegawai_id: int) -> HttpResponse:
    return _page(request, orang_for(request, pegawai_id), is_self=False)


@require_GET
@requires(Peran.ASN)
def profil_saya(request: HttpRequest) -> HttpResponse:
    orang = orang_self(request)
    if orang is None:
        return render(request, "laporan/profil_tanpa_orang.html")
    return _page(request, orang, is_self=True)


def _page(request: HttpRequest, orang: Orang, *, is_self: bool) -> HttpResponse:
    results = queries.profil_list(orang.id)
    chosen = next((h for h in results if str(h.pk) == request.GET.get("hasil")), results[0] if results else None)
    context: dict[str, Any] = {
        "orang": orang,
        "is_self": is_self,
        "results": results,
        "riwayat": riwayat_of(orang.id),
        "profil": queries.profil_of(chosen) if chosen else None,
        "langkah": langkah_for(orang.id, timezone.localdate()),
    }
    return render(request, "laporan/profil.html", context)


@login_not_required
@require_GET
@peserta_required
def hasil_peserta(request: HttpRequest) -> HttpResponse:
    """A participant's own published result of this wave; the card opens it, no account is needed."""
    peserta = request.peserta  # type: ignore[attr-defined]
    profil = queries.profil_of_peserta(peserta.pk)
    context = {
        "peserta": peserta,
        "kembali": reverse("ujian:peserta"),
        "profil": profil,
        "is_self": True,
        "langkah": langkah_for(peserta.pegawai_id, timezone.localdate()) if profil else None,
    }
    return render(request, "laporan/hasil_peserta.html", context)
