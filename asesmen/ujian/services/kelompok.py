"""Saves that arrive together are written together: one statement and one commit for all that wait.

The first thread that comes becomes the leader: it takes what waits, runs the statement, and wakes the others when the
commit has returned. Before it wakes them it hands its place to the next that waits, so the database never idles while
replies are written. Nobody is told that an answer is safe before the commit that holds it returned.

- One page is in a group at most once, and rows that a submit or a proctor has locked are passed over: those pages save
  alone, and wait alone.
- A group that the database refuses is saved again one by one: a bad entry fails alone.
- A lost connection is replaced once, since a save may safely be sent twice; when that fails, all who wait are told.
"""

import os
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import Error

from asesmen.ujian.rules import Simpanan
from asesmen.ujian.services.simpan import HasilSimpan, clashes, packed, result, save, show_life, statement

_BROKEN: frozenset[str] = settings.UJIAN_BROKEN

MOST_PAGES = 64
MOST_ENTRIES = 400
# Longer than any healthy commit, shorter than the page's own patience.
STATEMENT_SECONDS = 5
PATIENCE_SECONDS = 8
# The plan is made once and must not turn into a scan of a table that was small on that day.
PREPARE = (
    f"SET statement_timeout = '{STATEMENT_SECONDS}s'",
    "SET enable_seqscan = off",
    "SET jit = off",
    "SET plan_cache_mode = force_generic_plan",
    "PREPARE simpan (jsonb) AS " + statement(kiriman="$1", at="NULL", skip="SKIP LOCKED"),
)
EXECUTE = "EXECUTE simpan (%s)"
ALONE = object()


@dataclass(eq=False, slots=True)
class Giliran:
    """One page's turn. `hasil` is a row of the statement, ALONE, or the error that everybody in the group met."""

    pengerjaan_id: str
    kiriman: str
    entries: int
    hasil: Any = None
    leads: bool = False
    is_gone: bool = False
    bell: Any = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.bell.acquire()


