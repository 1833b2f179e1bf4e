"""A bad entry is named and left out; the good ones beside it go on."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asesmen.ujian.rules import KirimanUnreadable, Simpanan, read_kiriman

BAIK: dict[str, Any] = {"versi": 7, "epoch": 1, "seq": 3, "nilai": "C", "ragu": False}


def test_a_good_entry_becomes_a_save() -> None:
    kiriman = read_kiriman({"simpanan": [BAIK], "since": 12})

    assert kiriman.simpanan == [Simpanan(7, 1, 3, "C", False)]
    assert (kiriman.refused, kiriman.since) == ([], 12)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"versi": "7"}, "bad_number"),
        ({"versi": True}, "bad_number"),
        ({"epoch": 0}, "bad_number"),
        ({"seq": 2**31}, "bad_number"),
        ({"nilai": 4}, "bad_value"),
        ({"nilai": {"a": 1}}, "bad_value"),
        ({"nilai": ["A", 1]}, "bad_value"),
        ({"nilai": "x" * 4001}, "bad_value"),
        ({"nilai": "a\x00b"}, "bad_value"),
        ({"nilai": "\ud800"}, "bad_value"),
        ({"ragu": 1}, "bad_value"),
        ({"pengerjaan": "x"}, "unknown_key"),
    ],
)
def test_a_bad_entry_is_named_and_its_neighbour_goes_on(change: dict[str, Any], code: str) -> None:
    kiriman = read_kiriman({"simpanan": [BAIK | {"seq": 4} | change, BAIK]})

    assert [reason for _, reason in kiriman.refused] == [code]
    assert kiriman.simpanan == [Simpanan(7, 1, 3, "C", False)]


def test_the_same_entry_twice_counts_once_and_two_contents_under_one_number_are_refused() -> None:
    kiriman = read_kiriman({"simpanan": [BAIK, BAIK, BAIK | {"nilai": "D"}]})

    assert kiriman.simpanan == [Simpanan(7, 1, 3, "C", False)]
    assert kiriman.refused == [([7, 1, 3], "conflict")]


@pytest.mark.parametrize("body", [None, [], "x", {"simpanan": "x"}, {"simpanan": [BAIK] * 101}])
def test_a_body_that_is_no_batch_is_refused_whole(body: object) -> None:
    with pytest.raises(KirimanUnreadable):
        read_kiriman(body)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
entry = st.fixed_dictionaries({}, optional=dict.fromkeys((*BAIK, "x"), anything))


@given(st.lists(anything | entry, max_size=20))
def test_junk_never_breaks_the_reader_and_every_entry_is_answered(entries: list[object]) -> None:
    kiriman = read_kiriman({"simpanan": entries, "since": 0})

    orders = {save.order for save in kiriman.simpanan}
    assert len(orders) == len(kiriman.simpanan)
    assert len(kiriman.simpanan) + len(kiriman.refused) <= len(entries)
