from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asesmen.bank.rules import CARA_SKOR, KunciRow, Tipe, best_score, score
from asesmen.bank.rules.butir import ButirMasuk
from asesmen.bank.rules.tipe import JENIS_BUTIR
from asesmen.bank.rules.tipe.numerik import readings

OPSI = {"A": "satu", "B": "dua", "C": "tiga", "D": "empat", "E": "lima"}
BOBOT = {h: Decimal(w) for h, w in zip("ABCDE", (2, 5, 3, 4, 1), strict=True)}


def a_key(tipe: Tipe, **fields: Any) -> KunciRow:
    return KunciRow(1, 1, tipe.value, CARA_SKOR[tipe].value, fields.pop("poin", Decimal(2)), "PED", **fields)


KEYS = {
    Tipe.PILIHAN_GANDA: a_key(Tipe.PILIHAN_GANDA, kunci=("B",)),
    Tipe.PILIHAN_GANDA_KOMPLEKS: a_key(Tipe.PILIHAN_GANDA_KOMPLEKS, kunci=("A", "C")),
    Tipe.BENAR_SALAH: a_key(Tipe.BENAR_SALAH, kunci=("A",)),
    Tipe.ISIAN_SINGKAT: a_key(Tipe.ISIAN_SINGKAT, diterima=("perancah", "Perancah Belajar")),
    Tipe.NUMERIK: a_key(Tipe.NUMERIK, diterima=("0,52",), toleransi=Decimal("0.005")),
    Tipe.SJT: a_key(Tipe.SJT, bobot=BOBOT, poin=Decimal(5)),
}

anything = st.one_of(
    st.none(), st.text(max_size=30), st.integers(), st.booleans(), st.lists(st.sampled_from([*"ABCDEX", ""]))
)


def test_every_type_fulfils_the_contract() -> None:
    assert set(JENIS_BUTIR) == set(Tipe) == set(KEYS)


@pytest.mark.parametrize(
    ("tipe", "nilai", "points"),
    [
        (Tipe.PILIHAN_GANDA, "B", 2),
        (Tipe.PILIHAN_GANDA, " b ", 2),
        (Tipe.PILIHAN_GANDA, ["B"], 2),
        (Tipe.PILIHAN_GANDA, "C", 0),
        (Tipe.PILIHAN_GANDA, ["B", "C"], 0),
        (Tipe.PILIHAN_GANDA_KOMPLEKS, ["C", "A"], 2),
        (Tipe.PILIHAN_GANDA_KOMPLEKS, ["A"], 0),
        (Tipe.PILIHAN_GANDA_KOMPLEKS, ["A", "B", "C"], 0),
        (Tipe.BENAR_SALAH, "A", 2),
        (Tipe.BENAR_SALAH, "B", 0),
        (Tipe.ISIAN_SINGKAT, "  PERANCAH ", 2),
        (Tipe.ISIAN_SINGKAT, "perancah   belajar", 2),
        (Tipe.ISIAN_SINGKAT, "perancahbelajar", 2),
        (Tipe.ISIAN_SINGKAT, "tangga", 0),
        (Tipe.ISIAN_SINGKAT, ["perancah"], 0),
        (Tipe.NUMERIK, "0,52", 2),
        (Tipe.NUMERIK, "0.525", 2),
        (Tipe.NUMERIK, "0,515", 2),
        (Tipe.NUMERIK, "0,5149", 0),
        (Tipe.NUMERIK, "0,5251", 0),
        (Tipe.NUMERIK, " 0, 52 ", 2),
        (Tipe.NUMERIK, "kira-kira 0,52", 0),
        (Tipe.SJT, "B", 5),
        (Tipe.SJT, "E", 1),
        (Tipe.SJT, ["B", "D"], 0),
        (Tipe.SJT, "Z", 0),
    ],
)
def test_score_of_an_answer(tipe: Tipe, nilai: object, points: int) -> None:
    assert score(KEYS[tipe], nilai) == points


@pytest.mark.parametrize("blank", [None, "", "  ", [], ()])
@pytest.mark.parametrize("tipe", list(Tipe))
def test_a_blank_earns_nothing(tipe: Tipe, blank: object) -> None:
    assert score(KEYS[tipe], blank) == 0


@given(st.sampled_from(list(Tipe)), anything)
def test_no_answer_earns_less_than_nothing_or_more_than_the_best(tipe: Tipe, nilai: object) -> None:
    assert 0 <= score(KEYS[tipe], nilai) <= best_score(KEYS[tipe])


