"""The save statement on the real database: what is acknowledged is stored, whatever order it came in."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from asesmen.ujian import services
from asesmen.ujian.models import Jawaban, LogJawaban, Pengerjaan
from asesmen.ujian.rules import Simpanan
from tests.ujian.factories import AT, DETIK, DURASI, MENIT, begin, make_ujian, save

pytestmark = pytest.mark.django_db
MILI = timedelta(milliseconds=1)
LATE = "cd" * 16


def stored(p: Pengerjaan) -> dict[int, object]:
    return dict(Jawaban.objects.filter(pengerjaan=p).values_list("versi_id", "nilai"))


def log(p: Pengerjaan) -> list[tuple]:
    return list(LogJawaban.objects.filter(pengerjaan=p).values_list("epoch", "seq", "nilai", "keadaan"))


def test_a_save_is_one_statement_and_names_what_it_stored() -> None:
    p = begin(make_ujian())

    with CaptureQueriesContext(
        connection,
    ) as queries:
        result = save(p, (0, 1, 1, "C"), (1, 1, 2, ["A", "C"]))

    assert len(queries) == 1
    assert result.acked == [[p.versi_ids[0], 1, 1], [p.versi_ids[1], 1, 2]]
    assert (result.pintu, result.quarantined, result.refused) == ("buka", [], [])
    assert stored(p) == {p.versi_ids[0]: "C", p.versi_ids[1]: ["A", "C"]}
    assert result.deadline == AT + DURASI * MENIT


def test_the_same_save_twice_is_acknowledged_twice_and_stored_once() -> None:
    p = begin(make_ujian())

    first, second = save(p, (0, 1, 1, "C")), save(p, (0, 1, 1, "C"))

    assert first.acked == second.acked == [[p.versi_ids[0], 1, 1]]
    assert log(p) == [(1, 1, "C", "diterima")]


def test_an_older_save_that_arrives_late_is_logged_and_changes_nothing() -> None:
    p = begin(make_ujian())
    save(p, (0, 1, 5, "C"))

    result = save(p, (0, 1, 4, "A"))

    assert result.acked == [[p.versi_ids[0], 1, 4]]
    assert stored(p) == {p.versi_ids[0]: "C"}
    assert log(p) == [(1, 4, "A", "diterima"), (1, 5, "C", "diterima")]


def test_several_saves_of_one_item_in_one_batch_leave_the_newest() -> None:
    p = begin(make_ujian())

    save(p, (0, 1, 3, "C"), (0, 1, 1, "A"), (0, 1, 2, "B"))

    assert stored(p) == {p.versi_ids[0]: "C"}
    assert len(log(p)) == 3


def test_a_cleared_answer_is_stored_as_nothing() -> None:
    p = begin(make_ujian())
    save(p, (0, 1, 1, "A"))

    save(p, (0, 1, 2, None))

    assert stored(p) == {p.versi_ids[0]: None}
    assert Jawaban.objects.get(nilai__isnull=True).seq == 2


def test_a_bad_entry_is_named_and_its_neighbour_is_stored() -> None:
    p = begin(make_ujian())
    foreign = max(p.versi_ids) + 1

    result = services.save(
        pengerjaan_id=p.pk,
        lease=p.lease,
        simpanan=[
            Simpanan(foreign, 1, 1, "A"),
            Simpanan(p.versi_ids[0], 1, 2, "B"),
            Simpanan(p.versi_ids[1], 2, 1, "C"),
        ],
        at=AT + MENIT,
    )

    assert result.acked == [[p.versi_ids[0], 1, 2]]
    assert result.refused == [([foreign, 1, 1], "unfit"), ([p.versi_ids[1], 2, 1], "unfit")]
    assert stored(p) == {p.versi_ids[0]: "B"}


def test_a_number_that_already_carries_something_else_is_not_acknowledged() -> None:
    p = begin(make_ujian())
    save(p, (0, 1, 1, "A"))

    result = save(p, (0, 1, 1, "B"))

    assert (result.acked, result.refused) == ([], [([p.versi_ids[0], 1, 1], "conflict")])
    assert stored(p) == {p.versi_ids[0]: "A"}


def test_another_device_s_saves_are_kept_apart() -> None:
    ujian = make_ujian()
    p = begin(ujian)
    save(p, (0, 1, 1, "A"))
    Pengerjaan.objects.filter(pk=p.pk).update(lease=LATE, epoch=2)

    old = save(p, (0, 1, 2, "B"))
    new = save(p, (1, 2, 1, "C"), lease=LATE)

    assert (old.pintu, old.acked, old.quarantined) == ("lain", [], [[p.versi_ids[0], 1, 2]])
    assert (new.pintu, new.acked) == ("buka", [[p.versi_ids[1], 2, 1]])
    assert stored(p) == {p.versi_ids[0]: "A", p.versi_ids[1]: "C"}


def test_a_device_without_lease_cannot_use_numbers_of_the_current_one() -> None:
    p = begin(make_ujian())

    result = save(p, (0, 1, 1, "A"), lease=LATE)

    assert (result.pintu, result.refused) == ("lain", [([p.versi_ids[0], 1, 1], "unfit")])
    assert log(p) == []


def test_an_earlier_epoch_of_the_same_device_never_overwrites_a_later_one() -> None:
    p = begin(make_ujian())
    services.open_page(pengerjaan_id=p.pk, session_lease=p.lease, at=AT)
    save(p, (0, 2, 1, "B"))

    result = save(p, (0, 1, 99, "A"))

    assert result.acked == [[p.versi_ids[0], 1, 99]]
    assert stored(p) == {p.versi_ids[0]: "B"}


@pytest.mark.parametrize(
    ("offset", "pintu", "keadaan", "is_late"),
    [
        (-MILI, "buka", "diterima", False),
        (0 * MILI, "buka", "diterima", False),
        (MILI, "tenggang", "tenggang", True),
        (60 * DETIK, "tenggang", "tenggang", True),
        (60 * DETIK + MILI, "tutup", "karantina", None),
    ],
)
def test_the_deadline_and_the_grace_are_exact(
    offset: timedelta, pintu: str, keadaan: str, is_late: bool | None
) -> None:
    p = begin(make_ujian())

    result = save(p, (0, 1, 1, "A"), at=AT + DURASI * MENIT + offset)

    assert result.pintu == pintu
    assert [row[3] for row in log(p)] == [keadaan]
    assert list(Jawaban.objects.values_list("is_terlambat", flat=True)) == ([] if is_late is None else [is_late])


def test_a_save_after_the_end_of_the_sitting_is_kept_apart_and_named() -> None:
    p = begin(make_ujian())
    services.submit(pengerjaan_id=p.pk, lease=p.lease, at=AT + 2 * MENIT)

    result = save(p, (0, 1, 1, "A"), at=AT + 3 * MENIT)

    assert (result.pintu, result.status, result.quarantined) == ("tutup", "selesai", [[p.versi_ids[0], 1, 1]])
    assert stored(p) == {}


def test_what_was_kept_apart_stays_so_when_it_comes_again() -> None:
    p = begin(make_ujian())
    end = AT + DURASI * MENIT
    save(p, (0, 1, 1, "A"), at=end + 61 * DETIK)
    Pengerjaan.objects.update(tambahan=600)

    result = save(p, (0, 1, 1, "A"), at=end + 62 * DETIK)

    assert result.quarantined == [[p.versi_ids[0], 1, 1]]
    assert stored(p) == {}


def test_an_unknown_sitting_is_no_result() -> None:
    assert services.save(pengerjaan_id="00000000-0000-0000-0000-000000000000", lease="", simpanan=[]) is None  # type: ignore[arg-type]


def test_the_log_refuses_to_be_changed() -> None:
    p = begin(make_ujian())
    save(p, (0, 1, 1, "A"))

    with pytest.raises(Exception, match=r"(?i)append|tambah|ubah"):
        LogJawaban.objects.update(nilai="B")


entries = st.lists(
    st.tuples(st.integers(0, 2), st.integers(1, 2), st.integers(1, 12), st.sampled_from(["A", "B", None])),
    min_size=1,
    max_size=14,
    unique_by=lambda e: (e[1], e[2]),
)


def test_any_history_leaves_the_newest_answer_of_each_item() -> None:
    p = begin(make_ujian())
    Pengerjaan.objects.filter(pk=p.pk).update(epoch=2)

    @settings(max_examples=60, deadline=None)
    @given(entries, st.data())
    def holds(history: list[tuple], data: st.DataObject) -> None:
        arrived = data.draw(st.permutations(history + history[::2]))
        cut = data.draw(st.integers(0, len(arrived)))
        with transaction.atomic():
            acked = [save(p, *dict.fromkeys(part)).acked for part in (arrived[:cut], arrived[cut:]) if part]
            found = stored(p)
            transaction.set_rollback(True)
        newest = {n: max((e for e in history if e[0] == n), key=lambda e: e[1:3])[3] for n, *_ in history}
        assert found == {p.versi_ids[n]: nilai for n, nilai in newest.items()}
        assert {(e, s) for batch in acked for _, e, s in batch} == {(e, s) for _, e, s, _ in history}

    holds()
