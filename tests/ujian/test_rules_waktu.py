from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asesmen.ujian.rules import Kedatangan, accepts, arrival, can_start, deadline, seconds_left

MULAI = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
DETIK = timedelta(seconds=1)
MILI = timedelta(milliseconds=1)

detik = st.integers(0, 20_000)


def test_the_deadline_is_the_duration_after_the_start() -> None:
    end = deadline(batas_sesi=MULAI + timedelta(hours=3), started_at=MULAI, durasi=7200, tambahan=0)

    assert end == MULAI + timedelta(hours=2)


def test_whoever_starts_late_is_stopped_by_the_end_of_the_session() -> None:
    end = deadline(
        batas_sesi=MULAI + timedelta(hours=2), started_at=MULAI + timedelta(minutes=30), durasi=7200, tambahan=0
    )

    assert end == MULAI + timedelta(hours=2)


def test_extra_time_counts_beyond_the_end_of_the_session() -> None:
    end = deadline(batas_sesi=MULAI + timedelta(hours=2), started_at=MULAI, durasi=7200, tambahan=420)

    assert end == MULAI + timedelta(hours=2, minutes=7)


@given(st.integers(-20_000, 20_000), detik, detik, detik, detik)
def test_more_time_never_brings_the_deadline_nearer(batas: int, mulai: int, durasi: int, a: int, b: int) -> None:
    def end(tambahan: int) -> datetime:
        return deadline(
            batas_sesi=MULAI + batas * DETIK, started_at=MULAI + mulai * DETIK, durasi=durasi, tambahan=tambahan
        )

    assert end(a + b) == end(a) + b * DETIK


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        (-MILI, Kedatangan.DITERIMA),
        (0 * MILI, Kedatangan.DITERIMA),
        (MILI, Kedatangan.TENGGANG),
        (60 * DETIK, Kedatangan.TENGGANG),
        (60 * DETIK + MILI, Kedatangan.KARANTINA),
    ],
)
def test_an_answer_is_judged_to_the_millisecond(offset: timedelta, expected: Kedatangan) -> None:
    assert arrival(at=MULAI + offset, deadline=MULAI, tenggang=60) is expected


@given(st.integers(-1000, 1000), st.integers(0, 600))
def test_an_answer_is_accepted_exactly_until_the_end_of_the_grace(offset: int, tenggang: int) -> None:
    assert accepts(at=MULAI + offset * DETIK, deadline=MULAI, tenggang=tenggang) == (offset <= tenggang)


def test_no_negative_time_is_ever_left() -> None:
    assert seconds_left(at=MULAI + DETIK, deadline=MULAI) == 0.0
    assert seconds_left(at=MULAI - 90 * DETIK, deadline=MULAI) == 90.0


def test_a_session_can_be_entered_from_its_first_moment_until_just_before_its_last() -> None:
    end = MULAI + timedelta(hours=2)

    assert [can_start(at=t, mulai=MULAI, selesai=end) for t in (MULAI - MILI, MULAI, end - MILI, end)] == [
        False,
        True,
        True,
        False,
    ]
