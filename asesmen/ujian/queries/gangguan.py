"""Silences of whole rooms, from the stretches that the pulse wrote down and from who is silent right now."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asesmen.ujian.queries.konsol import KeadaanKursi
from asesmen.ujian.rules import SILENT_AFTER, Duduk, Gangguan, Selesai, Status, outages, subtract
from asesmen.ujian.rules.gangguan import FEWEST

Rentang = tuple[datetime, datetime]


@dataclass(frozen=True)
class Diam:
    """Rows as the database gave them: (sitting, from, to), (sitting, jeda|lanjut|akhiri, at), (room, from, to)."""

    putus: list[Any]
    jeda: list[Any]
    decided: list[Any]


def gangguan_rows(seats: Iterable[KeadaanKursi], diam: Diam, at: datetime) -> dict[int, list[Gangguan]]:
    """room → its outages on which nobody has decided; rooms without one are left out."""
    silences, pauses = _by_sitting(diam.putus), _pauses(diam.jeda, at)
    decided: dict[int, list[Rentang]] = defaultdict(list)
    for room, dari, sampai in diam.decided:
        decided[room].append((_moment(dari), _moment(sampai)))
    rooms: dict[int, list[KeadaanKursi]] = defaultdict(list)
    silent: dict[int, int] = defaultdict(int)
    for seat in seats:
        if seat.started_at is not None:
            rooms[seat.ruang_sesi_id].append(seat)
            silent[seat.ruang_sesi_id] += str(seat.pengerjaan_id) in silences or _is_cut_off(seat, at)
    found = {}
    for room, there in rooms.items():
        if silent[room] >= FEWEST:
            keys = [str(seat.pengerjaan_id) for seat in there]
            people = [_duduk(s, silences.get(k, []), pauses.get(k, []), at) for s, k in zip(there, keys, strict=True)]
            found[room] = outages(people, decided[room], at)
    return {room: outage for room, outage in found.items() if outage}


def _can_gain(seat: KeadaanKursi) -> bool:
    return seat.status == Status.BERJALAN or seat.finish_kind == Selesai.WAKTU


def _is_cut_off(seat: KeadaanKursi, at: datetime) -> bool:
    """Silent now, or until the clock ended it: no row tells of that yet."""
    return _can_gain(seat) and seat.seen is not None and (seat.finished_at or at) - seat.seen > SILENT_AFTER


def _duduk(seat: KeadaanKursi, silences: list[Rentang], pauses: list[Rentang], at: datetime) -> Duduk:
    """A silence during a pause is owed nothing: the clock stood."""
    assert seat.started_at is not None
    until = seat.finished_at or _clock(seat, at)
    silences = list(silences)
    if seat.seen is not None and _is_cut_off(seat, at):
        silences.append((seat.seen, until))
    if silences and pauses:
        silences = [part for silence in silences for part in subtract(silence, pauses)]
    return Duduk(seat.peserta_id, (seat.started_at, until), tuple(silences), _can_gain(seat))


def _clock(seat: KeadaanKursi, at: datetime) -> datetime:
    """A running sitting's clock ends at its deadline, whether or not a sweep has stored that."""
    return at if seat.deadline is None or seat.dijeda_at else min(at, seat.deadline)


def _by_sitting(rows: Iterable[Any]) -> dict[str, list[Rentang]]:
    found: dict[str, list[Rentang]] = defaultdict(list)
    for pengerjaan_id, dari, sampai in rows:
        found[pengerjaan_id].append((_moment(dari), _moment(sampai)))
    return found


def _pauses(rows: Iterable[Any], at: datetime) -> dict[str, list[Rentang]]:
    """Pair each pause with what ended it; one that lasts ends now."""
    found: dict[str, list[Rentang]] = defaultdict(list)
    began: dict[str, datetime] = {}
    for pengerjaan_id, jenis, moment in rows:
        if jenis == "jeda":
            began.setdefault(pengerjaan_id, _moment(moment))
        elif pengerjaan_id in began:
            found[pengerjaan_id].append((began.pop(pengerjaan_id), _moment(moment)))
    for pengerjaan_id, moment in began.items():
        found[pengerjaan_id].append((moment, at))
    return found


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
