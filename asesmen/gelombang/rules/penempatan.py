"""Who sits where: a plain heuristic that a committee can follow with a pencil.

1. Use only as many sessions, in order of time, as the people need.
2. School by school, the largest first: each person goes to the session where fewest colleagues sit, then where most
   seats are left; never above the limit of one school per session, never while busy elsewhere.
3. Whoever is left is helped by moving one other person to another session.
4. In each session the rooms of a person's own kecamatan are filled first, then the others in order.
Whoever finds no seat is returned with the reason. Seats already taken stay as they are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Sebab(StrEnum):
    PENUH = "penuh"
    SIBUK = "sibuk"
    BATAS_SEKOLAH = "batas_sekolah"


@dataclass(frozen=True)
class Calon:
    """Somebody without a seat. `sibuk` are the times at which they sit elsewhere."""

    peserta_id: int
    sekolah: int
    kecamatan: str = ""
    sibuk: tuple[tuple[datetime, datetime], ...] = ()


@dataclass(frozen=True)
class Petak:
    """A room in a session, with the numbers of its free seats."""

    ruang_sesi_id: int
    sesi_id: int
    mulai: datetime
    selesai: datetime
    kursi: tuple[int, ...]
    kecamatan: str = ""


@dataclass(frozen=True)
class Tempat:
    peserta_id: int
    ruang_sesi_id: int
    kursi: int


@dataclass(frozen=True)
class Tersisa:
    """Without a seat. `perlu_persen`: the limit per school that would let this person in; None where none would."""

    peserta_id: int
    sebab: Sebab
    perlu_persen: int | None = None


@dataclass(frozen=True)
class Susunan:
    tempat: list[Tempat]
    tersisa: list[Tersisa]


@dataclass
class _Sesi:
    id: int
    mulai: datetime
    selesai: datetime
    petak: list[Petak] = field(default_factory=list)
    orang: list[Calon] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(len(p.kursi) for p in self.petak)

    @property
    def free(self) -> int:
        return self.total - len(self.orang)

    def suits(self, calon: Calon) -> bool:
        return all(selesai <= self.mulai or mulai >= self.selesai for mulai, selesai in calon.sibuk)


def limit_of(besar: int, batas_persen: int) -> int:
    """How many of one school may sit at the same time: the share, rounded down, at least one."""
    return max(1, besar * batas_persen // 100)


def place(
    calon: Sequence[Calon],
    petak: Iterable[Petak],
    *,
    batas_persen: int,
    besar: Mapping[int, int],
    terisi: Mapping[tuple[int, int], int],
) -> Susunan:
    """Seat these people in the free seats.

    `besar` maps school → its participants in the wave (seated ones too), `terisi` maps (session, school) → seated.
    """
    plan = _Plan(_sessions(petak), batas_persen, besar, terisi)
    waiting = sorted(calon, key=lambda c: (-besar.get(c.sekolah, 1), c.kecamatan, c.sekolah, c.peserta_id))
    in_use = _needed(plan.sesi, len(waiting))
    while True:
        waiting = [c for c in waiting if not plan.seat(c, plan.sesi[:in_use])]
        if not waiting or in_use >= len(plan.sesi):
            break
        in_use += 1
    waiting = [c for c in waiting if not plan.swap(c)]
    return Susunan([t for s in plan.sesi for t in _rooms(s)], [plan.explain(c) for c in waiting])


def _sessions(petak: Iterable[Petak]) -> list[_Sesi]:
    found: dict[int, _Sesi] = {}
    for p in petak:
        found.setdefault(p.sesi_id, _Sesi(p.sesi_id, p.mulai, p.selesai)).petak.append(p)
    return sorted(found.values(), key=lambda s: (s.mulai, s.id))


def _needed(sesi: Sequence[_Sesi], people: int) -> int:
    for n in range(1, len(sesi) + 1):
        if sum(s.total for s in sesi[:n]) >= people:
            return n
    return len(sesi)


class _Plan:
    """The state of one placing: how many of each school sit in each session."""

    def __init__(
        self, sesi: list[_Sesi], batas_persen: int, besar: Mapping[int, int], terisi: Mapping[tuple[int, int], int]
    ) -> None:
        self.sesi = sesi
        self.batas_persen = batas_persen
        self.besar = besar
        self.count = Counter(terisi)

    def is_below_limit(self, sesi: _Sesi, sekolah: int) -> bool:
        return self.count[sesi.id, sekolah] < limit_of(self.besar.get(sekolah, 1), self.batas_persen)

    def seat(self, calon: Calon, among: Sequence[_Sesi]) -> bool:
        options = [s for s in among if s.free > 0 and s.suits(calon) and self.is_below_limit(s, calon.sekolah)]
        if not options:
            return False
        # Permille of seats left: sessions of different size fill evenly.
        best = min(options, key=lambda s: (self.count[s.id, calon.sekolah], -(s.free * 1000 // s.total), s.mulai, s.id))
        self._put(calon, best)
        return True

    def swap(self, calon: Calon) -> bool:
        """Let somebody else move to a session with free seats, so that `calon` gets theirs."""
        for target in (s for s in self.sesi if s.free > 0):
            for source in self.sesi:
                if source is target or not source.suits(calon) or not self.is_below_limit(source, calon.sekolah):
                    continue
                for other in source.orang:
                    if target.suits(other) and self.is_below_limit(target, other.sekolah):
                        self._take(other, source)
                        self._put(other, target)
                        self._put(calon, source)
                        return True
        return False

    def explain(self, calon: Calon) -> Tersisa:
        with_seats = [s for s in self.sesi if s.free > 0]
        if not with_seats:
            return Tersisa(calon.peserta_id, Sebab.PENUH)
        suiting = [s for s in with_seats if s.suits(calon)]
        if not suiting:
            return Tersisa(calon.peserta_id, Sebab.SIBUK)
        besar = self.besar.get(calon.sekolah, 1)
        fewest = min(self.count[s.id, calon.sekolah] for s in suiting)
        return Tersisa(calon.peserta_id, Sebab.BATAS_SEKOLAH, min(100, -(-(fewest + 1) * 100 // besar)))

    def _put(self, calon: Calon, sesi: _Sesi) -> None:
        sesi.orang.append(calon)
        self.count[sesi.id, calon.sekolah] += 1

    def _take(self, calon: Calon, sesi: _Sesi) -> None:
        sesi.orang.remove(calon)
        self.count[sesi.id, calon.sekolah] -= 1


def _rooms(sesi: _Sesi) -> list[Tempat]:
    """Give rooms and seats to the people of one session: own kecamatan first, then in order of rooms."""
    free = {p.ruang_sesi_id: list(p.kursi) for p in sesi.petak}
    near: dict[str, list[int]] = defaultdict(list)
    for p in sesi.petak:
        near[p.kecamatan].append(p.ruang_sesi_id)
    order = [p.ruang_sesi_id for p in sesi.petak]
    seated, later = [], []
    for calon in sesi.orang:
        room = next((r for r in near[calon.kecamatan] if free[r]), None) if calon.kecamatan else None
        if room is None:
            later.append(calon)
        else:
            seated.append(Tempat(calon.peserta_id, room, free[room].pop(0)))
    for calon in later:
        room = next(r for r in order if free[r])
        seated.append(Tempat(calon.peserta_id, room, free[room].pop(0)))
    return seated
