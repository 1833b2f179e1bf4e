"""Pages of an assessor, who sees the participant's number and work, never the name."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from asesmen.penugasan import queries, services
from asesmen.penugasan.access import MARKERS, kiriman_for_asesor, requires
from asesmen.penugasan.forms import NilaiForm, SaringMenilai
from asesmen.penugasan.rules.waktu import Tahap, tahap
from pegawai.views.halaman import page_of


@require_safe
@requires(*MARKERS)
def penilaian_list(request: HttpRequest) -> HttpResponse:
    saring = SaringMenilai(request.GET)
    keadaan = saring.cleaned_data["keadaan"] if saring.is_valid() else ""
    rows = queries.menilai_list(request.user.pk or 0, keadaan=keadaan)
    context = {
        "saring": saring,
        "keadaan": keadaan,
        "halaman": page_of(request, rows),
        "perlu": queries.menilai_list(request.user.pk or 0, keadaan="perlu").count(),
    }
    return render(request, "penugasan/penilaian_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*MARKERS)
def penilaian_detail(request: HttpRequest, kiriman_id: int) -> HttpResponse:
    kiriman = kiriman_for_asesor(request, kiriman_id)
    rubrik = queries.rubrik_rows(kiriman)
    formulir = NilaiForm(request.POST or None, rubrik=rubrik, initial={"umpan_balik": kiriman.umpan_balik})
    refused: list[str] = []
    if request.method == "POST" and formulir.is_valid():
        refused = _mark(request, kiriman_id, formulir)
        if not refused:
            return redirect("penugasan:penilaian-detail", kiriman_id)
    return render(request, "penugasan/penilaian_detail.html", _page(kiriman, rubrik, formulir, refused))


def _mark(request: HttpRequest, kiriman_id: int, formulir: NilaiForm) -> list[str]:
    """Keep the draft and, where asked, finish it. Returns what was refused."""
    akun_id, at = request.user.pk, timezone.now()
    try:
        services.save_nilai(
            kiriman_id=kiriman_id,
            isian=formulir.isian(),
            umpan_balik=formulir.cleaned_data["umpan_balik"],
            akun_id=akun_id,
            at=at,
        )
        if request.POST.get("aksi") != "selesai":
            messages.success(request, "Draf disimpan. Peserta belum melihat apa pun.")
            return []
        services.finish_nilai(kiriman_id=kiriman_id, akun_id=akun_id, at=at)
    except ValidationError as refused:
        return refused.messages
    messages.success(request, "Penilaian selesai dan masuk ke penghitungan berikutnya.")
    return []


def _page(kiriman: Any, rubrik: list[Any], formulir: NilaiForm, refused: list[str]) -> dict[str, Any]:
    now = timezone.now()
    typed = formulir.data if formulir.is_bound else {}
    rows = [
        (
            k,
            str(typed.get(f"level_{k.id}", k.level or "")),
            typed.get(f"catatan_{k.id}", k.catatan),
            formulir.errors.get(f"catatan_{k.id}") or formulir.errors.get(f"level_{k.id}"),
        )
        for k in rubrik
    ]
    return {
        "kiriman": kiriman,
        "bagian": queries.bagian_rows(kiriman, only_sent=True),
        "rows": rows,
        "rubrik": rubrik,
        "formulir": formulir,
        "refused": refused,
        "is_open": kiriman.status == "dikirim",
        "is_still_changing": tahap(kiriman.penugasan.dibuka, kiriman.penugasan.tenggat, now) == Tahap.DIBUKA,
    }
