"""The seating rule: nobody twice, no room over its seats, everybody placed or listed with a reason."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from asesmen.gelombang.rules import Calon, Petak, Sebab, limit_of, place

START = datetime(2026, 12, 1, 0, 30, tzinfo=UTC)


def slot(sesi: int) -> tuple[datetime, datetime]:
    mulai = START + timedelta(hours=2 * sesi)
    return mulai, mulai + timedelta(hours=2)


def make_petak(sesi: int, seats: int, room: int = 1, kecamatan: str = "", first: int = 1) -> Petak:
    mulai, selesai = slot(sesi)
    return Petak(100 * sesi + room, sesi, mulai, selesai, tuple(range(first, first + seats)), kecamatan)


def arrange(calon, petak, batas_persen=50, terisi=None):
    besar = Counter(c.sekolah for c in calon) + Counter({school: n for (_, school), n in (terisi or {}).items()})
    return place(calon, petak, batas_persen=batas_persen, besar=besar, terisi=terisi or {})


def test_sessions_are_filled_in_order_and_later_ones_stay_free():
    calon = [Calon(n, sekolah=n) for n in range(10)]

    susunan = arrange(calon, [make_petak(s, 10) for s in (1, 2, 3)])

    assert {t.ruang_sesi_id // 100 for t in susunan.tempat} == {1}
    assert susunan.tersisa == []


def test_a_school_is_spread_over_sessions():
    calon = [Calon(n, sekolah=1) for n in range(8)] + [Calon(n, sekolah=n) for n in range(100, 132)]

    susunan = arrange(calon, [make_petak(s, 10) for s in (1, 2, 3, 4)])

    of_school = Counter(t.ruang_sesi_id // 100 for t in susunan.tempat if t.peserta_id < 8)
    assert of_school == {1: 2, 2: 2, 3: 2, 4: 2}
    assert susunan.tersisa == []


def test_own_kecamatan_comes_first():
    petak = [make_petak(1, 2, room=1, kecamatan="Sangir"), make_petak(1, 2, room=2, kecamatan="Pauh Duo")]
    calon = [Calon(1, 1, "Pauh Duo"), Calon(2, 2, "Sangir"), Calon(3, 3, "Pauh Duo"), Calon(4, 4, "Jauh")]

    susunan = arrange(calon, petak)

    assert {t.peserta_id: t.ruang_sesi_id for t in susunan.tempat} == {1: 102, 2: 101, 3: 102, 4: 101}


def test_who_finds_no_seat_is_listed_as_full():
    susunan = arrange([Calon(n, n) for n in range(3)], [make_petak(1, 2)])

    assert len(susunan.tempat) == 2
    assert [t.sebab for t in susunan.tersisa] == [Sebab.PENUH]


def test_who_is_busy_elsewhere_is_listed_as_busy():
    susunan = arrange([Calon(1, 1, sibuk=(slot(1),))], [make_petak(1, 5)])

    assert susunan.tempat == []
    assert susunan.tersisa[0].sebab == Sebab.SIBUK


def test_the_limit_of_a_school_is_told_with_the_share_that_would_help():
    susunan = arrange([Calon(n, 1) for n in range(4)], [make_petak(1, 10)])

    assert len(susunan.tempat) == 2
    assert [(t.sebab, t.perlu_persen) for t in susunan.tersisa] == [(Sebab.BATAS_SEKOLAH, 75)] * 2


def test_one_other_person_moves_so_that_the_last_one_fits():
    # School 1 may have two at a time; only the evening has seats left, and it is full of its own people.
    petak = [make_petak(1, 3), make_petak(2, 3)]
    calon = [Calon(n, 1) for n in range(4)] + [Calon(10, 2, sibuk=(slot(2),)), Calon(11, 3)]

    susunan = arrange(calon, petak)

    assert susunan.tersisa == []
    assert len(susunan.tempat) == 6


def test_limit_of_lets_at_least_one_in():
    assert [limit_of(n, 50) for n in (1, 2, 3, 4, 14)] == [1, 1, 1, 2, 7]
    assert limit_of(3, 1) == 1


calon_lists = st.lists(
    st.tuples(st.integers(1, 6), st.sampled_from(["", "A", "B"]), st.lists(st.integers(0, 3), max_size=2)), max_size=40
).map(lambda rows: [Calon(n, s, k, tuple(slot(b) for b in busy)) for n, (s, k, busy) in enumerate(rows)])
petak_lists = st.lists(
    st.tuples(st.integers(0, 3), st.integers(1, 3), st.integers(0, 8), st.sampled_from(["A", "B", "C"])),
    max_size=10,
    unique_by=lambda row: row[:2],
).map(lambda rows: [make_petak(s, seats, room, k, first=3) for s, room, seats, k in rows])


@settings(max_examples=300, deadline=None)
@given(calon_lists, petak_lists, st.integers(1, 100))
def test_every_arrangement_keeps_the_rules(calon, petak, batas):
    susunan = arrange(calon, petak, batas)
    rooms = {p.ruang_sesi_id: p for p in petak}
    person = {c.peserta_id: c for c in calon}
    besar = Counter(c.sekolah for c in calon)

    placed = [t.peserta_id for t in susunan.tempat]
    assert sorted(placed + [t.peserta_id for t in susunan.tersisa]) == sorted(person)
    assert len({(t.ruang_sesi_id, t.kursi) for t in susunan.tempat}) == len(placed)
    assert all(t.kursi in rooms[t.ruang_sesi_id].kursi for t in susunan.tempat)
    for t in susunan.tempat:
        p = rooms[t.ruang_sesi_id]
        assert all(b <= p.mulai or a >= p.selesai for a, b in person[t.peserta_id].sibuk)
    together = Counter((rooms[t.ruang_sesi_id].sesi_id, person[t.peserta_id].sekolah) for t in susunan.tempat)
    assert all(n <= limit_of(besar[school], batas) for (_, school), n in together.items())


@settings(max_examples=100, deadline=None)
@given(calon_lists, petak_lists)
def test_without_limits_nobody_is_left_while_seats_are_free(calon, petak):
    free = [Calon(c.peserta_id, c.peserta_id, c.kecamatan) for c in calon]

    susunan = arrange(free, petak)

    seats = sum(len(p.kursi) for p in petak)
    assert len(susunan.tempat) == min(seats, len(free))
    assert {t.sebab for t in susunan.tersisa} <= {Sebab.PENUH}
