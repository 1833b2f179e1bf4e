"""Outages of a room, judged on paper."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asesmen.ujian.rules import SHORTEST, Duduk, outages, subtract
from asesmen.ujian.rules.gangguan import FEWEST

NOL = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
AT = NOL + timedelta(minutes=120)


def m(minutes: float) -> datetime:
    return NOL + timedelta(minutes=minutes)


def sitting(siapa: int, *silences: tuple[float, float], dari: float = 0, sampai: float = 120) -> Duduk:
    return Duduk(siapa, (m(dari), m(sampai)), tuple((m(a), m(b)) for a, b in silences))


def test_a_room_that_fell_silent_is_owed_the_stretch_in_whole_minutes() -> None:
    room = [sitting(n, (41 + n / 60, 48)) for n in range(30)] + [sitting(n) for n in range(30, 38)]

    [outage] = outages(room, [], AT)

    assert (outage.dari, outage.sampai, outage.menit) == (m(41 + 18 / 60), m(48), 7)
    assert (outage.siapa, outage.diam, outage.berjalan) == (tuple(range(30)), 30, 38)
    assert outage.is_berlangsung is False


@pytest.mark.parametrize(
    ("silent", "awake", "length", "found"),
    [(3, 3, 5, 1), (3, 4, 5, 0), (2, 0, 5, 0), (3, 0, 2, 1), (3, 0, 1.9, 0), (20, 20, 5, 1), (19, 20, 5, 0)],
)
def test_half_of_those_who_ran_and_three_at_least_for_two_minutes(
    silent: int, awake: int, length: float, found: int
) -> None:
    room = [sitting(n, (10, 10 + length)) for n in range(silent)] + [sitting(100 + n) for n in range(awake)]

    assert len(outages(room, [], AT)) == found


def test_those_who_had_ended_or_not_begun_are_not_counted() -> None:
    silent = [sitting(n, (40, 50)) for n in range(3)]
    gone = [sitting(100 + n, sampai=30) for n in range(20)] + [sitting(200 + n, dari=60) for n in range(20)]

    [outage] = outages(silent + gone, [], AT)

    assert (outage.diam, outage.berjalan) == (3, 3)


def test_only_the_silent_are_owed_and_only_those_who_can_still_use_it() -> None:
    room = [sitting(n, (40, 50)) for n in range(4)]
    room += [sitting(4, (48, 60)), sitting(5, (49, 60)), sitting(6)]
    room += [Duduk(7, (m(0), m(120)), ((m(40), m(50)),), can_gain=False)]

    [outage] = outages(room, [], AT)

    assert outage.siapa == (0, 1, 2, 3, 4)


def test_what_was_decided_is_proposed_no_more_and_another_outage_is() -> None:
    room = [sitting(n, (40, 47), (80, 85)) for n in range(5)]

    [later] = outages(room, [(m(40.5), m(47))], AT)

    assert (later.dari, later.menit) == (m(80), 5)
    assert outages(room, [(m(40), m(47)), (m(80), m(85))], AT) == []


def test_a_room_that_is_silent_now_is_told_apart() -> None:
    [outage] = outages([sitting(n, (110, 120)) for n in range(3)], [], AT)

    assert outage.is_berlangsung


MINUTES = st.integers(0, 119)
SPANS = st.tuples(MINUTES, st.integers(1, 30)).map(lambda s: (s[0], min(120, s[0] + s[1])))
ROOMS = st.lists(st.tuples(SPANS, st.lists(SPANS, max_size=3)), max_size=8).map(
    lambda rows: [sitting(n, *silences, dari=run[0], sampai=run[1]) for n, (run, silences) in enumerate(rows)]
)


def is_silent(d: Duduk, moment: datetime) -> bool:
    return d.berjalan[0] <= moment < d.berjalan[1] and any(a <= moment < b for a, b in d.diam)


@given(ROOMS)
def test_every_moment_inside_an_outage_and_none_outside_it_has_half_the_room_silent(room: list[Duduk]) -> None:
    found = outages(room, [], AT)
    for half_minute in range(240):
        moment = m(half_minute / 2 + 0.25)
        silent = sum(is_silent(d, moment) for d in room)
        running = sum(d.berjalan[0] <= moment < d.berjalan[1] for d in room)
        is_out = silent >= FEWEST and 2 * silent >= running
        inside = [g for g in found if g.dari <= moment < g.sampai]
        assert len(inside) <= 1
        assert is_out or not inside


@given(ROOMS)
def test_an_outage_is_long_enough_and_names_the_silent_alone(room: list[Duduk]) -> None:
    for outage in outages(room, [], AT):
        length = outage.sampai - outage.dari
        assert length >= SHORTEST
        assert timedelta(minutes=outage.menit - 1) < length <= timedelta(minutes=outage.menit)
        for siapa in outage.siapa:
            halves = [outage.dari + timedelta(seconds=30) * n for n in range(int(length / timedelta(seconds=30)))]
            assert sum(is_silent(room[siapa], h) for h in halves) >= 4


@given(ROOMS)
def test_deciding_every_outage_leaves_nothing_to_propose(room: list[Duduk]) -> None:
    found = outages(room, [], AT)

    assert outages(room, [(g.dari, g.sampai) for g in found], AT) == [] or not all(g.siapa for g in found)


@given(SPANS, st.lists(SPANS, max_size=4))
def test_subtract_leaves_exactly_the_uncovered_moments(whole: tuple[int, int], parts: list[tuple[int, int]]) -> None:
    rest = subtract((m(whole[0]), m(whole[1])), [(m(a), m(b)) for a, b in parts])

    left = [n for n in range(120) if any(a <= m(n + 0.5) < b for a, b in rest)]
    assert left == [n for n in range(*whole) if not any(a <= n < b for a, b in parts)]
