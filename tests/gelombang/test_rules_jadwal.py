"""From the daily pattern to real days, Fridays included."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from asesmen.gelombang.rules import Pola, PolaUnreadable, days_between, jadwal_of, read_catatan

WIB = ZoneInfo("Asia/Jakarta")
POLA = [
    Pola(1, time(7, 30), time(9, 30)),
    Pola(3, time(13, 0), time(15, 0), jumat_mulai=time(14, 0)),
    Pola(4, time(15, 30), time(17, 30), is_jumat=False),
]


def times(day: date) -> list[tuple[int, str, str]]:
    return [(j.pola, f"{j.mulai:%H.%M}", f"{j.selesai:%H.%M}") for j in jadwal_of(POLA, [day], WIB)]


def test_an_ordinary_day_has_every_session():
    assert times(date(2026, 12, 1)) == [(1, "07.30", "09.30"), (3, "13.00", "15.00"), (4, "15.30", "17.30")]


def test_on_a_friday_one_session_starts_later_and_one_falls_out():
    assert times(date(2026, 12, 4)) == [(1, "07.30", "09.30"), (3, "14.00", "16.00")]


def test_sessions_of_several_days_come_in_order_of_time():
    found = jadwal_of(POLA, [date(2026, 12, 2), date(2026, 12, 1)], WIB)

    assert [j.mulai for j in found] == sorted(j.mulai for j in found)
    assert len(found) == 6


@pytest.mark.parametrize(
    ("catatan", "expected"),
    [
        ("", (None, True)),
        ("Jumat mulai 14:00", (time(14, 0), True)),
        ("jumat pukul 14.00", (time(14, 0), True)),
        ("tidak pada hari Jumat", (None, False)),
        ("kecuali Jumat", (None, False)),
    ],
)
def test_notes_about_friday_are_read(catatan, expected):
    assert read_catatan(catatan) == expected


@pytest.mark.parametrize("catatan", ["libur", "Jumat mulai 25:00", "Jumat"])
def test_a_note_that_says_something_else_is_refused(catatan):
    with pytest.raises(PolaUnreadable):
        read_catatan(catatan)


def test_days_between_leaves_out_the_weekend():
    week = days_between(date(2026, 12, 1), date(2026, 12, 8))

    assert [d.isoformat() for d in week] == [
        *("2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04", "2026-12-07", "2026-12-08")
    ]
    assert date(2026, 12, 5) in days_between(date(2026, 12, 1), date(2026, 12, 8), with_saturday=True)
