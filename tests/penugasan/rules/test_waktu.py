from datetime import UTC, datetime, timedelta

import pytest

from asesmen.penugasan.rules.waktu import Tahap, left_text, tahap

DIBUKA = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
TENGGAT = datetime(2026, 11, 27, 16, 59, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (DIBUKA - SECOND, Tahap.BELUM_DIBUKA),
        (DIBUKA, Tahap.DIBUKA),
        (TENGGAT - SECOND, Tahap.DIBUKA),
        (TENGGAT, Tahap.LEWAT),
    ],
)
def test_work_is_taken_from_the_opening_until_just_before_the_deadline(at: datetime, expected: Tahap) -> None:
    assert tahap(DIBUKA, TENGGAT, at) == expected


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (timedelta(days=5, hours=3, minutes=59), "5 hari 3 jam lagi"),
        (timedelta(days=2, minutes=30), "2 hari lagi"),
        (timedelta(hours=7, minutes=5), "7 jam 5 menit lagi"),
        (timedelta(hours=1), "1 jam lagi"),
        (timedelta(minutes=12, seconds=59), "12 menit lagi"),
        (timedelta(seconds=59), "kurang dari 1 menit lagi"),
        (timedelta(0), "sudah lewat"),
        (timedelta(days=-1), "sudah lewat"),
    ],
)
def test_the_time_left_is_rounded_down(left: timedelta, expected: str) -> None:
    assert left_text(TENGGAT, TENGGAT - left) == expected
