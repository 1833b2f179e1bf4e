"""P01, P02, F01, F02: whatever is killed, an acknowledged answer is there, and nothing is there that was never sent."""

import os
import random
import signal
import threading
import time
from collections import Counter

import pytest

from tests.config.servers import wait_until
from tests.ujian.tahan.buku import Buku, Selisih, compare
from tests.ujian.tahan.medan import Medan, medan
from tests.ujian.tahan.penulis import Penulis, shared_out
from tests.ujian.tahan.ukuran import SEED, count, tell

pytestmark = pytest.mark.slow
WRITERS = 10
LONGEST_GAP = 15.0
ACKS_BETWEEN = 30


class Perang:
    """A run: writers at work, kills among them, and the account at the end."""

    def __init__(self, field: Medan, kills: int, only: str = "") -> None:
        self.field, self.kills, self.only = field, kills, only
        self.buku = Buku()
        self.dice = random.Random(SEED)
        self.killed: Counter[str] = Counter()
        self.took: dict[str, float] = {}

    def run(self) -> Selisih:
        stop = threading.Event()
        sittings = [p for p in self.field.told["peserta"] if p["id"]]
        writers = [
            Penulis(f"p{n}", self.field.port, part, self.buku, stop, SEED)
            for n, part in enumerate(shared_out(sittings, WRITERS))
        ]
        for writer in writers:
            writer.start()
        what = "start"
        for n in range(self.kills):
            self.wait_for_acks(ACKS_BETWEEN, f"the {what} before kill {n + 1}")
            time.sleep(0.1 * self.dice.random())
            what = self.choose(n)
            self.kill(what)
        self.field.wait_for_web()
        self.wait_for_acks(5 * ACKS_BETWEEN, f"the last kill ({what})")
        stop.set()
        for writer in writers:
            writer.join(30)
        assert [w.trouble for w in writers if w.trouble] == []
        return compare(self.buku, self.field)

    def choose(self, n: int) -> str:
        """80 % workers, of the rest most the whole server; every tenth kill is the database's."""
        if self.only:
            return self.only
        if n % 10 == 4:
            return self.dice.choice(["basis data", "backend"])
        return "server" if n % 10 == 9 else "worker"

    def kill(self, what: str) -> None:
        began = time.monotonic()
        if what == "worker":
            self.field.kill_worker()
        elif what == "server":
            self.field.kill_web()
            self.field.serve()
        elif what == "basis data":
            self.field.kill_database()
        else:
            self.kill_backend()
        self.killed[what] += 1
        self.took[what] = max(self.took.get(what, 0.0), time.monotonic() - began)

    def kill_backend(self) -> None:
        found = self.field.backends()
        if found:
            os.kill(self.dice.choice(found), signal.SIGKILL)

    def wait_for_acks(self, more: int, after: str) -> None:
        """Until so many more entries are acknowledged: a kill meets people at work, never a server still coming up."""
        wanted = len(self.buku.acked) + more

        def is_done() -> bool:
            self.killed["ended by itself"] += self.field.look_after_web()
            return len(self.buku.acked) >= wanted

        wait_until(is_done, seconds=LONGEST_GAP, what=f"{more} acknowledgements after {after}")

    def tell(self, what: str, found: Selisih) -> None:
        tell(
            what, kills=self.killed.total(), of=dict(self.killed), acked=len(self.buku.acked),
            sent=len(self.buku.sent), lost=len(found.lost), stale=len(found.stale), invented=len(found.invented),
            longest_gap=round(self.buku.longest_gap, 2), slowest_return={k: round(v, 2) for k, v in self.took.items()},
            answers=self.buku.answers,
        )  # fmt: skip


def test_the_kill_loop_catches_a_build_that_acknowledges_before_it_commits() -> None:
    """Five kills may all fall between two saves, so it has three runs to be seen in."""
    for _ in range(3):
        with medan("ack_before_commit") as field:
            war = Perang(field, kills=5, only="server")
            found = war.run()
        war.tell("kill loop, broken build", found)
        if found.lost:
            break
    assert found.lost


def test_no_acknowledged_answer_is_lost_whatever_is_killed() -> None:
    with medan() as field:
        war = Perang(field, kills=count("KILLS", 20, 1000))
        found = war.run()

    war.tell("kill loop", found)
    if not found.is_none or war.buku.longest_gap > LONGEST_GAP:
        tell("kill loop", ledger=war.buku.keep("kill"))
    assert found == Selisih([], [], [])
    assert len(war.buku.acked) >= ACKS_BETWEEN * war.kills
    assert war.buku.longest_gap <= LONGEST_GAP
