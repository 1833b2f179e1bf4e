"""Rooms, sessions, one room in one session."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from asesmen.gelombang import queries, services
from asesmen.gelombang.access import (
    READERS,
    WRITERS,
    gelombang_for,
    is_writer,
    ruang_sesi_for,
    sesi_for,
)
from asesmen.gelombang.forms import RuangForm, SesiForm
from asesmen.gelombang.rules import jadwal_of
from asesmen.gelombang.views.pesan import now, refuse, tell
from pegawai.access import requires
from pegawai.rules.peran import Peran
from pegawai.views.halaman import alasan_of


@requires(*READERS)
def ruang_list(request: HttpRequest) -> HttpResponse:
    rooms = list(queries.ruang_list())
    return render(
        request,
        "gelombang/ruang_list.html",
        {
            "ruang": rooms,
            "kapasitas": sum(r.kapasitas for r in rooms),
            "pola": queries.pola_list(),
            "boleh_tulis": is_writer(request),
        },
    )


@requires(*WRITERS)
def ruang_create(request: HttpRequest) -> HttpResponse:
    return _ruang_form(request, RuangForm(request.POST or None), "Tambah ruang")


@requires(*WRITERS)
def ruang_edit(request: HttpRequest, ruang_id: int) -> HttpResponse:
    ruang = queries.ruang_get(ruang_id)
    if ruang is None:
        raise Http404
    return _ruang_form(request, RuangForm(request.POST or None, instance=ruang), f"Ubah ruang {ruang.kode}", ruang_id)


def _ruang_form(request: HttpRequest, form: RuangForm, judul: str, ruang_id: int | None = None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        services.save_ruang(rows=[form.cleaned_data], akun_id=request.user.pk, at=now(), ruang_id=ruang_id)
        tell(request, f"Ruang {form.cleaned_data['kode']} disimpan.")
        return redirect("gelombang:ruang-list")
    return render(request, "gelombang/ruang_edit.html", {"form": form, "judul": judul, "ruang_id": ruang_id})


@require_POST
@requires(*WRITERS)
def ruang_remove(request: HttpRequest, ruang_id: int) -> HttpResponse:
    if queries.ruang_get(ruang_id) is None:
        raise Http404
    try:
        services.remove_ruang(ruang_id=ruang_id, alasan=alasan_of(request), akun_id=request.user.pk, at=now())
    except ValidationError as refusal:
        refuse(request, refusal)
    else:
        tell(request, "Ruang dihapus.")
    return redirect("gelombang:ruang-list")


@requires(*WRITERS)
def sesi_create(request: HttpRequest, gelombang_id: int) -> HttpResponse:
    gelombang = gelombang_for(request, gelombang_id)
    pola, rooms = queries.pola_list(), list(queries.ruang_list())
    initial = {"dari": gelombang.tanggal_acuan, "sampai": gelombang.tanggal_acuan}
    form = SesiForm(request.POST or None, pola=pola, rooms=rooms, initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen = [p for p in pola if p.nomor in form.cleaned_data["pola"]]
        jadwal = jadwal_of(chosen, form.cleaned_data["hari"], timezone.get_current_timezone())
        try:
            made = services.create_sesi(
                gelombang_id=gelombang_id,
                jadwal=jadwal,
                ruang_ids=form.cleaned_data["ruang"],
                akun_id=request.user.pk,
                at=now(),
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            tell(request, f"{len(made)} sesi dibuat, masing-masing di {len(form.cleaned_data['ruang'])} ruang.")
            return redirect("gelombang:gelombang-detail", gelombang_id)
    context = {
        "gelombang": gelombang,
        "form": form,
        "ada_bahan": bool(pola and rooms),
        "boleh_tambah": gelombang.status == "rencana",
    }
    return render(request, "gelombang/sesi_create.html", context)


@requires(*READERS, Peran.PROKTOR)
def sesi_detail(request: HttpRequest, sesi_id: int) -> HttpResponse:
    sesi = sesi_for(request, sesi_id)
    rooms = [r for r in queries.ruang_sesi_list(sesi.gelombang_id) if r.sesi_id == sesi.pk]
    return render(
        request,
        "gelombang/sesi_detail.html",
        {
            "sesi": sesi,
            "gelombang": sesi.gelombang,
            "ruang": rooms,
            "terisi": sum(r.terisi for r in rooms),
            "boleh_tulis": is_writer(request),
            "sekarang": now(),
        },
    )


@require_POST
@requires(*WRITERS, Peran.PROKTOR)
def sesi_open(request: HttpRequest, sesi_id: int) -> HttpResponse:
    sesi = sesi_for(request, sesi_id)
    try:
        services.open_sesi(sesi_id=sesi_id, akun_id=request.user.pk, at=now())
    except ValidationError as refusal:
        refuse(request, refusal)
    else:
        tell(request, f"Sesi {sesi.nomor} dibuka.")
    return redirect("gelombang:sesi-detail", sesi_id)


@require_POST
@requires(*WRITERS, Peran.PROKTOR)
def sesi_close(request: HttpRequest, sesi_id: int) -> HttpResponse:
    sesi = sesi_for(request, sesi_id)
    try:
        services.close_sesi(sesi_id=sesi_id, alasan=alasan_of(request), akun_id=request.user.pk, at=now())
    except ValidationError as refusal:
        refuse(request, refusal)
    else:
        tell(request, f"Sesi {sesi.nomor} ditutup.")
    return redirect("gelombang:sesi-detail", sesi_id)


@require_POST
@requires(*WRITERS)
def sesi_remove(request: HttpRequest, sesi_id: int) -> HttpResponse:
    sesi = sesi_for(request, sesi_id)
    try:
        seats = services.remove_sesi(sesi_id=sesi_id, alasan=alasan_of(request), akun_id=request.user.pk, at=now())
    except ValidationError as refusal:
        refuse(request, refusal)
    else:
        tell(request, f"Sesi {sesi.nomor} dihapus. {seats} peserta kembali belum ditempatkan.")
    return redirect("gelombang:gelombang-detail", sesi.gelombang_id)


@requires(*READERS, Peran.PROKTOR)
def ruang_sesi_detail(request: HttpRequest, ruang_sesi_id: int) -> HttpResponse:
    ruang_sesi = ruang_sesi_for(request, ruang_sesi_id)
    gelombang = ruang_sesi.sesi.gelombang
    return render(
        request,
        "gelombang/ruang_sesi_detail.html",
        {
            "ruang_sesi": ruang_sesi,
            "sesi": ruang_sesi.sesi,
            "gelombang": gelombang,
            "sisa": ruang_sesi.ruang.kapasitas - ruang_sesi.terisi,
            "orang": queries.penempatan_rows(gelombang.pk, ruang_sesi_id=ruang_sesi_id),
            "boleh_tulis": is_writer(request),
        },
    )
