"""Why an answer was kept apart, how late it was, what it reads as; without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asesmen.ujian.rules import rescue_key
from asesmen.ujian.rules.karantina import (
    Keadaan,
    Sebab,
    decision_state,
    is_newer,
    late_text,
    order_after,
    seconds_late,
    why_apart,
)
from asesmen.ujian.rules.riwayat import Soal, answer_text, plain_text, questions_of

END = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)
MS = timedelta(milliseconds=1)
GRACE = timedelta(seconds=60)
ORDER = st.tuples(st.integers(1, 9), st.integers(1, 9))


@pytest.mark.parametrize(
    ("at", "finished_at", "is_old_device", "sebab"),
    [
        (END + GRACE + MS, None, False, Sebab.TERLAMBAT),
        (END + GRACE + MS, END, True, Sebab.TERLAMBAT),
        (END + GRACE, END, True, Sebab.DIKUMPULKAN),
        (END - GRACE, END - 2 * GRACE, False, Sebab.DIKUMPULKAN),
        (END - GRACE, END, True, Sebab.PERANGKAT),
        (END - GRACE, None, False, Sebab.BAGIAN),
    ],
)
def test_the_strongest_reason_is_named(at: datetime, finished_at: datetime, is_old_device: bool, sebab: Sebab) -> None:
    known = why_apart(at=at, deadline=END, tenggang=60, finished_at=finished_at, is_old_device=is_old_device)

    assert known is sebab


@pytest.mark.parametrize(("late", "seconds"), [(-1000, 0), (0, 0), (1, 1), (1000, 1), (1001, 2), (725_000, 725)])
def test_begun_seconds_count_as_late(late: int, seconds: int) -> None:
    assert seconds_late(at=END + late * MS, deadline=END) == seconds


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 detik"), (59, "59 detik"), (60, "1 menit"), (725, "12 menit 5 detik"), (3605, "1 jam 5 detik")],
)
def test_lateness_is_said_to_the_second(seconds: int, text: str) -> None:
    assert late_text(seconds) == text


def test_states_of_a_decision() -> None:
    assert decision_state(None) is Keadaan.BELUM
    assert decision_state("tolak", needs_second=True) is Keadaan.DITOLAK
    assert decision_state("terima") is Keadaan.DITERIMA
    assert decision_state("terima", needs_second=True) is Keadaan.MENUNGGU
    assert decision_state("terima", needs_second=True, has_second=True) is Keadaan.DITERIMA


@given(order=ORDER, stored=st.none() | ORDER)
def test_the_stored_number_never_falls(order: tuple[int, int], stored: tuple[int, int] | None) -> None:
    after = order_after(order, stored)

    assert after >= order
    assert stored is None or after >= stored
    assert is_newer(order, stored) == (after != stored)


SOAL = Soal(7, 3, "Teknis", "Pertanyaan?", (("C", "ketiga"), ("A", "pertama")))


@pytest.mark.parametrize(
    ("nilai", "text"),
    [
        ("A", "B. pertama"),
        (["A", "C"], "B. pertama; A. ketiga"),
        ([], "dikosongkan"),
        (None, "dikosongkan"),
        ("0,52", "0,52"),
        ("Z", "Z"),
    ],
)
def test_an_answer_reads_as_the_person_saw_it(nilai: object, text: str) -> None:
    assert answer_text(nilai, SOAL) == text


def test_questions_are_numbered_through_and_keep_their_frozen_order() -> None:
    naskah = [
        {"bagian": "Satu", "butir": [{"versi": 5, "opsi": ["B", "A"]}]},
        {"bagian": "Dua", "butir": [{"versi": 9, "opsi": []}]},
    ]
    content = {
        5: {
            "pertanyaan": "<p>Berapa&nbsp;<b>x</b>?</p>",
            "format": "html",
            "opsi": [{"kode": "A", "teks": "<i>a</i>"}],
        },
        9: {"pertanyaan": "a < b?", "opsi": []},
    }

    found = questions_of(naskah, content)

    assert found[5] == Soal(5, 1, "Satu", "Berapa x ?", (("B", ""), ("A", "a")))
    assert found[9] == Soal(9, 2, "Dua", "a < b?")
    assert plain_text("a\n\n b", False) == "a b"


def test_each_sitting_has_its_own_key() -> None:
    one, other = (rescue_key("kunci", f"0000000{n}-0000-4000-8000-000000000000") for n in (1, 2))

    assert (len(one), one == other) == (32, False)
