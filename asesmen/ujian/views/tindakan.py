"""What a proctor does. Each act: a form, one service call, a sentence that says what happened.

Every act is open for one room and for a session, which is all the rooms of it that the account may act in. Its moment
is the database's, which came with the rooms.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from asesmen.gelombang import queries as gelombang
from asesmen.gelombang import services as gelombang_services
from asesmen.ujian import services
from asesmen.ujian.access import ACTORS, requires, rooms_to_act
from asesmen.ujian.forms import (
    BukaUlangForm,
    CatatForm,
    GangguanForm,
    KehadiranForm,
    TambahWaktuForm,
    TanggapForm,
    TindakanForm,
    first_error,
)
from pegawai.access import akun_in

Where = dict[str, int]
View = Callable[..., HttpResponseBase]
LEWAT = " {} kursi lain dilewati karena keadaannya tidak sesuai."


def _done(request: HttpRequest, where: Where, form: Any, act: Callable[[dict[str, Any]], str]) -> HttpResponse:
    """Do it and go back to the console with a sentence, whichever way it went."""
    if form.is_valid():
        try:
            messages.success(request, act(form.cleaned_data))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
    else:
        messages.error(request, first_error(form))
    return _back(where)


def _back(where: Where) -> HttpResponse:
    return redirect(reverse("ujian:konsol-sesi" if "sesi_id" in where else "ujian:konsol", kwargs=where))


def _rooms(request: HttpRequest, where: Where) -> list[Any]:
    return rooms_to_act(request, where.get("ruang_sesi_id"), where.get("sesi_id"))


def _on_seats(order: Callable[..., int], said: str, form_class: Any = TindakanForm, *names: str) -> View:
    """A view that gives `order` to chosen seats, or to everybody. `said` names how many; `names`: fields passed on."""

    @require_POST
    @requires(*ACTORS)
    def view(request: HttpRequest, **where: int) -> HttpResponse:
        rooms = _rooms(request, where)

        def act(data: dict[str, Any]) -> str:
            more = {name: data[name] for name in names if data[name] is not None}
            people = None if data["semua"] else data["peserta"]
            count = order(
                ruang_sesi_id=[room.pk for room in rooms],
                peserta_ids=people,
                alasan=data["alasan"],
                akun=akun_in(request),
                at=rooms[0].sekarang,
                **more,
            )
            skipped = len(people) - count if people else 0
            return said.format(count, **more) + (LEWAT.format(skipped) if skipped > 0 else "")

        return _done(request, where, form_class(request.POST), act)

    return view


izinkan = _on_seats(services.let_in, "{} peserta boleh memulai tanpa token ruang.")
jeda = _on_seats(services.pause, "{} ujian dijeda. Waktunya berhenti sampai Anda melanjutkannya.")
lanjutkan = _on_seats(services.resume, "{} ujian dilanjutkan. Lama jeda ditambahkan ke waktunya.")
tambah_waktu = _on_seats(
    services.add_time,
    "Waktu {} peserta bertambah {menit} menit. Mereka melihatnya dalam setengah menit.",
    TambahWaktuForm,
    "menit",
)
pindah_perangkat = _on_seats(
    services.move_device, "{} peserta boleh melanjutkan di perangkat lain. Perangkat lama berhenti menyimpan."
)
buka_ulang = _on_seats(
    services.reopen, "{} ujian dibuka ulang. Jawaban yang sudah ada tetap tersimpan.", BukaUlangForm, "menit"
)
akhiri = _on_seats(services.end, "{} ujian diakhiri. Jawaban yang sudah tersimpan dihitung.")
pesan = _on_seats(services.send_message, "Pesan terkirim kepada {} peserta. Mereka melihatnya dalam setengah menit.")


@require_POST
@requires(*ACTORS)
def catat(request: HttpRequest, **where: int) -> HttpResponse:
    """Write down what happened; nobody's exam changes."""
    rooms = _rooms(request, where)

    def act(data: dict[str, Any]) -> str:
        services.note_event(
            ruang_sesi_id=[room.pk for room in rooms],
            peserta_ids=None if data["semua"] else data["peserta"],
            kategori=data["kategori"],
            alasan=data["alasan"],
            akun=akun_in(request),
            at=rooms[0].sekarang,
        )
        return "Kejadian dicatat."

    return _done(request, where, CatatForm(request.POST), act)


