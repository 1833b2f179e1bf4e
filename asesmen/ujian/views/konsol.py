"""The proctor's console: rooms, the seats of one room or of a whole session, and its refresh."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from asesmen.gelombang import queries as gelombang
from asesmen.gelombang.rules import room_token
from asesmen.ujian import queries
from asesmen.ujian.access import ACTORS, WATCHERS, may_act, requires, rooms_in
from asesmen.ujian.formats import IKON, TeksKursi, kursi_text
from asesmen.ujian.queries import KeadaanKursi
from asesmen.ujian.rules import LABEL_KEJADIAN, LABEL_KURSI, Kursi
from asesmen.ujian.views import kabar
from asesmen.ujian.views.jawab import millis
from pegawai.queries import pengaturan

HARI_TUGAS = 14
TINDAKAN = (
    *("izinkan", "jeda", "lanjutkan", "tambah-waktu", "pindah-perangkat", "kode-ulang", "buka-ulang", "akhiri"),
    *("pesan", "catat", "kehadiran", "tanggapi", "ganti-waktu", "abaikan-gangguan"),
)


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
    rooms = rooms_in(request, ruang_sesi_id, None)
    return _page(request, rooms, "ruang_sesi_id", ruang_sesi_id)


@require_safe
@requires(*WATCHERS)
def konsol_sesi(request: HttpRequest, sesi_id: int) -> HttpResponse:
    """All the rooms of a session at once; a proctor sees the own ones."""
    return _page(request, rooms_in(request, None, sesi_id), "sesi_id", sesi_id)


@require_safe
@requires(*WATCHERS)
def konsol_keadaan(request: HttpRequest, ruang_sesi_id: int) -> HttpResponse:
    return _refresh(request, rooms_in(request, ruang_sesi_id, None))


@require_safe
@requires(*WATCHERS)
def konsol_sesi_keadaan(request: HttpRequest, sesi_id: int) -> HttpResponse:
    return _refresh(request, rooms_in(request, None, sesi_id))


def _page(request: HttpRequest, rooms: Sequence[Any], key: str, pk: int) -> HttpResponse:
    now, sesi = rooms[0].sekarang, rooms[0].sesi
    can_act = any(may_act(request, room) for room in rooms)
    ids = [room.pk for room in rooms]
    seats = gelombang.penempatan_rows(sesi.gelombang_id, ruang_sesi_ids=ids)
    states = queries.keadaan_ruang(ids, now)
    tiles: list[dict[str, Any]] = [
        {"seat": seat, "teks": tile(states.get(seat.peserta_id), seat.kehadiran)} for seat in seats
    ]
    counts = count_states(t["teks"].keadaan for t in tiles)
    news = queries.kabar_ruang(ids, states, now)
    context = {
        "rooms": rooms,
        "room": rooms[0] if key == "ruang_sesi_id" else None,
        "sesi": sesi,
        "tiles": tiles,
        "kelompok": _by_room(rooms, tiles),
        "kamus": {k.value: {"label": LABEL_KURSI[k], "ikon": IKON[k]} for k in Kursi},
        "saring": [(k.value, LABEL_KURSI[k], counts[k.value]) for k in Kursi],
        "belum_siap": sum(1 for seat in seats if seat.peserta_id not in states),
        "can_act": can_act,
        "perlu": kabar.needs(news, rooms, can_act=can_act),
        "catatan": kabar.events(news, states, rooms),
        "token": token_of(rooms[0], now) if key == "ruang_sesi_id" and can_act else None,
        "selesai": last_deadline(states.values(), sesi.selesai),
        "sekarang": now,
        "bidang": {"panggilan": ["tindakan"], "gangguan": ["ruang", "dari", "sampai"]},
        "kejadian": [(k.value, label) for k, label in LABEL_KEJADIAN.items()],
        **addresses(key, pk),
    }
    return render(request, "ujian/konsol.html", context)


def addresses(key: str, pk: int) -> dict[str, Any]:
    """Where the console of a room or a session asks and orders."""
    prefix = "sesi-" if key == "sesi_id" else ""
    console = "ujian:konsol-sesi" if prefix else "ujian:konsol"
    return {
        "alamat": {act.replace("-", "_"): reverse(f"ujian:{prefix}{act}", kwargs={key: pk}) for act in TINDAKAN},
        "alamat_keadaan": reverse(f"{console}-keadaan", kwargs={key: pk}),
    }


def _by_room(rooms: Sequence[Any], tiles: Sequence[Mapping[str, Any]]) -> list[tuple[Any, list[Any]]]:
    known = {room.pk: room for room in rooms}
    return [(known[pk], list(group)) for pk, group in groupby(tiles, key=lambda t: t["seat"].ruang_sesi_id)]


def _refresh(request: HttpRequest, rooms: Sequence[Any]) -> JsonResponse:
    """Every seat's state, what needs somebody, what was done lately; and the room's token when it has changed."""
    now = rooms[0].sekarang
    ids = [room.pk for room in rooms]
    states = queries.keadaan_ruang(ids, now)
    news = queries.kabar_ruang(ids, states, now)
    can_act = any(may_act(request, room) for room in rooms)
    tiles = {pk: tile(state).as_json() for pk, state in states.items()}
    answer: dict[str, Any] = {
        "kursi": tiles,
        "jumlah": count_states(t["keadaan"] for t in tiles.values()),
        "perlu": kabar.needs(news, rooms, can_act=can_act),
        "catatan": kabar.events(news, states, rooms),
        "sekarang": millis(now),
        "selesai": millis(last_deadline(states.values(), rooms[0].sesi.selesai)),
    }
    if can_act and len(rooms) == 1 and _is_stale(request.GET.get("berganti", ""), now):
        answer["token"] = token_of(rooms[0], now)
    return JsonResponse(answer)


def _is_stale(changes_at: str, now: datetime) -> bool:
    """True unless the page knows a token that still counts."""
    return not (changes_at.isascii() and changes_at.isdigit()) or int(changes_at) <= now.timestamp() * 1000


def tile(state: KeadaanKursi | None, kehadiran: str = "belum") -> TeksKursi:
    if state is None:
        keadaan = Kursi.HADIR if kehadiran == "hadir" else Kursi.BELUM
        return kursi_text(keadaan, kehadiran=kehadiran)
    return kursi_text(
        state.keadaan,
        dijawab=state.dijawab,
        butir=state.butir,
        umur=state.umur,
        umur_simpan=state.umur_simpan,
        finished_at=_local(state.finished_at),
        dijeda_at=_local(state.dijeda_at),
        kehadiran=state.kehadiran,
        perangkat=state.perangkat,
        is_diizinkan=state.is_diizinkan,
        is_bebas=state.is_bebas,
    )


def _local(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment) if moment else None


def count_states(states: Iterable[str]) -> dict[str, int]:
    counts = Counter(states)
    return {k.value: counts[k.value] for k in Kursi}


def last_deadline(states: Iterable[KeadaanKursi], session_end: datetime) -> datetime:
    return max([s.deadline for s in states if s.deadline], default=session_end)


def token_of(room: Any, now: datetime) -> dict[str, Any] | None:
    """The room's token and when it changes; None where nobody watches over the room."""
    if not room.is_diawasi:
        return None
    minutes = pengaturan("token_ruang_menit")
    period = timedelta(minutes=minutes).total_seconds()
    return {
        "token": room_token(room.rahasia, now, minutes),
        "berganti": round((now.timestamp() // period + 1) * period * 1000),
    }
