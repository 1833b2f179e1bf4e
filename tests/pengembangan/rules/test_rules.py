from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pengembangan.rules.jadwal import can_enrol, can_note_angkatan, end_of, has_begun
from pengembangan.rules.jp import JP_PER_TAHUN, jp_left
from pengembangan.rules.kebutuhan import needs_development
from pengembangan.rules.kecocokan import Program, fits, fitting, starting_level

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def program(dari: int = 2, ke: int = 3, *kompetensi: str) -> Program:
    return Program(1, "DK-001", "Program", 16, dari, ke, frozenset(kompetensi or ("PED",)))


@pytest.mark.parametrize(
    ("level", "dari", "ke", "expected"),
    [
        ("2.00", 2, 3, True),
        ("2.99", 2, 3, True),
        ("3.00", 2, 3, False),
        ("1.99", 2, 3, False),
        ("1.50", 1, 3, True),
        ("2.50", 1, 3, True),
        ("4.00", 4, 5, True),
        ("5.00", 4, 5, False),
        ("0.67", 1, 2, True),
        ("0.00", 1, 2, True),
        ("0.67", 2, 3, False),
    ],
)
def test_a_programme_fits_from_its_first_level_until_just_below_its_last(
    level: str, dari: int, ke: int, expected: bool
) -> None:
    assert fits(program(dari, ke), "PED", Decimal(level)) is expected


def test_a_programme_fits_only_what_it_covers() -> None:
    assert fits(program(2, 3, "PED", "PRO"), "KEP", Decimal("2.00")) is False


def test_fitting_keeps_the_order_of_the_catalogue() -> None:
    first, other, last = program(2, 3), program(3, 4), program(1, 3)

    assert fitting([first, other, last], "PED", Decimal("2.40")) == (first, last)


@given(st.decimals("0", "5.5", places=2))
def test_somebody_never_starts_above_where_they_stand_unless_below_the_first_level(level: Decimal) -> None:
    assert starting_level(level) <= max(level, Decimal(1))
    assert starting_level(level) >= 1


@pytest.mark.parametrize(("jp", "left"), [(0, 20), (19, 1), (20, 0), (45, 0)])
def test_the_hours_left_of_the_year_never_fall_below_none(jp: int, left: int) -> None:
    assert jp_left(jp) == left


def test_the_minimum_is_that_of_the_regulation() -> None:
    assert JP_PER_TAHUN == 20


@pytest.mark.parametrize(
    ("rule", "has_gap", "peringkat", "expected"),
    [
        ("kesenjangan", True, 3, True),
        ("kesenjangan", False, 1, False),
        ("kategori", True, 3, False),
        ("kategori", True, 2, True),
        ("keduanya", True, 3, False),
        ("keduanya", True, 1, True),
        ("keduanya", False, 1, False),
    ],
)
def test_who_needs_development_is_the_offices_choice(rule: str, has_gap: bool, peringkat: int, expected: bool) -> None:
    assert needs_development(rule, has_gap=has_gap, peringkat=peringkat) is expected


def test_an_unknown_choice_is_refused() -> None:
    with pytest.raises(ValueError):
        needs_development("lain", has_gap=True, peringkat=1)


def test_a_batch_takes_people_until_its_last_day_and_notes_from_its_first() -> None:
    assert (can_enrol(DAY, DAY), can_enrol(DAY, date(2026, 11, 25))) == (True, False)
    assert (can_note_angkatan(DAY, DAY), can_note_angkatan(DAY, date(2026, 11, 23))) == (True, False)


def test_a_clinic_has_begun_at_its_start_and_lasts_as_long_as_its_topic() -> None:
    assert (has_begun(NOW, NOW), has_begun(end_of(NOW, 90), NOW)) == (True, False)
    assert end_of(NOW, 90) == datetime(2026, 11, 24, 4, 30, tzinfo=UTC)
