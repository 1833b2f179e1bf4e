"""The catalogue of programmes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from pegawai.views.halaman import page_of
from pengembangan import queries
from pengembangan.access import READERS, is_writer, program_or_404, requires, scope_of_reader
from pengembangan.forms import SaringProgram


@require_safe
@requires(*READERS)
def program_list(request: HttpRequest) -> HttpResponse:
    saring = SaringProgram(request.GET)
    chosen = saring.cleaned_data if saring.is_valid() else {}
    rows = queries.program_list(**chosen)
    context = {
        "saring": saring,
        "is_saring": any(chosen.values()),
        "halaman": page_of(request, rows),
    }
    return render(request, "pengembangan/program_list.html", context)


@require_safe
@requires(*READERS)
def program_detail(request: HttpRequest, program_id: int) -> HttpResponse:
    program = program_or_404(program_id)
    needs = queries.kebutuhan_rows(scope_of_reader(request))
    context = {
        "program": program,
        "angkatan": queries.angkatan_list(today=timezone.localdate(), program_id=program_id),
        "cocok": len({row.baris.pegawai_id for row in needs if any(p.id == program_id for p in row.program)}),
        "is_writer": is_writer(request),
        "today": timezone.localdate(),
    }
    return render(request, "pengembangan/program_detail.html", context)
