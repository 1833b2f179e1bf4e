"""One person's result for staff: how each level came about."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from asesmen.penilaian import queries
from asesmen.penilaian.access import READERS, hasil_for
from asesmen.penilaian.rules.jpm import sum_per_kelompok
from pegawai.access import requires


@require_GET
@requires(*READERS, per_unit=True)
def hasil_detail(request: HttpRequest, hasil_id: int) -> HttpResponse:
    hasil = hasil_for(request, hasil_id)
    rows = list(queries.hasil_kompetensi(hasil.pk))
    aturan = hasil.penghitungan.masukan["aturan"]
    per_kelompok = sum_per_kelompok(
        ((r.kompetensi.kelompok.nama, r.level, r.standar) for r in rows), aturan["batas_jpm"]
    )
    context = {
        "hasil": hasil,
        "penghitungan": hasil.penghitungan,
        "gelombang": hasil.penghitungan.gelombang,
        "masukan": hasil.penghitungan.masukan,
        "aturan": aturan,
        "rows": rows,
        "radar": _radar(rows),
        "per_kelompok": per_kelompok,
        "pita": sorted(aturan["skema"]["pita"], key=lambda band: band["peringkat"]),
    }
    return render(request, "penilaian/hasil_detail.html", context)


def _radar(rows: list[Any]) -> dict[str, list[tuple[str, Decimal, Decimal]]]:
    """Group of competencies → the points of its radar."""
    groups: dict[str, list[tuple[str, Decimal, Decimal]]] = {}
    for row in rows:
        groups.setdefault(row.kompetensi.kelompok.nama, []).append((row.kompetensi.nama, row.level, row.standar))
    return groups
