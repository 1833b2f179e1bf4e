from decimal import Decimal

import pytest

from antrean.formats import grafik
from antrean.formats.grafik import BarisCakupan


def test_coverage_bars_are_shares_of_their_group() -> None:
    guru = BarisCakupan("Guru", 1182, 900, 398)

    assert (guru.jumlah, guru.lebar_sudah, guru.lebar_terjadwal) == (2480, "47.7%", "36.3%")


def test_a_group_without_people_draws_an_empty_bar() -> None:
    assert BarisCakupan("Kosong", 0, 0, 0).lebar_sudah == "0.0%"


def test_classes_are_stacked_without_a_hole() -> None:
    pieces = grafik.stack([("Optimal", 3, 26), ("Cukup", 2, 70), ("Kurang", 1, 4)])

    assert [(p.x, p.lebar, p.tengah, p.is_labelled) for p in pieces] == [
        ("0.0%", "26.0%", "13.0%", True),
        ("26.0%", "70.0%", "61.0%", True),
        ("96.0%", "4.0%", "98.0%", False),
    ]


def test_no_results_yet_stack_to_nothing() -> None:
    assert [p.lebar for p in grafik.stack([("Optimal", 3, 0)])] == ["0.0%"]


def rows(*levels: str) -> list[tuple[str, Decimal, Decimal]]:
    return [(f"Kompetensi {i}", Decimal(level), Decimal(3)) for i, level in enumerate(levels)]


def test_a_radar_needs_three_axes() -> None:
    assert grafik.radar(rows("3", "3")) is None


def test_a_radar_starts_at_the_top_and_marks_what_is_below() -> None:
    radar = grafik.radar(rows("5", "3", "2.99", "0"))

    assert radar is not None
    assert radar.capaian.split()[0] == "240.0,61.0"
    assert radar.capaian.split()[3] == "240.0,186.0"
    assert [s.is_below for s in radar.sumbu] == [False, False, True, True]
    assert [s.anchor for s in radar.sumbu] == ["middle", "start", "middle", "end"]
    assert len(radar.jala) == 5


def test_a_level_above_the_scale_stays_inside_the_picture() -> None:
    radar = grafik.radar(rows("5.5", "3", "3"))

    assert radar is not None
    assert radar.capaian.split()[0] == "240.0,61.0"


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Integritas", ["Integritas"]),
        ("Kerja Sama", ["Kerja Sama"]),
        ("Orientasi pada Hasil", ["Orientasi", "pada Hasil"]),
        ("Pengembangan Diri dan Orang Lain", ["Pengembangan Diri", "dan Orang Lain"]),
        ("Pertanggungjawaban", ["Pertanggungjawaban"]),
    ],
)
def test_long_names_break_near_their_middle(name: str, lines: list[str]) -> None:
    assert grafik.split_label(name) == lines


BANDS = [("Kurang", 1, None), ("Cukup", 2, Decimal(78)), ("Optimal", 3, Decimal(90))]


def test_a_scale_places_limits_and_needle() -> None:
    scale = grafik.scale(Decimal("88.89"), BANDS, low=60, high=110)

    assert [(p.x, p.lebar) for p in scale.pita] == [("0.0%", "36.0%"), ("36.0%", "24.0%"), ("60.0%", "40.0%")]
    assert scale.jarum == "57.8%"


@pytest.mark.parametrize(("value", "needle"), [("12", "0.0%"), ("140", "100.0%")])
def test_a_needle_never_leaves_the_scale(value: str, needle: str) -> None:
    assert grafik.scale(Decimal(value), BANDS).jarum == needle


@pytest.mark.parametrize(("value", "anchor"), [("52", "start"), ("88", "middle"), ("138.89", "end")])
def test_the_words_of_a_needle_stay_inside_the_picture(value: str, anchor: str) -> None:
    assert grafik.scale(Decimal(value), BANDS).rata == anchor
