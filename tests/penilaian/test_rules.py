"""The rules on paper, on worked examples and on generated cases against plain fractions."""

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asesmen.kompetensi.rules import KonversiSnapshot
from asesmen.kompetensi.rules.contoh import PITA_POIN, SKEMA
from asesmen.penilaian.rules.angka import Nisbah, round_half_up, round_up
from asesmen.penilaian.rules.jpm import (
    Jumlah,
    StandarKosong,
    kelas_of,
    mean,
    next_kelas,
    sum_levels,
    sum_per_kelompok,
)
from asesmen.penilaian.rules.level import KonversiUnfit, combine, level_ujian
from asesmen.penilaian.rules.skor import CaraCampur, Skor, SkorButir, skor_per_kompetensi

CASES = Path(__file__).parent.parent / "cases"
KONVERSI = {
    "poin": KonversiSnapshot(1, "Pita", 1, "pita_persen", True, "", PITA_POIN),
    "bobot": KonversiSnapshot(2, "Rerata", 1, "rerata_bobot", True, ""),
}
PEMETAAN = SKEMA["pemetaan"]["pita"]

levels = st.integers(0, 550).map(lambda n: Decimal(n) / 100)
required = st.integers(1, 550).map(lambda n: Decimal(n) / 100)
pairs = st.lists(st.tuples(levels, required), min_size=1, max_size=20)
caps = st.sampled_from(["tanpa_batas", "per_kompetensi", "total"])
answers = st.lists(st.integers(0, 5).map(Decimal), min_size=1, max_size=100)


def cases(name: str) -> list:
    with (CASES / f"penilaian_{name}.csv").open(encoding="utf-8") as file:
        return [pytest.param(row, id=row["nama"]) for row in csv.DictReader(file)]


def decimals(text: str) -> list[Decimal]:
    return [Decimal(word) for word in text.split()]


def nisbah(text: str) -> Nisbah | None:
    return Nisbah(*(Decimal(part) for part in text.split("/"))) if text else None


def skor(cara: str, *nilai: Decimal, maksimum: Decimal = Decimal(5)) -> Skor:
    return skor_per_kompetensi(SkorButir("INT", cara, n, maksimum, n > 0) for n in nilai)["INT"]


@pytest.mark.parametrize("case", cases("jpm"))
def test_jpm_and_category_of_the_worked_examples(case):
    jumlah = sum_levels(zip(decimals(case["capaian"]), decimals(case["standar"]), strict=True), case["batas"])

    expected = Jumlah(*(Decimal(case[f"sum_{name}"]) for name in ("capaian", "dihitung", "standar")))
    kelas = kelas_of(jumlah, SKEMA[case["skema"]]["pita"])
    assert (jumlah, jumlah.persen, kelas.kode) == (expected, Decimal(case["jpm"]), case["kategori"])


@pytest.mark.parametrize("case", cases("level"))
def test_level_of_a_competency_at_every_boundary(case):
    if case["cara"] == "poin":
        nilai, maksimum = decimals(case["nilai"].replace("/", " "))
        found = Skor("poin", 1, 1, nilai, maksimum)
    else:
        found = skor("bobot", *decimals(case["nilai"]))

    assert round_half_up(level_ujian(found, KONVERSI[case["cara"]])) == Decimal(case["level"])


@pytest.mark.parametrize("case", cases("gabung"))
def test_two_methods_are_joined_and_rounded_once(case):
    tugas = Decimal(case["tugas"]) if case["tugas"] else None

    assert combine(nisbah(case["ujian"]), tugas, Decimal(case["bobot_ujian"])) == Decimal(case["level"])


def test_a_mean_of_weights_is_refused_for_right_or_wrong_items():
    with pytest.raises(KonversiUnfit):
        level_ujian(skor("poin", Decimal(1)), KONVERSI["bobot"])


def test_items_of_both_kinds_in_one_competency_are_refused():
    items = [SkorButir("INT", cara, Decimal(1), Decimal(5), True) for cara in ("poin", "bobot")]

    with pytest.raises(CaraCampur):
        skor_per_kompetensi(items)


def test_a_standard_that_asks_nothing_has_no_jpm():
    with pytest.raises(StandarKosong):
        sum_levels([(Decimal(3), Decimal(0))], "tanpa_batas")


def test_each_group_of_competencies_has_its_own_jpm():
    rows = [
        ("MANSOSKUL", Decimal(3), Decimal(3)),
        ("GURU", Decimal(2), Decimal(3)),
        ("MANSOSKUL", Decimal(2), Decimal(3)),
        ("KOSONG", Decimal(2), Decimal(0)),
    ]

    found = sum_per_kelompok(rows, "tanpa_batas")

    assert {g: j.persen for g, j in found.items()} == {"MANSOSKUL": Decimal("83.33"), "GURU": Decimal("66.67")}


