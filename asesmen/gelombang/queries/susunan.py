"""What the seating rule needs of a wave, and what it says about those who are left."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from asesmen.gelombang.models import Gelombang, Penempatan, Peserta, RuangSesi
from asesmen.gelombang.rules import Calon, Petak, StatusSesi, Tersisa, place

Span = tuple[datetime, datetime]
OPEN = (StatusSesi.RENCANA, StatusSesi.DIKUNCI)


def bahan_susunan(gelombang: Gelombang) -> dict[str, Any]:
    """The arguments of `rules.place` for everybody without a seat. Five queries, whatever the size."""
    people = list(Peserta.objects.filter(gelombang=gelombang, is_mundur=False).select_related("pegawai__unit"))
    seated, taken = _seats(gelombang)
    rooms = _rooms(gelombang)
    kecamatan = {r.ruang.kecamatan for r in rooms if r.ruang.kecamatan}
    busy = _busy(gelombang, rooms)
    return {
        "calon": [_calon(p, kecamatan, busy) for p in people if p.pk not in seated],
        "petak": [_petak(r, taken[r.pk]) for r in rooms],
        "batas_persen": gelombang.batas_sekolah_persen,
        "besar": Counter(_sekolah(p) for p in people),
        "terisi": Counter((seated[p.pk], _sekolah(p)) for p in people if p.pk in seated),
    }


def _seats(gelombang: Gelombang) -> tuple[dict[int, int], dict[int, set[int]]]:
    """Who sits in which session, and the numbers that are taken in each room."""
    seated: dict[int, int] = {}
    taken: dict[int, set[int]] = defaultdict(set)
    seats = Penempatan.objects.filter(peserta__gelombang=gelombang)
    for peserta, sesi, room, kursi in seats.values_list("peserta_id", "ruang_sesi__sesi_id", "ruang_sesi_id", "kursi"):
        seated[peserta] = sesi
        taken[room].add(kursi)
    return seated, taken


def _sekolah(peserta: Peserta) -> int:
    """Who belongs to no unit is a unit of one: nobody's school stands empty for them."""
    unit = peserta.pegawai.unit
    return unit.pk if unit else -peserta.pk


def _calon(peserta: Peserta, kecamatan: set[str], busy: Mapping[int, tuple[Span, ...]]) -> Calon:
    unit = peserta.pegawai.unit
    near = home_of(unit.kecamatan if unit else "", unit.nama if unit else "", kecamatan)
    return Calon(peserta.pk, _sekolah(peserta), near, busy.get(peserta.pegawai_id, ()))


def home_of(kecamatan: str, unit_nama: str, known: Iterable[str]) -> str:
    """The kecamatan of a unit; where the registry has none, the longest one that its name ends with."""
    if kecamatan:
        return kecamatan
    return max((k for k in known if unit_nama.lower().endswith(k.lower())), key=len, default="")


def tersisa_of(gelombang: Gelombang) -> list[Tersisa]:
    """Why those without a seat have none, as the rule sees it now; who could be seated at once is not in the list."""
    return place(**bahan_susunan(gelombang)).tersisa


def _rooms(gelombang: Gelombang) -> list[RuangSesi]:
    rooms = RuangSesi.objects.filter(sesi__gelombang=gelombang, sesi__status__in=OPEN)
    return list(rooms.select_related("sesi", "ruang").order_by("sesi__mulai", "ruang__kode"))


def _petak(r: RuangSesi, taken: set[int]) -> Petak:
    kursi = tuple(n for n in range(1, r.ruang.kapasitas + 1) if n not in taken)
    return Petak(r.pk, r.sesi_id, r.sesi.mulai, r.sesi.selesai, kursi, r.ruang.kecamatan)


def _busy(gelombang: Gelombang, rooms: list[RuangSesi]) -> dict[int, tuple[Span, ...]]:
    """pegawai id → when they sit in another wave within the days of this one."""
    if not rooms:
        return {}
    first, last = min(r.sesi.mulai for r in rooms), max(r.sesi.selesai for r in rooms)
    elsewhere = Penempatan.objects.filter(
        ruang_sesi__sesi__mulai__lt=last, ruang_sesi__sesi__selesai__gt=first
    ).exclude(peserta__gelombang=gelombang)
    found: dict[int, list[Span]] = defaultdict(list)
    for pegawai_id, mulai, selesai in elsewhere.values_list(
        "pegawai_id", "ruang_sesi__sesi__mulai", "ruang_sesi__sesi__selesai"
    ):
        found[pegawai_id].append((mulai, selesai))
    return {pk: tuple(spans) for pk, spans in found.items()}
