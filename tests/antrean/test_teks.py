from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antrean.formats import teks

WIB = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (12, "12"),
        (900, "900"),
        (2100, "2.100"),
        (-4706, "−4.706"),
        ("1234567", "1.234.567"),
        (None, ""),
        ("tiga", ""),
    ],
)  # fmt: skip
def test_counts_carry_a_dot_before_every_third_digit(number: object, text: str) -> None:
    assert teks.count_text(number) == text


@pytest.mark.parametrize(
    ("number", "places", "text"),
    [
        (Decimal("88.888"), 2, "88,89"),
        (Decimal("88.885"), 2, "88,89"),
        (Decimal("1234.5"), 2, "1.234,50"),
        (Decimal("-0.004"), 2, "0,00"),
        (Decimal(-1), 2, "−1,00"),
        (26, 1, "26,0"),
        (None, 2, ""),
        (True, 2, ""),
        (Decimal("NaN"), 2, ""),
    ],
)
def test_decimals_are_rounded_half_up_with_a_comma(number: object, places: int, text: str) -> None:
    assert teks.decimal_text(number, places) == text


@given(st.integers(min_value=0, max_value=10**15))
def test_a_count_without_its_dots_is_the_number_again(number: int) -> None:
    assert teks.count_text(number).replace(".", "") == str(number)


@pytest.mark.parametrize(
    ("gap", "places", "text"),
    [
        (Decimal("0.25"), None, "+0,25"),
        (Decimal("1.00"), None, "+1"),
        (Decimal("-0.50"), None, "−0,5"),
        (Decimal("-10"), None, "−10"),
        (Decimal(0), None, "0"),
        (Decimal("0.02"), 2, "+0,02"),
        (Decimal("-0.5"), 2, "−0,50"),
        (Decimal("-0.001"), 2, "0,00"),
        ("", None, ""),
    ],
)
def test_a_gap_shows_its_sign_and_a_true_minus(gap: object, places: int | None, text: str) -> None:
    assert teks.gap_text(gap, places) == text


@pytest.mark.parametrize(
    ("gap", "step"),
    [
        ("-3", "k3"), ("-1", "k3"), ("-0.99", "k2"), ("-0.5", "k2"), ("-0.49", "k1"), ("-0.25", "k1"), ("-0.24", "0"),
        ("0", "0"), ("0.24", "0"), ("0.25", "l1"), ("2", "l1"), (None, ""),
    ],
)  # fmt: skip
def test_the_gap_scale_changes_step_exactly_at_its_limits(gap: object, step: str) -> None:
    assert teks.gap_class(gap) == step


@pytest.mark.parametrize(
    ("part", "whole", "text"), [(1182, 2480, "47,7%"), (0, 9, "0,0%"), (1, 0, "—"), (None, 5, "—")]
)
def test_a_percentage_needs_a_whole(part: object, whole: object, text: str) -> None:
    assert teks.percent_text(part, whole) == text


@pytest.mark.parametrize(
    ("nip", "text"),
    [
        ("198609262015051001", "19860926 201505 1 001"),
        ("19860926 201505 1 001", "19860926 201505 1 001"),
        ("1976031219990", "1976031219990"),
        ("19760312199903200O", "19760312199903200O"),
        (None, ""),
    ],
)
def test_a_nip_is_grouped_and_anything_else_is_left_alone(nip: object, text: str) -> None:
    assert teks.nip_text(nip) == text


def test_a_code_is_grouped_for_reading_aloud() -> None:
    assert teks.code_text("K7RM4XPH9T") == "K7RM 4XPH 9T"


def test_days_are_written_in_indonesian() -> None:
    day = date(2026, 12, 1)

    assert teks.date_text(day) == "1 Desember 2026"
    assert teks.weekday_text(day) == "Selasa, 1 Desember 2026"
    assert teks.short_date_text(day) == "1 Des 2026"


@pytest.mark.parametrize(
    ("last", "text"),
    [
        (date(2026, 12, 1), "1 Desember 2026"),
        (date(2026, 12, 2), "1–2 Desember 2026"),
        (date(2027, 1, 5), "1 Desember 2026–5 Januari 2027"),
    ],
)
def test_a_range_of_days_repeats_nothing(last: date, text: str) -> None:
    assert teks.date_range_text(date(2026, 12, 1), last) == text


def test_a_range_within_a_year_names_both_months() -> None:
    assert teks.date_range_text(date(2026, 11, 30), date(2026, 12, 2)) == "30 November–2 Desember 2026"


@pytest.mark.parametrize(("hours", "zone"), [(7, "WIB"), (8, "WITA"), (9, "WIT"), (0, "UTC+0")])
def test_clock_times_name_their_zone(hours: int, zone: str) -> None:
    moment = datetime(2026, 12, 1, 8, 41, 7, tzinfo=timezone(timedelta(hours=hours)))

    assert teks.clock_text(moment) == f"08.41 {zone}"
    assert teks.clock_text(moment, with_seconds=True) == f"08.41.07 {zone}"


def test_a_moment_is_a_day_and_a_clock_time() -> None:
    assert teks.moment_text(datetime(2026, 11, 24, 10, 12, tzinfo=WIB)) == "24 November 2026 pukul 10.12 WIB"
    assert teks.clock_text(datetime(2026, 11, 24, 10, 12, tzinfo=UTC)) == "10.12 UTC+0"


@pytest.mark.parametrize(
    ("seconds", "text"), [(-5, "0 detik"), (40, "40 detik"), (150, "2 menit"), (3600, "1 jam"), (7500, "2 jam 5 menit")]
)
def test_durations_are_told_roughly(seconds: int, text: str) -> None:
    assert teks.duration_text(seconds) == text


@pytest.mark.parametrize(("size", "text"), [(812, "812 byte"), (23_400, "23 KB"), (2_100_000, "2,1 MB")])
def test_file_sizes_have_a_unit(size: int, text: str) -> None:
    assert teks.size_text(size) == text


def test_progress_estimates_the_rest_once_it_can() -> None:
    early = teks.progress_text(done=20, total=4140, elapsed=timedelta(seconds=1), satuan="baris")
    later = teks.progress_text(done=2566, total=4140, elapsed=timedelta(seconds=65), satuan="baris")

    assert early == "20 dari 4.140 baris"
    assert later == "2.566 dari 4.140 baris · kira-kira 40 detik lagi"
    assert teks.progress_text(done=10, total=10, elapsed=timedelta(minutes=1)) == "10 dari 10"
