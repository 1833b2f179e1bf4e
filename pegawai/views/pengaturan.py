"""What an office changes by itself: settings and signatories."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from pegawai import queries, services
from pegawai.access import akun_in, has_peran, requires
from pegawai.forms import PenandatanganForm, PengaturanForm
from pegawai.rules.pengaturan import DEFINISI, DOKUMEN, nilai_text
from pegawai.rules.peran import Peran
from pegawai.views.halaman import alasan_of, page_of, tell


@require_safe
@requires(Peran.ADMINISTRATOR, Peran.AUDITOR)
def pengaturan(request: HttpRequest) -> HttpResponse:
    values = queries.pengaturan_all()
    groups: dict[str, list[tuple[str, object, str]]] = {}
    for kunci, definisi in DEFINISI.items():
        groups.setdefault(definisi.grup, []).append((kunci, definisi, nilai_text(kunci, values[kunci])))
    context = {"grup": groups.items(), "may_change": has_peran(request, Peran.ADMINISTRATOR)}
    return render(request, "pegawai/pengaturan.html", context)


@requires(Peran.ADMINISTRATOR)
def pengaturan_change(request: HttpRequest, kunci: str) -> HttpResponse:
    """One setting: what it means, its value, its history, and a form for another value."""
    if kunci not in DEFINISI:
        raise Http404
    form = PengaturanForm(request.POST or None, kunci=kunci, nilai=queries.pengaturan(kunci))
    if request.method == "POST" and form.is_valid():
        try:
            row = services.set_pengaturan(
                kunci=kunci,
                text=form.cleaned_data["nilai"],
                alasan=form.cleaned_data["alasan"],
                akun=akun_in(request),
                at=timezone.now(),
            )
        except ValidationError as refusal:
            form.add_error("nilai", refusal)
        else:
            label = DEFINISI[kunci].label
            messages.success(
                request, f"{label} diubah." if row else f"{label} sudah bernilai itu, tidak ada yang berubah."
            )
            return redirect("pegawai:pengaturan-change", kunci)
    page = page_of(request, queries.pengaturan_history(kunci), 20)
    context = {
        "kunci": kunci,
        "definisi": DEFINISI[kunci],
        "formulir": form,
        "halaman": page,
        "riwayat": [(row, nilai_text(kunci, row.nilai)) for row in page.object_list],
        "bawaan": nilai_text(kunci, DEFINISI[kunci].default),
    }
    return render(request, "pegawai/pengaturan_change.html", context)


@require_safe
@requires(Peran.ADMINISTRATOR, Peran.AUDITOR)
def penandatangan_list(request: HttpRequest) -> HttpResponse:
    page = page_of(request, queries.penandatangan_list())
    rows = [(row, DOKUMEN.get(row.dokumen, row.dokumen)) for row in page.object_list]
    return render(
        request,
        "pegawai/penandatangan_list.html",
        {
            "halaman": page,
            "baris": rows,
            "hari_ini": timezone.localdate(),
            "may_change": has_peran(request, Peran.ADMINISTRATOR),
        },
    )


@requires(Peran.ADMINISTRATOR)
def penandatangan_create(request: HttpRequest) -> HttpResponse:
    form = PenandatanganForm(request.POST or None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        row = services.add_penandatangan(**form.cleaned_data, akun=akun_in(request), at=timezone.now())
        messages.success(request, f"{row.nama} menandatangani {DOKUMEN[row.dokumen].lower()}.")
        return redirect("pegawai:penandatangan-list")
    return render(request, "pegawai/penandatangan_create.html", {"formulir": form})


@require_POST
@requires(Peran.ADMINISTRATOR)
def penandatangan_remove(request: HttpRequest, penandatangan_id: int) -> HttpResponse:
    if not queries.penandatangan_list().filter(pk=penandatangan_id).exists():
        raise Http404
    try:
        services.remove_penandatangan(
            penandatangan_id=penandatangan_id, alasan=alasan_of(request), akun=akun_in(request), at=timezone.now()
        )
    except ValidationError as refusal:
        tell(request, refusal)
    else:
        messages.success(request, "Penanda tangan dihapus.")
    return redirect("pegawai:penandatangan-list")
