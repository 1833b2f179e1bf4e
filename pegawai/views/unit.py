"""The tree of units; one unit with what became of it; renaming, merging, and taking it back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from pegawai import queries, services
from pegawai.access import PELIHAT, PENGIMPOR, akun_in, has_peran, perubahan_unit_for, requires, scope_in, unit_for
from pegawai.forms import TujuanForm, UnitForm
from pegawai.views.halaman import alasan_of, page_of, tell


@require_safe
@requires(*PELIHAT)
def unit_list(request: HttpRequest) -> HttpResponse:
    cari = request.GET.get("cari", "").strip()[:100]
    tree = queries.unit_tree(scope_in(request, *PELIHAT), timezone.localdate(), cari)
    return render(
        request, "pegawai/unit_list.html", {"pohon": tree, "cari": cari, "may_import": has_peran(request, *PENGIMPOR)}
    )


@require_safe
@requires(*PELIHAT)
def unit_detail(request: HttpRequest, unit_id: int) -> HttpResponse:
    unit = unit_for(request, unit_id, *PELIHAT)
    today = timezone.localdate()
    own, everybody = queries.unit_people(unit)
    context = {
        "unit": unit,
        "jalur": queries.unit_path(unit)[:-1],
        "sendiri": own,
        "semua": everybody,
        "bawahan": queries.unit_below(unit, today),
        "halaman": page_of(request, queries.perubahan_of(unit_id), 20),
        "may_change": has_peran(request, *PENGIMPOR) and unit.digabung_ke is None,
    }
    return render(request, "pegawai/unit_detail.html", context)


@requires(*PENGIMPOR)
def unit_rename(request: HttpRequest, unit_id: int) -> HttpResponse:
    unit = unit_for(request, unit_id, *PENGIMPOR)
    form = UnitForm(request.POST or None, unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            row = services.rename_unit(
                unit_id=unit_id, **form.cleaned_data, akun=akun_in(request), at=timezone.localtime()
            )
        except ValidationError as refusal:
            form.add_error("nama", refusal)
        else:
            messages.success(
                request, "Unit diperbarui." if row else "Nama dan jenisnya sudah itu; tidak ada yang berubah."
            )
            return redirect("pegawai:unit-detail", unit_id)
    return render(request, "pegawai/unit_rename.html", {"unit": unit, "formulir": form})


@requires(*PENGIMPOR)
def unit_merge(request: HttpRequest, unit_id: int) -> HttpResponse:
    """First which unit, then what would happen, then with a reason."""
    unit = unit_for(request, unit_id, *PENGIMPOR)
    now = timezone.localtime()
    form = TujuanForm(request.GET or None, units=queries.unit_names(scope_in(request, *PENGIMPOR)), unit_id=unit_id)
    tujuan = unit_for(request, int(form.cleaned_data["tujuan"]), *PENGIMPOR) if form.is_valid() else None
    if request.method == "POST" and tujuan:
        try:
            services.merge_unit(
                unit_id=unit_id, tujuan_id=tujuan.pk, alasan=alasan_of(request), akun=akun_in(request), at=now
            )
        except ValidationError as refusal:
            tell(request, refusal)
        else:
            messages.success(request, f"{unit.nama} digabungkan ke {tujuan.nama}.")
            return redirect("pegawai:unit-detail", tujuan.pk)
    context = {
        "unit": unit,
        "tujuan": tujuan,
        "formulir": form,
        "sendiri": queries.unit_people(unit)[0],
        "bawahan": len(queries.unit_below(unit, now.date())),
        "halangan": services.merge_refusal(unit, tujuan, now) if tujuan else "",
    }
    return render(request, "pegawai/unit_merge.html", context)


@require_POST
@requires(*PENGIMPOR)
def unit_undo(request: HttpRequest, perubahan_id: int) -> HttpResponse:
    perubahan = perubahan_unit_for(request, perubahan_id)
    try:
        services.undo_perubahan_unit(
            perubahan_id=perubahan_id, alasan=alasan_of(request), akun=akun_in(request), at=timezone.localtime()
        )
    except ValidationError as refusal:
        tell(request, refusal)
    else:
        messages.success(request, "Perubahan dibatalkan. Unit kembali seperti sebelumnya.")
    return redirect("pegawai:unit-detail", perubahan.unit_id)