class Kelompok:
    """The queue of one process, and the one connection that its leader of the moment uses."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._queue: deque[Giliran] = deque()
        self._has_leader = False
        self._connection: BaseDatabaseWrapper | None = None

    def save(
        self, *, pengerjaan_id: UUID, lease: str, simpanan: Sequence[Simpanan], since: int = 0, ip: str | None = None
    ) -> HasilSimpan | None:
        """Like `simpan.save` outside a transaction, together with whoever saves at this moment.

        Raises OperationalError when the database is out of reach.
        """
        wanted: dict[str, Any] = {"pengerjaan_id": pengerjaan_id, "lease": lease, "simpanan": simpanan}
        wanted |= {"since": since, "ip": ip}
        hasil = self._wait(Giliran(str(pengerjaan_id), packed(**wanted), len(simpanan)))
        if isinstance(hasil, BaseException):
            raise OperationalError("the group's save failed") from hasil
        found = None if hasil is ALONE else result(hasil, simpanan)
        if found is None or clashes(found):
            with own_connection():
                return save(**wanted)
        return found

    def _wait(self, giliran: Giliran) -> Any:
        with self._lock:
            self._queue.append(giliran)
            giliran.leads = not self._has_leader
            self._has_leader = True
        if not giliran.leads and not giliran.bell.acquire(timeout=PATIENCE_SECONDS):
            self._give_up(giliran)
        if giliran.leads:
            self._lead()
        return giliran.hasil

    def _give_up(self, giliran: Giliran) -> None:
        """The leader is stuck. Whether this turn was written is not known: it is not acknowledged."""
        with self._lock:
            if giliran.leads:
                return
            giliran.is_gone = True
            giliran.hasil = giliran.hasil or OperationalError("no answer from the database in time")

    # ---------- The leader ----------

    def _lead(self) -> None:
        group = self._take()
        try:
            self._write(group)
        except (OperationalError, InterfaceError) as error:
            group += self._take_all() if self._is_cut_off() else []
            for giliran in group:
                giliran.hasil = giliran.hasil or (error if self._is_cut_off() else ALONE)
        except Error:
            for giliran in group:
                giliran.hasil = giliran.hasil or ALONE
        except BaseException as error:
            for giliran in group:
                giliran.hasil = giliran.hasil or error
            raise
        finally:
            self._hand_over()
            for giliran in group:
                giliran.bell.release()

    def _take(self) -> list[Giliran]:
        """The next group, in the order of arrival; a page's second request waits for the next one."""
        group: list[Giliran] = []
        pages: set[str] = set()
        entries = 0
        with self._lock:
            later: deque[Giliran] = deque()
            while self._queue and len(group) < MOST_PAGES and entries < MOST_ENTRIES:
                giliran = self._queue.popleft()
                if giliran.is_gone:
                    continue
                if giliran.pengerjaan_id in pages:
                    later.append(giliran)
                    continue
                pages.add(giliran.pengerjaan_id)
                entries += giliran.entries
                group.append(giliran)
            self._queue.extendleft(reversed(later))
        return group

    def _take_all(self) -> list[Giliran]:
        with self._lock:
            group = list(self._queue)
            self._queue.clear()
        return group

    def _hand_over(self) -> None:
        with self._lock:
            while self._queue and self._queue[0].is_gone:
                self._queue.popleft()
            self._has_leader = bool(self._queue)
            if self._queue:
                self._queue[0].leads = True
                self._queue[0].bell.release()

    def _write(self, group: list[Giliran]) -> None:
        kiriman = "[" + ",".join(g.kiriman for g in group) + "]"
        is_fresh = self._connection is None
        try:
            rows = self._execute(kiriman, group)
        except (OperationalError, InterfaceError):
            if is_fresh or not self._is_cut_off():
                raise
            rows = self._execute(kiriman, group)
        settle(group, rows)

    def _execute(self, kiriman: str, group: list[Giliran]) -> list[tuple[Any, ...]]:
        try:
            if self._connection is None:
                self._connection = prepared()
            if "commit" in _BROKEN:
                return self._execute_and_tell_too_early(kiriman, group)
            with self._connection.cursor() as cursor:
                cursor.execute(EXECUTE, [kiriman])
                return cursor.fetchall()
        except (OperationalError, InterfaceError):
            self._drop_if_broken()
            raise

    def _execute_and_tell_too_early(self, kiriman: str, group: list[Giliran]) -> list[tuple[Any, ...]]:
        """What a test switches on to see that it notices: answers are acknowledged, and then committed."""
        assert self._connection is not None
        with self._connection.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute(EXECUTE, [kiriman])
            rows = cursor.fetchall()
            settle(group, rows)
            for giliran in group:
                giliran.bell.release()
                giliran.bell = threading.Lock()
                giliran.bell.acquire()
            time.sleep(0.05)
            cursor.execute("COMMIT")
        return rows

    def _is_cut_off(self) -> bool:
        return self._connection is None

    def _drop_if_broken(self) -> None:
        if self._connection and (self._connection.connection is None or self._connection.connection.closed):
            self._connection = None


def settle(group: list[Giliran], rows: list[tuple[Any, ...]]) -> None:
    found = {row[0]: row[1:] for row in rows}
    for giliran in group:
        # Not found: locked by somebody else at this moment, or no such attempt; alone it will be known which.
        giliran.hasil = found.get(giliran.pengerjaan_id, ALONE)


def prepared() -> BaseDatabaseWrapper:
    """A connection of our own, whichever thread leads, that knows the statement."""
    wrapper = connections.create_connection("default")
    wrapper.inc_thread_sharing()
    with wrapper.cursor() as cursor:
        for sql in PREPARE:
            cursor.execute(sql)
    return wrapper


@contextmanager
def own_connection() -> Iterator[None]:
    """Look after the thread's own connection as Django does around a request."""
    close_old_connections()
    try:
        yield
    finally:
        close_old_connections()


kelompok = Kelompok()


def save_together(**wanted: Any) -> HasilSimpan | None:
    """The save of a running page: `Kelompok.save` of this process."""
    return kelompok.save(**wanted)


def show_life_past_django(**wanted: Any) -> bool:
    with own_connection():
        return show_life(**wanted)


def _begin_anew() -> None:
    """A forked process must neither share the connection nor wait for a leader that it does not have."""
    global kelompok
    _left_to_the_parent.append(kelompok)
    kelompok = Kelompok()


# Kept, so that the child does not close what the parent uses.
_left_to_the_parent: list[Kelompok] = []
os.register_at_fork(after_in_child=_begin_anew)
