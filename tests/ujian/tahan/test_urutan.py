"""P05, F17, F18: saves may arrive twice, in any order, from two devices; what counts is the newest by (epoch, seq).

Broken build: without the sequence guard the last to arrive wins, and the same test sees it.
"""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from asesmen.ujian import services
from asesmen.ujian.models import Jawaban, LogJawaban, Pengerjaan
from asesmen.ujian.rules import Simpanan, apply_saves
from tests.ujian.factories import AT, MENIT, begin, make_ujian
from tests.ujian.tahan.rusak import no_sequence_guard
from tests.ujian.tahan.ukuran import IS_FULL, count

QUICK = [Phase.explicit, Phase.reuse, Phase.generate]
COMMON: dict[str, Any] = {
    "deadline": None,
    "derandomize": not IS_FULL,
    "database": None,
    "suppress_health_check": list(HealthCheck),
}

entries = st.lists(
    st.builds(
        Simpanan,
        versi=st.integers(0, 3),
        epoch=st.integers(1, 3),
        seq=st.integers(1, 30),
        nilai=st.sampled_from(["A", "B", "C", ["A", "C"], None, ""]),
        ragu=st.booleans(),
    ),
    min_size=1,
    max_size=20,
    unique_by=lambda e: e.order,
)


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Simpanan], list[list[Simpanan]]]:
    """What two devices wrote, and how it arrived: cut into batches, some repeated, all in any order."""
    written = draw(entries)
    again = draw(st.lists(st.sampled_from(written), max_size=10))
    arrived = draw(st.permutations([*written, *again]))
    size = draw(st.integers(1, 5))
    return written, [arrived[n : n + size] for n in range(0, len(arrived), size)]


def newest(written: list[Simpanan]) -> dict[int, Simpanan]:
    """Said another way than the rule says it: sort, and let the last of each item stand."""
    return {e.versi: e for e in sorted(written, key=lambda e: e.order)}


@settings(max_examples=count("HISTORIES", 500, 100_000), phases=QUICK, **COMMON)
@given(histories())
def test_any_history_ends_with_the_newest_of_each_item(history: tuple[list[Simpanan], list[list[Simpanan]]]) -> None:
    written, batches = history
    state: dict[int, Simpanan] = {}
    for batch in batches:
        state = apply_saves(state, batch)

    assert state == newest(written)


@pytest.fixture
def p(db: None) -> Pengerjaan:
    p = begin(make_ujian())
    Pengerjaan.objects.filter(pk=p.pk).update(epoch=3)
    return p


def once(batch: list[Simpanan]) -> list[Simpanan]:
    """As the door hands a batch on: one entry of each number."""
    return list({e.order: e for e in batch}.values())


def deliver(p: Pengerjaan, batches: list[list[Simpanan]]) -> tuple[set[tuple[int, int]], dict[int, Any]]:
    """Bring the batches to the server, then forget them again; (numbers acknowledged, item → what is stored)."""
    acked: set[tuple[int, int]] = set()
    with transaction.atomic():
        for batch in batches:
            named = [Simpanan(p.versi_ids[e.versi], e.epoch, e.seq, e.nilai, e.ragu) for e in once(batch)]
            result = services.save(pengerjaan_id=p.pk, lease=p.lease, simpanan=named, at=AT + MENIT)
            assert result is not None
            acked |= {(e, s) for _, e, s in result.acked}
        rows = Jawaban.objects.filter(pengerjaan=p).values_list("versi_id", "epoch", "seq", "nilai", "is_ragu")
        stored = {p.versi_ids.index(v): Simpanan(p.versi_ids.index(v), *rest) for v, *rest in rows}
        logged = set(LogJawaban.objects.filter(pengerjaan=p).values_list("epoch", "seq"))
        transaction.set_rollback(True)
    assert acked == logged
    return acked, stored


def holds(p: Pengerjaan, history: tuple[list[Simpanan], list[list[Simpanan]]]) -> bool:
    written, batches = history
    acked, stored = deliver(p, batches)
    return acked == {e.order for e in written} and stored == newest(written)


def test_any_history_ends_so_in_the_database_too(p: Pengerjaan) -> None:
    @settings(max_examples=count("STORED_HISTORIES", 60, 5000), phases=QUICK, **COMMON)
    @given(histories())
    def in_the_database(history: tuple[list[Simpanan], list[list[Simpanan]]]) -> None:
        assert holds(p, history)

    in_the_database()


def test_the_same_test_catches_a_build_without_the_sequence_guard(p: Pengerjaan) -> None:
    with no_sequence_guard():
        try:
            written, batches = find(
                histories(), lambda h: not holds(p, h), settings=settings(max_examples=60, phases=QUICK, **COMMON)
            )
        except NoSuchExample:
            pytest.fail("nothing was found although the guard is gone")
    assert holds(p, (written, batches)), "with the guard the same history is right"
