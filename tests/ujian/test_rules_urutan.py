"""However saves are duplicated, reordered and replayed, the newest by (epoch, seq) counts."""

from hypothesis import given
from hypothesis import strategies as st

from asesmen.ujian.rules import Simpanan, apply_saves

saves = st.lists(
    st.builds(
        Simpanan,
        versi=st.integers(1, 4),
        epoch=st.integers(1, 3),
        seq=st.integers(1, 30),
        nilai=st.sampled_from(["A", "B", "C", None]),
        ragu=st.booleans(),
    ),
    max_size=40,
    # One entry has one number: a page never writes two things under the same one.
    unique_by=lambda save: (save.epoch, save.seq),
)


def newest(history: list[Simpanan]) -> dict[int, Simpanan]:
    return {
        versi: max((s for s in history if s.versi == versi), key=lambda s: (s.epoch, s.seq))
        for versi in {s.versi for s in history}
    }


@given(saves, st.data())
def test_any_order_and_any_repetition_leaves_the_newest(history: list[Simpanan], data: st.DataObject) -> None:
    arrived = data.draw(st.permutations(history + history[: len(history) // 2]))

    assert apply_saves({}, arrived) == newest(history)


@given(saves, st.integers(0, 40))
def test_batches_add_up_to_the_whole(history: list[Simpanan], cut: int) -> None:
    in_two = apply_saves(apply_saves({}, history[:cut]), history[cut:])

    assert in_two == apply_saves({}, history)


@given(saves)
def test_a_replayed_history_changes_nothing(history: list[Simpanan]) -> None:
    state = apply_saves({}, history)

    assert apply_saves(state, history) == state


def test_a_new_device_wins_over_a_higher_counter_of_the_old_one() -> None:
    old, new = Simpanan(1, epoch=1, seq=99, nilai="A"), Simpanan(1, epoch=2, seq=1, nilai="B")

    assert apply_saves({}, [new, old]) == {1: new}
