"""What the seating rule needs of a wave, and what it says about those who are left."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from asesmen.gelombang.models import Gelombang, Penempatan, Peserta, RuangSesi
from asesmen.gelombang.rules import Calon, Petak, StatusSesi, Tersisa, place

OPEN = (StatusSesi.RENCANA, StatusSesi.DIKUNCI)


def bahan_susunan(gelombang: Gelombang) -> dict[str, Any]:
    """The arguments of `rules.place` for everybody without a seat. Five queries, whatever the size."""
    people = Peserta.objects.filter(gelombang=gelombang, is_mundur=False).select_related("pegawai__unit")
    seats = list(
        Penempatan.objects.filter(peserta__gelombang=gelombang).values_list(
            "peserta_id", "ruang_sesi_id", "ruang_sesi__sesi_id", "kursi"
        )
    )
    seated = {row[0]: row[2] for row in seats}
    rooms = list(_rooms(gelombang))
    kecamatan = {r.ruang.kecamatan for r in rooms if r.ruang.kecamatan}
    busy = _busy(gelombang, rooms)
    besar: Counter[int] = Counter()
    terisi: Counter[tuple[int, int]] = Counter()
    calon = []
    for p in people:
        unit = p.pegawai.unit
        # Who belongs to no unit is a unit of one: nobody's school stands empty for them.
        sekolah = unit.pk if unit else -p.pk
        besar[sekolah] += 1
        if p.pk in seated:
            terisi[seated[p.pk], sekolah] += 1
        else:
            near = home_of(unit.kecamatan if unit else "", unit.nama if unit else "", kecamatan)
            calon.append(Calon(p.pk, sekolah, near, busy.get(p.pegawai_id, ())))
    taken: dict[int, set[int]] = defaultdict(set)
    for _, room, _, kursi in seats:
        taken[room].add(kursi)
    petak = [_petak(r, taken[r.pk]) for r in rooms]
    return {
        "calon": calon,
        "petak": petak,
        "batas_persen": gelombang.batas_sekolah_persen,
        "besar": besar,
        "terisi": terisi,
    }


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


def _busy(gelombang: Gelombang, rooms: list[RuangSesi]) -> dict[int, tuple[tuple[datetime, datetime], ...]]:
    """pegawai id → when they sit in another wave within the days of this one."""
    if not rooms:
        return {}
    first, last = min(r.sesi.mulai for r in rooms), max(r.sesi.selesai for r in rooms)
    elsewhere = Penempatan.objects.filter(
        ruang_sesi__sesi__mulai__lt=last, ruang_sesi__sesi__selesai__gt=first
    ).exclude(peserta__gelombang=gelombang)
    found: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for pegawai_id, mulai, selesai in elsewhere.values_list(
        "pegawai_id", "ruang_sesi__sesi__mulai", "ruang_sesi__sesi__selesai"
    ):
        found[pegawai_id].append((mulai, selesai))
    return {pk: tuple(spans) for pk, spans in found.items()}