@given(st.sampled_from(list(Tipe)), anything)
def test_a_key_scores_the_same_after_it_went_through_json(tipe: Tipe, nilai: object) -> None:
    key = KEYS[tipe]

    assert KunciRow.from_json(key.as_json()) == key
    assert score(key.as_json(), nilai) == score(key, nilai)


@given(st.sets(st.sampled_from("ABCDE")), st.sets(st.sampled_from("ABCDE"), min_size=2))
def test_several_keys_earn_all_points_for_exactly_the_keys_and_none_otherwise(chosen: set[str], keys: set[str]) -> None:
    key = a_key(Tipe.PILIHAN_GANDA_KOMPLEKS, kunci=tuple(sorted(keys)))

    assert score(key, sorted(chosen)) == (2 if chosen == keys else 0)


@given(st.decimals(min_value=-1000, max_value=1000, places=3), st.decimals(min_value=0, max_value=5, places=3))
def test_a_number_is_right_exactly_within_the_tolerance(given_: Decimal, tolerance: Decimal) -> None:
    key = a_key(Tipe.NUMERIK, diterima=("12,5",), toleransi=tolerance)
    text = f"{given_:.4f}".replace(".", ",")

    assert score(key, text) == (2 if abs(given_ - Decimal("12.5")) <= tolerance else 0)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("0,52", ["0.52"]),
        ("1.250.000", ["1250000"]),
        ("1.250,5", ["1250.5"]),
        ("1,250.5", ["1250.5"]),
        ("1.250", ["1.250", "1250"]),
        ("\N{MINUS SIGN}3", ["-3"]),
        ("1e5", []),
        ("1,2,3", []),
        ("9" * 41, []),
        ("NaN", []),
    ],
)
def test_readings_of_a_typed_number(text: str, numbers: list[str]) -> None:
    assert readings(text) == {Decimal(n) for n in numbers}


PG = ButirMasuk("X-1", "PED", 2, Tipe.PILIHAN_GANDA, "Apa?", opsi=OPSI, kunci=("B",))


@pytest.mark.parametrize(
    ("butir", "code"),
    [
        (PG, None),
        (replace(PG, opsi={"A": "satu"}), "opsi_kurang"),
        (replace(PG, opsi={"A": "satu", "C": "tiga"}), "opsi_berlubang"),
        (replace(PG, opsi={"A": "satu", "B": " SATU "}), "opsi_kembar"),
        (replace(PG, kunci=()), "kunci_kosong"),
        (replace(PG, kunci=("A", "B")), "kunci_berlebih"),
        (replace(PG, opsi={"A": "satu", "B": "dua"}, kunci=("C",)), "kunci_tanpa_opsi"),
        (replace(PG, tipe=Tipe.PILIHAN_GANDA_KOMPLEKS), "kunci_kosong"),
        (replace(PG, tipe=Tipe.PILIHAN_GANDA_KOMPLEKS, kunci=("A", "E")), None),
        (replace(PG, tipe=Tipe.BENAR_SALAH), "opsi_benar_salah"),
        (replace(PG, tipe=Tipe.BENAR_SALAH, opsi={"A": "Benar", "B": "Salah"}), None),
        (replace(PG, tipe=Tipe.ISIAN_SINGKAT), "kunci_kosong"),
        (replace(PG, tipe=Tipe.ISIAN_SINGKAT, diterima=("perancah",)), None),
        (replace(PG, tipe=Tipe.NUMERIK, diterima=("banyak",)), "kunci_bukan_angka"),
        (replace(PG, tipe=Tipe.NUMERIK, diterima=("1",), toleransi=Decimal(-1)), "toleransi_negatif"),
        (replace(PG, tipe=Tipe.SJT, kunci=(), bobot=BOBOT), None),
        (replace(PG, tipe=Tipe.SJT, kunci=("B",), bobot=BOBOT), None),
        (replace(PG, tipe=Tipe.SJT, kunci=("A",), bobot=BOBOT), "kunci_bukan_terbaik"),
        (replace(PG, tipe=Tipe.SJT, bobot={"A": Decimal(1)}), "bobot_kosong"),
        (replace(PG, tipe=Tipe.SJT, bobot=BOBOT | {"A": Decimal(6)}), "bobot_di_luar_batas"),
        (replace(PG, tipe=Tipe.SJT, bobot=dict.fromkeys("ABCDE", Decimal(0))), "bobot_nol"),
    ],
)
def test_faults_of_an_item_name_the_first_thing_to_mend(butir: ButirMasuk, code: str | None) -> None:
    assert [m.code for m in JENIS_BUTIR[butir.tipe].faults(butir)] == ([code] if code else [])
