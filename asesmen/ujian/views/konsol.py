"""The proctor's console: rooms, one room's seats, and its refresh."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from antrean.formats.teks import clock_text
from asesmen.gelombang import queries as gelombang
from asesmen.gelombang.rules import room_token
from asesmen.ujian import queries
from asesmen.ujian.access import ACTORS, WATCHERS, may_act, requires, ruang_sesi_for
from asesmen.ujian.formats import kursi_text
from asesmen.ujian.queries import KeadaanKursi
from asesmen.ujian.rules import LABEL_KURSI, Kursi
from asesmen.ujian.views.jawab import millis
from pegawai.queries import pengaturan

CATATAN = 12
HARI_TUGAS = 14


@require_safe
@requires(*ACTORS)
def konsol_list(request: HttpRequest) -> HttpResponse:
    """The rooms where this account is proctor, from today on."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    assert request.user.pk is not None
    rooms = gelombang.tugas_of(request.user.pk, today, HARI_TUGAS)
    return render(request, "ujian/konsol_list.html", {"rooms": rooms, "sekarang": timezone.now()})


@require_safe
@requires(*WATCHERS)
def konsol(request: HttpRequest, ruang_sesi_id: int) -> HttpResponse:
    room = ruang_sesi_for(request, ruang_sesi_id)
    now = timezone.now()
    can_act = may_act(request, room)
    seats = gelombang.penempatan_rows(room.sesi.gelombang_id, ruang_sesi_id=ruang_sesi_id)
    states = queries.keadaan_ruang(ruang_sesi_id, now)
    texts = [tile(states.get(seat.peserta_id), seat.kehadiran) for seat in seats]
    tiles = [{"seat": seat, "teks": text} for seat, text in zip(seats, texts, strict=True)]
    counts = count_states(text["keadaan"] for text in texts)
    context = {
        "room": room,
        "tiles": tiles,
        "saring": [(k.value, LABEL_KURSI[k], counts[k.value]) for k in Kursi],
        "belum_siap": sum(1 for seat in seats if seat.peserta_id not in states),
        "can_act": can_act,
        "catatan": events(ruang_sesi_id),
        "token": token_of(room, now) if can_act else None,
        "sekarang": now,
    }
    return render(request, "ujian/konsol.html", context)


@require_safe
@requires(*WATCHERS)
def konsol_keadaan(request: HttpRequest, ruang_sesi_id: int) -> HttpResponse:
    """The refresh: every seat's state, the room's token, what was done lately."""
    room = ruang_sesi_for(request, ruang_sesi_id)
    now = timezone.now()
    states = queries.keadaan_ruang(ruang_sesi_id, now)
    tiles = {pk: tile(state) for pk, state in states.items()}
    answer: dict[str, Any] = {
        "kursi": tiles,
        "jumlah": count_states(t["keadaan"] for t in tiles.values()),
        "catatan": events(ruang_sesi_id),
        "sekarang": millis(now),
        "selesai": millis(last_deadline(states, room.sesi.selesai)),
    }
    if may_act(request, room):
        answer["token"] = token_of(room, now)
    return JsonResponse(answer)


def tile(state: KeadaanKursi | None, kehadiran: str = "belum") -> dict[str, Any]:
    if state is None:
        return kursi_text(Kursi.HADIR if kehadiran == "hadir" else Kursi.BELUM).as_json()
    finished = timezone.localtime(state.finished_at) if state.finished_at else None
    text = kursi_text(state.keadaan, dijawab=state.dijawab, butir=state.butir, umur=state.umur, finished_at=finished)
    return text.as_json()


def count_states(states: Any) -> dict[str, int]:
    counts = Counter(states)
    return {k.value: counts[k.value] for k in Kursi}


def last_deadline(states: dict[int, KeadaanKursi], session_end: Any) -> Any:
    return max([s.deadline for s in states.values() if s.deadline], default=session_end)


def token_of(room: Any, now: Any) -> dict[str, Any] | None:
    """The room's token and when it changes; None where nobody watches over the room."""
    if not room.is_diawasi:
        return None
    minutes = pengaturan("token_ruang_menit")
    period = timedelta(minutes=minutes).total_seconds()
    return {
        "token": room_token(room.rahasia, now, minutes),
        "berganti": round((now.timestamp() // period + 1) * period * 1000),
    }


def events(ruang_sesi_id: int) -> list[dict[str, str]]:
    """The room's notes, newest first, in words."""
    rows = queries.tindakan_list(ruang_sesi_id)[:CATATAN]
    return [
        {"jam": clock_text(timezone.localtime(t.at)).split(" ")[0], "teks": sentence(t), "alasan": t.alasan}
        for t in rows
    ]


def sentence(t: Any) -> str:
    seat = getattr(t.pengerjaan.peserta, "penempatan", None) if t.pengerjaan else None
    whom = f"Kursi {seat.kursi}" if seat else ("Peserta tanpa kursi" if t.pengerjaan else "Seluruh ruang")
    minutes = f" {t.detik // 60} menit" if t.detik else ""
    by = f" oleh {t.akun.nama}" if t.akun else ""
    return f"{whom}: {t.get_jenis_display().lower()}{minutes}{by}."
