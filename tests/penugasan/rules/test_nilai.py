from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asesmen.penugasan.rules.nilai import Mark, level_per_kompetensi


def levels(*marks: tuple[str, int, int]) -> dict[str, Decimal]:
    found = level_per_kompetensi(Mark(kode, "kriteria", bobot, level) for kode, bobot, level in marks)
    return {kode: row.level for kode, row in found.items()}


def test_one_criterion_gives_its_own_level() -> None:
    assert levels(("KEP", 15, 4)) == {"KEP": Decimal("4.00")}


def test_criteria_of_one_competency_are_weighted() -> None:
    assert levels(("PRO", 25, 3), ("PED", 25, 3), ("PED", 20, 4)) == {
        "PRO": Decimal("3.00"),
        # (25 × 3 + 20 × 4) ÷ 45 = 3.444…
        "PED": Decimal("3.44"),
    }


def test_a_half_of_the_last_digit_goes_up() -> None:
    # (1 × 2 + 199 × 3) ÷ 200 = 2.995
    assert levels(("PED", 1, 2), ("PED", 199, 3)) == {"PED": Decimal("3.00")}


def test_the_details_show_the_sum_and_its_parts() -> None:
    row = level_per_kompetensi([Mark("PED", "Asesmen", 20, 4), Mark("PED", "Diferensiasi", 25, 3)])["PED"]

    assert row.rincian == {
        "bobot": 45,
        "jumlah": 155,
        "kriteria": [
            {"kriteria": "Asesmen", "bobot": 20, "level": 4},
            {"kriteria": "Diferensiasi", "bobot": 25, "level": 3},
        ],
    }


def test_nothing_marked_gives_no_levels() -> None:
    assert level_per_kompetensi([]) == {}


@pytest.mark.parametrize(("bobot", "level"), [(0, 3), (-1, 3), (20, 0), (20, 6)])
def test_a_weight_or_level_out_of_range_is_refused(bobot: int, level: int) -> None:
    with pytest.raises(ValueError):
        level_per_kompetensi([Mark("PED", "Asesmen", bobot, level)])


@given(st.lists(st.tuples(st.integers(1, 100), st.integers(1, 5)), min_size=1, max_size=8))
def test_the_level_lies_between_the_lowest_and_the_highest_mark(marks: list[tuple[int, int]]) -> None:
    level = levels(*[("PED", bobot, level) for bobot, level in marks])["PED"]

    assert min(m[1] for m in marks) <= level <= max(m[1] for m in marks)
    assert level == level.quantize(Decimal("0.01"))
