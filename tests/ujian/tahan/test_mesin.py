"""P06: any order of orders leaves a sitting as the model says, and the invariants I1 to I10 hold after each.

I8 (a result exists when a sitting is finished and scored) belongs to the scoring's tests. I1 and I10 are held by two
people side by side: an order for one never changes the other's row.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    precondition,
    rule,
)

from asesmen.ujian import services
from asesmen.ujian.models import LogJawaban
from asesmen.ujian.services import karantina
from tests.pegawai.factories import make_akun
from tests.ujian.factories import AT, DURASI, MENIT, make_ujian
from tests.ujian.tahan.mesin import DuaPeserta, run, sent
from tests.ujian.tahan.model import GRACE, Isian
from tests.ujian.tahan.rusak import no_sequence_guard
from tests.ujian.tahan.ukuran import IS_FULL, count

# Weighted: most of a sitting is one person who writes on one device.
who = st.sampled_from([0, 0, 1])
device = st.sampled_from([0, 0, 1])
value = st.sampled_from(["A", "B", ["A", "C"], None, "teks"])
steps = st.sampled_from([0.001, 1, 20, 20, 60, 600])
edges = st.sampled_from([-1, -0.001, 0, 0.001, 59.999, 60, 60.001, 120])
ACTS = ("move_device", "pause", "resume", "reopen", "end")


class Mesin(DuaPeserta):
    """The orders; the clock goes both ways."""

    # ---------- The clock ----------

    @rule(seconds=steps)
    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(w=who, past=edges)
    def to_the_edge(self, w: int, past: float) -> None:
        """To just before or after a deadline, or the end of its grace."""
        if self.model[w].status == "berjalan":
            self.now = max(self.now, self.model[w].deadline + timedelta(seconds=past))

    @rule(seconds=st.sampled_from([0.5, 30, 90]))
    def back(self, seconds: float) -> None:
        self.now -= timedelta(seconds=seconds)

    # ---------- A participant ----------

    @initialize(late=st.booleans())
    def they_sit_down(self, late: bool) -> None:
        """Both, or one of them only later."""
        for w in (0,) if late else (0, 1):
            self.read_rules(w)
            self.start(w)
            self.open(w, 0, True)

    @rule(w=who, d=device, page=st.sampled_from(["rules", "start", "open", "open", "open remembering"]))
    def visit(self, w: int, d: int, page: str) -> None:
        if page == "rules":
            self.read_rules(w)
        elif page == "start":
            self.start(w)
        else:
            self.open(w, d, page == "open remembering")

    def read_rules(self, w: int) -> None:
        assert services.confirm_rules(peserta_id=self.ids(w)[0], at=self.now)
        self.model[w].is_read = True

    def start(self, w: int) -> None:
        m = self.model[w]
        mulai, selesai = self.ujian.ruang_sesi.sesi.mulai, self.ujian.ruang_sesi.sesi.selesai
        token = self.ujian.token(self.now)
        try:
            services.start(peserta_id=self.ids(w)[0], token=token, at=self.now)
        except services.PengerjaanNotRunning:
            assert m.status == "selesai"
        except services.SesiNotOpen:
            assert m.status == "siap"
            assert not mulai <= self.now < selesai
        except services.RulesNotRead:
            assert not m.is_read
        else:
            if m.status == "siap":
                assert m.is_read
                m.start(self.now)

    def open(self, w: int, d: int, remembers: bool) -> None:
        """A page loads: a reload, a second tab, another device, a PC that forgot everything."""
        m, mine = self.model[w], self.devices[w][d]
        held = mine["held"] if remembers else ("", 0)
        ask = {"pengerjaan_id": self.rows[w].pk, "session_lease": mine["session"], "at": self.now}
        try:
            opened = services.open_page(**ask, held_lease=held[0], held_epoch=held[1])
        except services.PengerjaanNotRunning:
            assert m.status != "berjalan"
            return
        except services.LeaseHeld:
            assert m.open(mine["session"], held) == ("", 0, False)
            return
        assert m.status == "berjalan"
        assert (opened.lease, opened.epoch, opened.is_same) == m.open(mine["session"], held)
        mine["held"] = (opened.lease, opened.epoch)
        mine["seq"] = mine["seq"] if opened.is_same else 0

    @rule(w=who, d=device, items=st.lists(st.tuples(st.integers(0, 5), value, st.booleans()), min_size=1, max_size=4))
    def save_new(self, w: int, d: int, items: list[tuple]) -> None:
        mine = self.devices[w][d]
        batch = []
        for n, nilai, ragu in items:
            mine["seq"] += 1
            batch.append(Isian(self.model[w].versi[n], mine["held"][1], mine["seq"], nilai, ragu))
        self.deliver(w, d, batch)

    @rule(w=who, d=device, n=st.integers(0, 2), changes=st.lists(value, min_size=2, max_size=3))
    def write_without_network(self, w: int, d: int, n: int, changes: list[object]) -> None:
        """Written on the device, a mind changed, and on its way to the server for as long as it takes."""
        mine = self.devices[w][d]
        for nilai in changes:
            mine["seq"] += 1
            entry = Isian(self.model[w].versi[n], mine["held"][1], mine["seq"], nilai)
            self.on_the_way[w].append((d, mine["held"][0] or mine["session"], entry))

    @precondition(lambda self: any(self.on_the_way))
    @rule(newest_first=st.booleans(), how_many=st.integers(1, 3))
    def arrive(self, newest_first: bool, how_many: int) -> None:
        self.hand_over(newest_first, how_many)

    def hand_over(self, newest_first: bool, how_many: int) -> None:
        """In whatever order, under the lease of the page that wrote it."""
        for w, waiting in enumerate(self.on_the_way):
            for _ in range(min(how_many, len(waiting))):
                d, lease, entry = waiting.pop(-1 if newest_first else 0)
                self.deliver(w, d, [entry], lease)

    @precondition(lambda self: any(self.on_the_way))
    @rule()
    def arrive_backwards(self) -> None:
        self.hand_over(True, 3)

    @precondition(lambda self: any(self.sent))
    @rule(w=who, d=device, data=st.data())
    def save_again(self, w: int, d: int, data: st.DataObject) -> None:
        """Duplicates and old ones, in any order, from whichever device."""
        if self.sent[w]:
            some = data.draw(st.lists(st.sampled_from(self.sent[w]), min_size=1, max_size=5))
            self.deliver(w, d, list({e.order: e for e in some}.values()))

    @rule(w=who, d=device, kind=st.sampled_from(["foreign item", "future epoch", "number in use"]), nilai=value)
    def save_junk(self, w: int, d: int, kind: str, nilai: object) -> None:
        """An item of nobody's paper, an epoch that was never given, a number that carries something else."""
        m, mine = self.model[w], self.devices[w][d]
        epoch, seq = max(1, mine["held"][1]), 900 + len(self.sent[w])
        bad = {
            "foreign item": Isian(max(m.versi) + 1000, epoch, seq, nilai),
            "future epoch": Isian(m.versi[0], m.epoch + 5, seq, nilai),
            "number in use": Isian(m.versi[1], epoch, 1, "lain"),
        }[kind]
        good = Isian(m.versi[2], epoch, seq + 1, "baik")
        self.deliver(w, d, [bad, good])

    def deliver(self, w: int, d: int, batch: list[Isian], lease: str = "") -> None:
        lease = lease or self.devices[w][d]["held"][0] or self.devices[w][d]["session"]
        got = services.save(pengerjaan_id=self.rows[w].pk, lease=lease, simpanan=sent(batch), at=self.now)
        self.agrees(got, self.model[w].save(lease, batch, self.now))
        self.sent[w] += batch

    @rule(w=who, d=device, nilai=value, times=st.integers(1, 2))
    def submit(self, w: int, d: int, nilai: object, times: int) -> None:
        m, mine = self.model[w], self.devices[w][d]
        lease = mine["held"][0] or mine["session"]
        for _ in range(times):
            mine["seq"] += 1
            rest = Isian(m.versi[0], max(1, mine["held"][1]), mine["seq"], nilai)
            try:
                done = services.submit(pengerjaan_id=self.rows[w].pk, lease=lease, simpanan=sent([rest]), at=self.now)
            except services.PengerjaanNotRunning:
                assert m.status == "siap"
                return
            except services.LeaseHeld:
                assert m.status == "berjalan"
                assert m.lease != lease
                return
            self.agrees(done.sisa, m.save(lease, [rest], self.now))
            self.sent[w].append(rest)
            assert done.is_first == (m.status == "berjalan")
            m.submit(self.now)
            self.receipts[w] = self.receipts[w] or done.receipt_code
            assert done.receipt_code == self.receipts[w] != ""
            assert done.finished_at == m.finished_at

    # ---------- The server by itself ----------

    @rule()
    def sweep(self) -> None:
        assert services.sweep(at=self.now) == sum([m.sweep(self.now) for m in self.model])

    @rule(w=who)
    def looked_at(self, w: int) -> None:
        """Somebody opens a page of a person whose time may be over."""
        assert services.settle_overdue(peserta_id=self.ids(w)[0], at=self.now) == self.model[w].sweep(self.now)

    # ---------- A proctor ----------

    @rule(menit=st.sampled_from([1, 7, 60]), whom=st.sampled_from([(0,), (1,), (0, 1), None]))
    def add_time(self, menit: int, whom: tuple | None) -> None:
        ids = None if whom is None else self.ids(*whom)
        before = [(m.tambahan, m.status) for m in self.model]
        gained = [self.model[w].add_time(menit * 60, self.now) for w in whom or (0, 1)]
        try:
            assert services.add_time(**self.act(menit=menit, peserta_ids=ids)) == sum(gained)
        except ValidationError:
            assert not any(gained)
            assert before == [(m.tambahan, m.status) for m in self.model]

    @rule(w=who, act=st.sampled_from(ACTS), menit=st.sampled_from([0, 5]))
    def proctor(self, w: int, act: str, menit: int) -> None:
        m = self.model[w]
        is_running, is_paused = m.status == "berjalan", m.dijeda_at is not None
        has_time = m.started_at is not None and self.now < m.deadline
        is_fit = {
            "move_device": is_running,
            "end": is_running,
            "pause": is_running and not is_paused and has_time,
            "resume": is_running and is_paused,
            "reopen": m.status == "selesai" and (menit > 0 or has_time),
        }[act]
        more = {"menit": menit} if act == "reopen" else {}
        if not self.tried(act, is_fit, peserta_ids=self.ids(w), **more):
            return
        if act == "pause":
            m.dijeda_at = self.now
        elif act == "move_device":
            m.move()
        elif act == "reopen":
            m.reopen(menit * 60, self.now)
        else:
            {"end": m.end, "resume": m.resume}[act](self.now)

    @rule(w=who, data=st.data())
    def accept_quarantine(self, w: int, data: st.DataObject) -> None:
        m = self.model[w]
        waiting = [n for n, row in m.log.items() if row[3] == "karantina" and n not in m.decided]
        if not waiting:
            return
        chosen = sorted(data.draw(st.sets(st.sampled_from(waiting), min_size=1)))
        rows = LogJawaban.objects.filter(pengerjaan=self.rows[w], keadaan="karantina").order_by("epoch", "seq")
        ids = [row.pk for row in rows if (row.epoch, row.seq) in chosen]
        more = {"gelombang_id": self.ujian.gelombang.pk, "log_ids": ids, "putusan": "terima"}
        try:
            done = karantina.decide(**more, alasan="Uji", akun=self.akun, at=self.now)
        except ValidationError:
            assert m.status != "selesai"
            return
        assert m.status == "selesai"
        assert done.diputus == m.accept(chosen)

    def tried(self, name: str, is_fit: bool, **more: Any) -> bool:
        try:
            done = getattr(services, name)(**self.act(**more))
        except ValidationError:
            assert not is_fit, name
            return False
        assert is_fit, name
        assert done == 1
        return True


assert GRACE == MENIT


@pytest.fixture
def ready(db: None) -> None:
    Mesin.ujian = make_ujian(orang=2, mulai=AT - 5 * MENIT, jam=3)
    Mesin.akun = make_akun("proktor")
    assert DURASI == 60


@pytest.mark.slow
def test_no_order_of_orders_breaks_a_sitting(ready: None) -> None:
    run(Mesin, count("SITTINGS", 25, 200), count("STEPS", 40, 100), is_shrunk=IS_FULL)


@pytest.mark.slow
def test_the_same_machine_catches_a_build_without_the_sequence_guard(ready: None) -> None:
    with no_sequence_guard(), pytest.raises(AssertionError):
        run(Mesin, 60, 30, is_shrunk=False)
