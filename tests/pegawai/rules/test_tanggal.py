from datetime import date

import pytest

from pegawai.rules.tanggal import add_years, read_tanggal


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-24", date(2026, 11, 24)),
        ("2026-11-24T08:00:00", date(2026, 11, 24)),
        ("24-11-2026", date(2026, 11, 24)),
        ("4/1/2026", date(2026, 1, 4)),
        ("24 November 2026", date(2026, 11, 24)),
        ("1-Agt-2026", None),
        ("1 Agustus 2026", date(2026, 8, 1)),
        ("31-02-2026", None),
        ("45620", None),
        ("", None),
    ],
)
def test_read_tanggal(text, expected):
    assert read_tanggal(text) == expected


def test_three_years_after_29_february_is_28_february():
    assert add_years(date(2024, 2, 29), 3) == date(2027, 2, 28)
    assert add_years(date(2025, 5, 5), 3) == date(2028, 5, 5)
