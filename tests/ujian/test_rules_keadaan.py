from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asesmen.ujian.rules import NEXT, Ember, Kursi, Status, can_reopen, seat_state, take, tries_left

NOW = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)


def seat(**changes: object) -> Kursi:
    given: dict = {
        "status": Status.BERJALAN,
        "is_present": True,
        "answered": 3,
        "last_seen": NOW - timedelta(seconds=5),
        "is_over": False,
        "at": NOW,
    }
    return seat_state(**(given | changes))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"status": None, "is_present": False}, Kursi.BELUM),
        ({"status": Status.SIAP, "is_present": False}, Kursi.BELUM),
        ({"status": Status.SIAP}, Kursi.HADIR),
        ({"answered": 0}, Kursi.MULAI),
        ({}, Kursi.SEDANG),
        ({"last_seen": NOW - timedelta(seconds=66)}, Kursi.PUTUS),
        ({"last_seen": None}, Kursi.PUTUS),
        ({"is_over": True}, Kursi.SELESAI),
        ({"status": Status.SELESAI}, Kursi.SELESAI),
    ],
)
def test_a_seat_says_one_thing(changes: dict[str, object], expected: Kursi) -> None:
    assert seat(**changes) is expected


def test_every_state_is_reached_and_none_leads_to_itself() -> None:
    assert {to for following in NEXT.values() for to in following} | {Status.SIAP} == set(Status)
    assert all(status not in NEXT[status] for status in Status)


def test_only_a_sitting_that_the_clock_ended_can_open_again() -> None:
    found = {(s, k) for s in Status for k in ("peserta", "waktu", "proktor") if can_reopen(status=s, finish_kind=k)}

    assert found == {(Status.SELESAI, "waktu")}


@given(st.lists(st.floats(0, 0.05), min_size=1, max_size=300))
def test_a_bucket_never_gives_more_than_its_burst_and_its_rate(pauses: list[float]) -> None:
    ember, now, given_out = Ember(50.0, 0.0), 0.0, 0
    for pause in pauses:
        now += pause
        given_out += take(ember, now) == 0.0

    assert given_out <= 50 + now * 10 + 1


def test_a_refused_caller_learns_how_long_to_wait() -> None:
    ember = Ember(0.0, 100.0)

    assert take(ember, 100.0) == pytest.approx(0.1)
    assert take(ember, 100.11) == 0.0


@pytest.mark.parametrize(
    ("jumlah", "minutes", "left"), [(0, None, 5), (1, 0, 4), (4, 4, 1), (5, 4, 0), (9, 1, 0), (5, 5, 5)]
)
def test_five_wrong_tries_are_followed_by_a_pause_of_five_minutes(jumlah: int, minutes: int | None, left: int) -> None:
    sejak = None if minutes is None else NOW - timedelta(minutes=minutes)

    assert tries_left(jumlah, sejak, NOW) == left
