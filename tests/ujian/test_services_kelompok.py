"""Saves that come together: each is told about its own, whatever happens to its neighbours or to the database."""

import os
import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError, connection, connections, transaction
from django.utils import timezone

from asesmen.ujian.models import Jawaban, LogJawaban, Pengerjaan
from asesmen.ujian.rules import Simpanan
from asesmen.ujian.services import kelompok as module
from asesmen.ujian.services.kelompok import Kelompok
from tests.ujian.factories import MENIT, begin, make_ujian

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nothing_stays_connected(transactional_db: None) -> Iterator[None]:
    yield
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture
def kelompok() -> Kelompok:
    return Kelompok()


@pytest.fixture
def orang() -> list[Pengerjaan]:
    ujian = make_ujian(orang=4, mulai=timezone.now() - 5 * MENIT)
    return [begin(ujian, n, at=timezone.now(), lease=f"{n:02d}" * 16) for n in range(4)]


def told(kelompok: Kelompok, p: Pengerjaan, seq: int = 1, nilai: Any = "A", n: int = 0, **wanted: Any) -> Any:
    simpanan = [Simpanan(p.versi_ids[n], 1, seq, nilai)]
    return kelompok.save(pengerjaan_id=p.pk, lease=p.lease, **{"simpanan": simpanan} | wanted)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Run the calls in threads of their own and return what each returned or raised."""

    def one(call: Callable[[], Any]) -> Any:
        try:
            return call()
        except (DatabaseError, RuntimeError) as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


class Held(Kelompok):
    """Its first leader waits until `size` pages wait, so that they make one group; its groups are counted."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size
        self.sizes: list[int] = []

    def _take(self) -> Any:
        pause = threading.Event()
        while not self.sizes and len(self._queue) < self.size and not pause.wait(0.005):
            pass
        group = super()._take()
        self.sizes.append(len(group))
        return group


def test_pages_that_save_together_share_one_statement_and_each_hears_of_its_own(orang: list[Pengerjaan]) -> None:
    held = Held(4)

    results = at_once(*(lambda p=p: told(held, p) for p in orang))

    assert held.sizes == [4]
    assert [r.acked for r in results] == [[[p.versi_ids[0], 1, 1]] for p in orang]
    assert Jawaban.objects.count() == 4


def test_a_page_that_saves_twice_at_once_is_in_two_groups(orang: list[Pengerjaan]) -> None:
    held = Held(3)
    p, q = orang[:2]

    results = at_once(lambda: told(held, p), lambda: told(held, p), lambda: told(held, q))

    assert sorted(held.sizes) == [1, 2]
    assert [r.acked for r in results] == [[[p.versi_ids[0], 1, 1]]] * 2 + [[[q.versi_ids[0], 1, 1]]]
    assert LogJawaban.objects.count() == 2


def test_every_page_of_a_group_has_its_own_verdict(orang: list[Pengerjaan]) -> None:
    held = Held(4)
    good, moved, closed, foreign = orang
    Pengerjaan.objects.filter(pk=moved.pk).update(lease="ff" * 16, epoch=2)
    Pengerjaan.objects.filter(pk=closed.pk).update(batas_sesi=timezone.now() - 10 * MENIT)

    results = at_once(
        lambda: told(held, good),
        lambda: told(held, moved),
        lambda: told(held, closed),
        lambda: told(held, foreign, simpanan=[Simpanan(2_000_000_000, 1, 1, "A")]),
    )

    assert held.sizes == [4]
    assert [r.pintu for r in results] == ["buka", "lain", "tutup", "buka"]
    assert [len(r.acked) for r in results] == [1, 0, 0, 0]
    assert [len(r.quarantined) for r in results] == [0, 1, 1, 0]
    assert results[3].refused == [([2_000_000_000, 1, 1], "unfit")]


def test_what_the_database_refuses_fails_alone(orang: list[Pengerjaan]) -> None:
    held = Held(3)
    p, q, bad = orang[:3]

    results = at_once(lambda: told(held, p), lambda: told(held, q), lambda: told(held, bad, nilai="\x00"))

    assert held.sizes == [3]
    assert [r.acked for r in results[:2]] == [[[p.versi_ids[0], 1, 1]], [[q.versi_ids[0], 1, 1]]]
    assert isinstance(results[2], DatabaseError)
    assert set(Jawaban.objects.values_list("pengerjaan_id", flat=True)) == {p.pk, q.pk}