def test_the_next_class_says_how_much_is_missing():
    jumlah = Jumlah(Decimal(24), Decimal(24), Decimal(27))

    band, missing = next_kelas(jumlah, PEMETAAN)

    assert (band.kode, missing) == ("O", Decimal("0.30"))


def test_the_best_class_has_no_next_one():
    assert next_kelas(Jumlah(Decimal(27), Decimal(27), Decimal(27)), PEMETAAN) is None


def test_a_mean_rounds_a_half_away_from_zero():
    assert mean([Decimal("-0.01"), Decimal("0.00")]) == Decimal("-0.01")


@given(answers, st.randoms())
def test_the_order_of_items_changes_nothing(weights, random):
    shuffled = list(weights)
    random.shuffle(shuffled)

    assert skor("bobot", *shuffled) == skor("bobot", *weights)


@given(pairs, caps, st.randoms())
def test_the_order_of_competencies_changes_nothing(rows, batas, random):
    shuffled = list(rows)
    random.shuffle(shuffled)

    assert sum_levels(shuffled, batas) == sum_levels(rows, batas)


@given(pairs, caps)
def test_class_and_display_equal_plain_fractions(rows, batas):
    reached = [Fraction(a) for a, _ in rows]
    asked = [Fraction(r) for _, r in rows]
    if batas == "per_kompetensi":
        reached = [min(pair) for pair in zip(reached, asked, strict=True)]
    share = sum(reached) * 100 / sum(asked)
    if batas == "total":
        share = min(share, Fraction(100))
    expected = "O" if share >= 90 else "CO" if share >= 78 else "KO"

    jumlah = sum_levels(rows, batas)

    shown = Fraction(int(share * 100 + Fraction(1, 2)), 100)
    assert (kelas_of(jumlah, PEMETAAN).kode, Fraction(jumlah.persen)) == (expected, shown)


@given(st.integers(1, 10_000), st.sampled_from([78, 90]), st.integers(-1, 1))
def test_a_hundredth_around_a_boundary_decides(required_hundreds, limit, offset):
    asked = Decimal(required_hundreds)
    achieved = asked * limit / 100 + Decimal(offset) / 100

    kelas = kelas_of(Jumlah(achieved, achieved, asked), PEMETAAN)

    upper = {78: "CO", 90: "O"}[limit]
    lower = {78: "KO", 90: "CO"}[limit]
    beyond = offset > 0 and limit == 78 and achieved >= asked * 90 / 100
    assert kelas.kode == ("O" if beyond else upper if offset >= 0 else lower)


@given(answers)
def test_a_mean_of_weights_equals_plain_fractions(weights):
    expected = Fraction(sum(map(int, weights)), len(weights))

    level = round_half_up(level_ujian(skor("bobot", *weights), KONVERSI["bobot"]))

    assert Fraction(level) == Fraction(int(expected * 100 + Fraction(1, 2)), 100)


@given(st.integers(0, 5000), st.integers(1, 5000), st.integers(0, 550), st.integers(0, 100))
def test_joined_methods_equal_plain_fractions(numerator, denominator, tugas, weight):
    exam = Nisbah(Decimal(numerator), Decimal(denominator))
    share = Fraction(weight, 100)
    expected = share * Fraction(numerator, denominator) + (1 - share) * Fraction(tugas, 100)

    level = combine(exam, Decimal(tugas) / 100, Decimal(weight) / 100)

    assert Fraction(level) == Fraction(int(expected * 100 + Fraction(1, 2)), 100)


@given(pairs, caps)
def test_what_is_missing_for_the_next_class_suffices_and_no_less(rows, batas):
    jumlah = sum_levels(rows, batas)
    following = next_kelas(jumlah, PEMETAAN)

    if following is None:
        assert kelas_of(jumlah, PEMETAAN).kode == "O"
        return
    band, missing = following
    with_it, almost = (
        kelas_of(Jumlah(jumlah.capaian, jumlah.dihitung + more, jumlah.standar), PEMETAAN)
        for more in (missing, missing - Decimal("0.01"))
    )
    assert with_it.dari >= band.dari
    assert almost.dari < band.dari


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_rounding_up_is_never_below(numerator, denominator):
    rounded = Fraction(round_up(Nisbah(Decimal(numerator), Decimal(denominator))))

    assert rounded - Fraction(1, 100) < Fraction(numerator, denominator) <= rounded
