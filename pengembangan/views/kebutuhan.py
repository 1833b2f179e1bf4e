"""Who needs what: by competency, by person, and the hours of the year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from pegawai.views.halaman import page_of
from pengembangan import queries
from pengembangan.access import READERS, is_writer, orang_for, requires, scope_of_reader
from pengembangan.forms import SaringJp, SaringKebutuhan
from pengembangan.rules.jp import DASAR_JP, JP_PER_TAHUN


@require_safe
@requires(*READERS)
def kebutuhan_list(request: HttpRequest) -> HttpResponse:
    scope = scope_of_reader(request)
    saring = SaringKebutuhan(request.GET, scope=scope)
    chosen = saring.chosen()
    kode = saring.cleaned_data.get("kode", "") if saring.is_valid() else ""
    rows = queries.kebutuhan_rows(scope, kode=kode or None, **chosen)
    context = {
        "saring": saring,
        "kode": kode,
        "is_saring": bool(kode or any(chosen.values())),
        "orang": len({row.baris.pegawai_id for row in rows}),
        "kompetensi": queries.per_kompetensi(rows),
    }
    if kode or chosen["cari"]:
        halaman = page_of(request, rows)
        lanjut = queries.tindak_lanjut_by_pegawai({row.baris.pegawai_id for row in halaman})
        context |= {"halaman": halaman, "rows": [(row, lanjut[row.baris.pegawai_id]) for row in halaman]}
        if is_writer(request):
            fitting = {p.id for row in rows for p in row.program}
            context["angkatan"] = queries.angkatan_terbuka(fitting, timezone.localdate())
    return render(request, "pengembangan/kebutuhan_list.html", context)


@require_safe
@requires(*READERS)
def kebutuhan_detail(request: HttpRequest, pegawai_id: int) -> HttpResponse:
    orang = orang_for(request, pegawai_id)
    context = {
        "orang": orang,
        "langkah": queries.langkah_for(pegawai_id, timezone.localdate()),
        "tahun": timezone.localdate().year,
        "dasar_jp": DASAR_JP,
    }
    return render(request, "pengembangan/kebutuhan_detail.html", context)


@require_safe
@requires(*READERS)
def jp_list(request: HttpRequest) -> HttpResponse:
    scope = scope_of_reader(request)
    saring = SaringJp(request.GET, scope=scope)
    chosen = saring.chosen()
    now = timezone.localdate().year
    tahun = (saring.cleaned_data.get("tahun") if saring.is_valid() else None) or now
    rows = queries.jp_rows(scope, tahun, **chosen)
    context = {
        "saring": saring,
        "tahun": tahun,
        "is_saring": any(chosen.values()) or tahun != now,
        "halaman": page_of(request, rows),
        "cukup": sum(1 for row in rows if not row.kurang),
        "sasaran": JP_PER_TAHUN,
        "dasar_jp": DASAR_JP,
    }
    return render(request, "pengembangan/jp_list.html", context)
