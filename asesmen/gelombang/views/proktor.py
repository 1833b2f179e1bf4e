"""Who watches which room, and a proctor's own day."""

from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from asesmen.gelombang import queries, services
from asesmen.gelombang.access import EVERYBODY, WRITERS, gelombang_for
from asesmen.gelombang.forms import ProktorForm
from asesmen.gelombang.views.pesan import now, refuse, tell
from pegawai.access import requires

DAYS_AHEAD = 30


@requires(*WRITERS)
def proktor_edit(request: HttpRequest, gelombang_id: int) -> HttpResponse:
    gelombang = gelombang_for(request, gelombang_id)
    rooms = [r for r in queries.ruang_sesi_list(gelombang_id) if r.sesi.status != "selesai"]
    proktor = queries.proktor_list(timezone.localdate())
    form = ProktorForm(request.POST or None, rooms=rooms, proktor=proktor)
    if request.method == "POST" and form.is_valid():
        return _assign(request, gelombang_id, form)
    groups = [(r.sesi, form[f"r{r.pk}"], r) for r in rooms]
    return render(
        request,
        "gelombang/proktor_edit.html",
        {"gelombang": gelombang, "form": form, "baris": groups, "ada_proktor": bool(proktor)},
    )


def _assign(request: HttpRequest, gelombang_id: int, form: ProktorForm) -> HttpResponse:
    made = form.choices_made()
    done = 0
    # Duties that are given up go first: two proctors may be swapped in one go.
    for ruang_sesi_id, proktor_id in sorted(made.items(), key=lambda item: item[1] is not None):
        try:
            services.assign_proktor(
                ruang_sesi_id=ruang_sesi_id, proktor_id=proktor_id, akun_id=request.user.pk, at=now()
            )
            done += 1
        except ValidationError as refusal:
            refuse(request, ValidationError(f"{form.fields[f'r{ruang_sesi_id}'].label}: {' '.join(refusal.messages)}"))
    if done or not made:
        tell(request, f"{done} tugas proktor disimpan.")
    return redirect("gelombang:proktor-edit", gelombang_id)


@requires(*EVERYBODY)
def tugas_proktor(request: HttpRequest) -> HttpResponse:
    """The rooms where I am proctor: today first, then the days to come."""
    today = timezone.localdate()
    start = timezone.make_aware(datetime.combine(today, time()))
    duties = list(queries.tugas_of(request.user.pk or 0, start, DAYS_AHEAD))
    return render(
        request,
        "gelombang/tugas_proktor.html",
        {
            "hari_ini": [r for r in duties if timezone.localdate(r.sesi.mulai) <= today],
            "berikutnya": [r for r in duties if timezone.localdate(r.sesi.mulai) > today],
            "tanggal": today,
        },
    )