@require_POST
@requires(*ACTORS)
def tanggapi(request: HttpRequest, **where: int) -> HttpResponse:
    """Answer a call or a report; the participant reads it."""
    rooms = _rooms(request, where)

    def act(data: dict[str, Any]) -> str:
        services.answer_call(
            ruang_sesi_id=[room.pk for room in rooms],
            tindakan_id=data["tindakan"],
            alasan=data["alasan"],
            akun=akun_in(request),
            at=rooms[0].sekarang,
        )
        return "Tanggapan terkirim. Peserta melihatnya dalam setengah menit."

    return _done(request, where, TanggapForm(request.POST), act)


@require_POST
@requires(*ACTORS)
def ganti_waktu(request: HttpRequest, **where: int) -> HttpResponse:
    """Grant what was proposed for an outage."""
    rooms = _rooms(request, where)

    def act(data: dict[str, Any]) -> str:
        people, menit = services.grant_outage(**_outage(request, rooms, data))
        return f"{menit} menit diberikan kepada {people} peserta. Mereka melihatnya dalam setengah menit."

    return _done(request, where, GangguanForm(request.POST), act)


@require_POST
@requires(*ACTORS)
def abaikan_gangguan(request: HttpRequest, **where: int) -> HttpResponse:
    """Leave an outage without more time."""
    rooms = _rooms(request, where)

    def act(data: dict[str, Any]) -> str:
        services.leave_outage(**_outage(request, rooms, data))
        return "Usulan ditutup tanpa tambahan waktu. Alasannya tercatat."

    return _done(request, where, GangguanForm(request.POST), act)


def _outage(request: HttpRequest, rooms: list[Any], data: dict[str, Any]) -> dict[str, Any]:
    if data["ruang"] not in {room.pk for room in rooms}:
        raise Http404
    return {
        "ruang_sesi_id": data["ruang"],
        "dari": datetime.fromtimestamp(data["dari"] / 1000, UTC),
        "sampai": datetime.fromtimestamp(data["sampai"] / 1000, UTC),
        "alasan": data["alasan"],
        "akun": request.user,
        "at": rooms[0].sekarang,
    }


@require_POST
@requires(*ACTORS)
def kehadiran(request: HttpRequest, **where: int) -> HttpResponse:
    rooms = _rooms(request, where)
    here = {seat.peserta_id for seat in _seats(rooms)}

    def act(data: dict[str, Any]) -> str:
        count = gelombang_services.set_kehadiran(
            peserta_ids=[pk for pk in data["peserta"] if pk in here],
            kehadiran=data["kehadiran"],
            akun_id=request.user.pk,
            at=rooms[0].sekarang,
        )
        return f"Kehadiran {count} peserta dicatat: {data['kehadiran'].replace('_', ' ')}."

    return _done(request, where, KehadiranForm(request.POST), act)


def _seats(rooms: list[Any]) -> list[gelombang.PenempatanRow]:
    ids = [room.pk for room in rooms]
    return gelombang.penempatan_rows(rooms[0].sesi.gelombang_id, ruang_sesi_ids=ids)


@require_POST
@requires(*ACTORS)
def kode_ulang(request: HttpRequest, **where: int) -> HttpResponse:
    """Show a new card code once: it is not stored anywhere in a form that could be read again."""
    rooms = _rooms(request, where)
    form = TindakanForm(request.POST)
    if not form.is_valid() or len(form.cleaned_data["peserta"]) != 1:
        only_one = "Pilih satu kursi saja untuk menerbitkan ulang kode kartu."
        messages.error(request, first_error(form) or only_one)
        return _back(where)
    chosen = form.cleaned_data["peserta"][0]
    seat = next((s for s in _seats(rooms) if s.peserta_id == chosen), None)
    if seat is None:
        raise Http404
    try:
        kode = services.reissue_code(
            ruang_sesi_id=seat.ruang_sesi_id,
            peserta_id=seat.peserta_id,
            nip=seat.nip,
            alasan=form.cleaned_data["alasan"],
            akun=akun_in(request),
            at=rooms[0].sekarang,
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return _back(where)
    context = {"seat": seat, "kode": kode, "alamat_konsol": _back(where)["Location"]}
    return render(request, "ujian/kode_ulang.html", context)
