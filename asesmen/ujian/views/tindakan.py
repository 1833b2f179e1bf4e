"""What a proctor does. Each act: a form, one service call, a sentence that says what happened."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from asesmen.gelombang import queries as gelombang
from asesmen.gelombang import services as gelombang_services
from asesmen.ujian import services
from asesmen.ujian.access import ACTORS, requires, ruang_sesi_to_act
from asesmen.ujian.forms import KehadiranForm, TambahWaktuForm, TindakanForm, first_error


def _back(request: HttpRequest, ruang_sesi_id: int, act: Callable[[], str]) -> HttpResponse:
    """Do it and go back to the console with a sentence, whichever way it went."""
    try:
        messages.success(request, act())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("ujian:konsol", ruang_sesi_id)


def _refused(request: HttpRequest, ruang_sesi_id: int, form: Any) -> HttpResponse:
    messages.error(request, first_error(form))
    return redirect("ujian:konsol", ruang_sesi_id)


@require_POST
@requires(*ACTORS)
def tambah_waktu(request: HttpRequest, ruang_sesi_id: int) -> HttpResponse:
    ruang_sesi_to_act(request, ruang_sesi_id)
    form = TambahWaktuForm(request.POST)
    if not form.is_valid():
        return _refused(request, ruang_sesi_id, form)
    data = form.cleaned_data

    def act() -> str:
        count = services.add_time(
            ruang_sesi_id=ruang_sesi_id,
            menit=data["menit"],
            alasan=data["alasan"],
            peserta_ids=data["peserta"] or None,
            akun=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
        return f"Waktu {count} peserta bertambah {data['menit']} menit. Mereka melihatnya dalam setengah menit."

    return _back(request, ruang_sesi_id, act)


@require_POST
@requires(*ACTORS)
def pindah_perangkat(request: HttpRequest, ruang_sesi_id: int) -> HttpResponse:
    return _on_seats(
        request,
        ruang_sesi_id,
        services.move_device,
        "{} peserta boleh melanjutkan di perangkat lain. Perangkat lama berhenti menyimpan.",
    )


@require_POST
@requires(*ACTORS)
def akhiri(request: HttpRequest, ruang_sesi_id: int) -> HttpResponse:
    return _on_seats(request, ruang_sesi_id, services.end, "{} ujian diakhiri. Jawaban yang sudah tersimpan dihitung.")


def _on_seats(request: HttpRequest, ruang_sesi_id: int, order: Callable[..., int], said: str) -> HttpResponse:
    ruang_sesi_to_act(request, ruang_sesi_id)
    form = TindakanForm(request.POST)
    if not form.is_valid():
        return _refused(request, ruang_sesi_id, form)
    data = form.cleaned_data

    def act() -> str:
        count = order(
            ruang_sesi_id=ruang_sesi_id,
            peserta_ids=data["peserta"],
            alasan=data["alasan"],
            akun=request.user,
            at=timezone.now(),
        )
        return said.format(count)

    return _back(request, ruang_sesi_id, act)


@require_POST
@requires(*ACTORS)
def catat(request: HttpRequest, ruang_sesi_id: int) -> HttpResponse:
    """Write down what happened; nobody's exam changes."""
    ruang_sesi_to_act(request, ruang_sesi_id)
    form = TindakanForm(request.POST)
    if not form.is_valid():
        return _refused(request, ruang_sesi_id, form)
    data = form.cleaned_data

    def act() -> str:
        services.note_event(
            ruang_sesi_id=ruang_sesi_id,
            peserta_ids=data["peserta"],
            alasan=data["alasan"],
            akun=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
        return "Kejadian dicatat."

    return _back(request, ruang_sesi_id, act)


@require_POST
@requires(*ACTORS)
def kehadiran(request: HttpRequest, ruang_sesi_id: int) -> HttpResponse:
    room = ruang_sesi_to_act(request, ruang_sesi_id)
    form = KehadiranForm(request.POST)
    if not form.is_valid():
        return _refused(request, ruang_sesi_id, form)
    here = {seat.peserta_id for seat in gelombang.penempatan_rows(room.sesi.gelombang_id, ruang_sesi_id=ruang_sesi_id)}
    value = form.cleaned_data["kehadiran"]

    def act() -> str:
        count = gelombang_services.set_kehadiran(
            peserta_ids=[pk for pk in form.cleaned_data["peserta"] if pk in here],
            kehadiran=value,
            akun_id=request.user.pk,
            at=timezone.now(),
        )
        return f"Kehadiran {count} peserta dicatat: {value.replace('_', ' ')}."

    return _back(request, ruang_sesi_id, act)


@require_POST
@requires(*ACTORS)
def kode_ulang(request: HttpRequest, ruang_sesi_id: int) -> HttpResponse:
    """Show a new card code once: it is not stored anywhere in a form that could be read again."""
    room = ruang_sesi_to_act(request, ruang_sesi_id)
    form = TindakanForm(request.POST)
    if not form.is_valid():
        return _refused(request, ruang_sesi_id, form)
    chosen = form.cleaned_data["peserta"]
    if len(chosen) != 1:
        messages.error(request, "Pilih satu kursi saja untuk menerbitkan ulang kode kartu.")
        return redirect("ujian:konsol", ruang_sesi_id)
    seats = gelombang.penempatan_rows(room.sesi.gelombang_id, ruang_sesi_id=ruang_sesi_id)
    seat = next((s for s in seats if s.peserta_id == chosen[0]), None)
    if seat is None:
        raise Http404
    try:
        kode = services.reissue_code(
            ruang_sesi_id=ruang_sesi_id,
            peserta_id=seat.peserta_id,
            nip=seat.nip,
            alasan=form.cleaned_data["alasan"],
            akun=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("ujian:konsol", ruang_sesi_id)
    return render(request, "ujian/kode_ulang.html", {"room": room, "seat": seat, "kode": kode})