def test_an_attempt_locked_by_a_submit_waits_alone(orang: list[Pengerjaan]) -> None:
    held = Held(2)
    p, locked = orang[:2]
    with ThreadPoolExecutor(2) as pool:
        with transaction.atomic():
            Pengerjaan.objects.select_for_update(no_key=True).get(pk=locked.pk)
            free, waiting = [pool.submit(at_once, lambda q=q: told(held, q)) for q in (p, locked)]
            found = free.result(timeout=10)[0]
            was_waiting = not waiting.done()
            Pengerjaan.objects.filter(pk=locked.pk).update(status="selesai", finished_at=timezone.now())

        assert (found.acked, was_waiting) == ([[p.versi_ids[0], 1, 1]], True)
        assert waiting.result(timeout=10)[0].pintu == "tutup"


def test_an_unknown_attempt_is_no_result_and_harms_nobody(orang: list[Pengerjaan]) -> None:
    held = Held(2)
    p = orang[0]

    results = at_once(lambda: told(held, p), lambda: held.save(pengerjaan_id=uuid.uuid4(), lease=p.lease, simpanan=[]))

    assert results[0].acked == [[p.versi_ids[0], 1, 1]]
    assert results[1] is None


def test_a_connection_that_the_server_ended_is_replaced_unseen(kelompok: Kelompok, orang: list[Pengerjaan]) -> None:
    p = orang[0]
    told(kelompok, p)
    end_connections_of_the_group()

    assert told(kelompok, p, seq=2).acked == [[p.versi_ids[0], 1, 2]]


def end_connections_of_the_group() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'EXECUTE%'")
        for (pid,) in cursor.fetchall():
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def test_without_a_database_everybody_who_waits_is_told(
    orang: list[Pengerjaan], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(3)

    def away() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(module, "prepared", away)
    results = at_once(*(lambda p=p: told(held, p) for p in orang[:3]))
    monkeypatch.undo()

    assert [type(r) for r in results] == [OperationalError] * 3
    assert Jawaban.objects.count() == 0
    assert told(held, orang[0]).acked == [[orang[0].versi_ids[0], 1, 1]]


def test_a_leader_that_dies_wakes_the_others_with_an_error(
    orang: list[Pengerjaan], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(3)

    def dies(group: object, rows: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(module, "settle", dies)
    results = at_once(*(lambda p=p: told(held, p) for p in orang[:3]))
    monkeypatch.undo()

    assert sorted(type(r).__name__ for r in results) == ["OperationalError", "OperationalError", "RuntimeError"]
    assert told(held, orang[0], seq=2).acked == [[orang[0].versi_ids[0], 1, 2]]


def test_a_stuck_leader_does_not_hold_the_others_for_ever(
    orang: list[Pengerjaan], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE_SECONDS", 0.2)
    free = threading.Event()
    arrived = threading.Event()

    class Stuck(Kelompok):
        def _write(self, group: Any) -> None:
            arrived.set()
            free.wait(10)
            super()._write(group)

    stuck = Stuck()
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(at_once, lambda: told(stuck, orang[0]))
        arrived.wait(10)
        second = pool.submit(at_once, lambda: told(stuck, orang[1]))
        assert isinstance(second.result(timeout=5)[0], OperationalError)
        free.set()
        assert first.result(timeout=5)[0].acked == [[orang[0].versi_ids[0], 1, 1]]
    assert [r.pengerjaan_id for r in Jawaban.objects.all()] == [orang[0].pk]


def test_many_pages_on_two_groups_lose_nothing(orang: list[Pengerjaan]) -> None:
    """As two web workers: each has its own group, and the same page may reach both."""
    workers = (Kelompok(), Kelompok())

    def walk(n: int) -> list[list[int]]:
        p = orang[n % 4]
        saves = [told(workers[(n + seq) % 2], p, seq=seq, nilai=f"{n}") for seq in range(n * 25 + 1, n * 25 + 26)]
        return [name for hasil in saves for name in hasil.acked]

    acked = at_once(*(lambda n=n: walk(n) for n in range(8)))

    assert [len(names) for names in acked] == [25] * 8
    assert LogJawaban.objects.count() == 200
    assert sorted(Jawaban.objects.values_list("seq", flat=True)) == [125, 150, 175, 200]


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_process_begins_with_a_group_of_its_own(orang: list[Pengerjaan]) -> None:
    p = orang[0]
    module.save_together(pengerjaan_id=p.pk, lease=p.lease, simpanan=[Simpanan(p.versi_ids[0], 1, 1, "A")])
    before = module.kelompok
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        is_own = module.kelompok is not before and module.kelompok._connection is None
        os.write(write, b"1" if is_own else b"0")
        os._exit(0)
    os.waitpid(pid, 0)

    assert os.read(read, 1) == b"1"
    again = module.save_together(pengerjaan_id=p.pk, lease=p.lease, simpanan=[Simpanan(p.versi_ids[0], 1, 2, "B")])
    assert again.acked == [[p.versi_ids[0], 1, 2]]
