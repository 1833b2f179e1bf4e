"""P06: any order of orders leaves a sitting as the model says, and the invariants I1 to I10 hold after each.

I8 (a result exists when a sitting is finished and scored) belongs to the scoring's tests. I1 and I10 are held by two
people side by side: an order for one never changes the other's row.
"""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from asesmen.ujian import services
from asesmen.ujian.models import Jawaban, LogJawaban, Pengerjaan
from asesmen.ujian.rules import Simpanan, answers_digest
from asesmen.ujian.services import karantina
from tests.pegawai.factories import make_akun
from tests.ujian.factories import AT, DURASI, MENIT, Ujian, make_ujian
from tests.ujian.tahan.model import GRACE, Duduk, Hasil, Isian
from tests.ujian.tahan.rusak import no_sequence_guard
from tests.ujian.tahan.ukuran import IS_FULL, count

# Weighted: most of a sitting is one person who writes on one device.
who = st.sampled_from([0, 0, 1])
device = st.sampled_from([0, 0, 1])
value = st.sampled_from(["A", "B", ["A", "C"], None, "teks"])
steps = st.sampled_from([0.001, 1, 20, 20, 60, 600])
edges = st.sampled_from([-1, -0.001, 0, 0.001, 59.999, 60, 60.001, 120])
ACTS = ("move_device", "pause", "resume", "reopen", "end")


class Mesin(RuleBasedStateMachine):
    """Two people in one room; the clock is ours and goes both ways."""

    ujian: Ujian
    akun: Any

    def __init__(self) -> None:
        super().__init__()
        self.atom = transaction.atomic()
        self.atom.__enter__()
        self.now: datetime = AT
        self.rows = [Pengerjaan.objects.get(peserta=p) for p in self.ujian.peserta]
        self.model = [Duduk(p.versi_ids, p.batas_sesi, p.durasi) for p in self.rows]
        # A device: its browser's lease, what it keeps stored (lease, epoch), its counter.
        self.devices: list[list[dict[str, Any]]] = [
            [{"session": f"{w}{d}" * 16, "held": ("", 0), "seq": 0} for d in (0, 1)] for w in (0, 1)
        ]
        self.sent: list[list[Isian]] = [[], []]
        self.on_the_way: list[list[tuple[int, str, Isian]]] = [[], []]
        self.receipts = ["", ""]
        self.before: list[dict[int, tuple]] = [{}, {}]
        self.limits: list[datetime | None] = [None, None]

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atom.__exit__(None, None, None)

    def act(self, **more: Any) -> dict[str, Any]:
        return {"ruang_sesi_id": self.ujian.ruang_sesi.pk, "alasan": "Uji", "akun": self.akun, "at": self.now} | more

    def ids(self, *w: int) -> list[int]:
        return [self.ujian.peserta[n].pk for n in w]

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
        simpanan = [Simpanan(e.versi, e.epoch, e.seq, e.nilai, e.ragu) for e in batch]
        got = services.save(pengerjaan_id=self.rows[w].pk, lease=lease, simpanan=simpanan, at=self.now)
        self.agrees(got, self.model[w].save(lease, batch, self.now))
        self.sent[w] += batch

    def agrees(self, got: Any, wanted: Hasil) -> None:
        assert got.pintu == wanted.pintu
        assert {(e, s) for _, e, s in got.acked} == wanted.acked
        assert {(e, s) for _, e, s in got.quarantined} == wanted.apart
        assert {(name[1], name[2]): code for name, code in got.refused} == wanted.refused

    @rule(w=who, d=device, nilai=value, times=st.integers(1, 2))
    def submit(self, w: int, d: int, nilai: object, times: int) -> None:
        m, mine = self.model[w], self.devices[w][d]
        lease = mine["held"][0] or mine["session"]
        for _ in range(times):
            mine["seq"] += 1
            rest = Isian(m.versi[0], max(1, mine["held"][1]), mine["seq"], nilai)
            simpanan = [Simpanan(rest.versi, rest.epoch, rest.seq, rest.nilai, rest.ragu)]
            try:
                done = services.submit(pengerjaan_id=self.rows[w].pk, lease=lease, simpanan=simpanan, at=self.now)
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

    # ---------- What must be true ----------

    @invariant()
    def the_rows_are_what_the_model_says(self) -> None:
        for row, m in zip(self.fresh(), self.model, strict=True):
            found = (row.status, row.started_at, row.finished_at, row.finish_kind, row.lease, row.epoch, row.tambahan)
            assert found == (m.status, m.started_at, m.finished_at, m.finish_kind, m.lease, m.epoch, m.tambahan)
            assert (row.jeda, row.dijeda_at) == (m.jeda, m.dijeda_at)

    @invariant()
    def answers_and_log_are_what_the_model_says(self) -> None:
        """I3, I9, I10; I2 and I4 against what was there before."""
        for w, m in enumerate(self.model):
            stored = {v: rest for v, *rest in self.answers(w)}
            assert {v: tuple(rest) for v, rest in stored.items()} == m.jawaban
            rows = LogJawaban.objects.filter(pengerjaan=self.rows[w])
            log = {(e, s): (v, n, r, k) for v, e, s, n, r, k in rows.values_list(*LOG)}
            assert log == m.log
            for versi, (epoch, seq, nilai, ragu) in m.jawaban.items():
                assert log[epoch, seq][:3] == (versi, nilai, ragu)
                assert (epoch, seq) >= self.before[w].get(versi, (0, 0))[:2]
            self.before[w] = dict(m.jawaban)

    @invariant()
    def clocks_and_receipts_hold(self) -> None:
        """I5 a deadline never comes nearer, I6 nobody ends after it, I7 a code is one and stays."""
        for w, (row, m) in enumerate(zip(self.fresh(), self.model, strict=True)):
            if m.started_at is None:
                continue
            assert self.limits[w] is None or m.deadline >= self.limits[w]
            self.limits[w] = m.deadline
            if row.receipt_code:
                self.receipts[w] = self.receipts[w] or row.receipt_code
                assert row.receipt_code == self.receipts[w]
            if row.status == "selesai":
                assert row.finished_at is not None
                assert row.receipt_hash != ""
                if not m.decided:
                    answers = [Simpanan(*a) for a in self.answers(w)]
                    assert row.receipt_hash == answers_digest(str(row.pk), answers)
        assert self.receipts[0] != self.receipts[1] or self.receipts == ["", ""]

    def fresh(self) -> list[Pengerjaan]:
        found = {p.pk: p for p in Pengerjaan.objects.defer("naskah")}
        return [found[p.pk] for p in self.rows]

    def answers(self, w: int) -> list[tuple]:
        return list(Jawaban.objects.filter(pengerjaan=self.rows[w]).values_list(*ANSWER))


ANSWER = ("versi_id", "epoch", "seq", "nilai", "is_ragu")
LOG = ("versi_id", "epoch", "seq", "nilai", "is_ragu", "keadaan")
assert GRACE == MENIT


@pytest.fixture
def ready(db: None) -> None:
    Mesin.ujian = make_ujian(orang=2, mulai=AT - 5 * MENIT, jam=3)
    Mesin.akun = make_akun("proktor")
    assert DURASI == 60


def run(sittings: int, steps: int, *, is_shrunk: bool) -> None:
    run_state_machine_as_test(
        Mesin,
        settings=settings(
            max_examples=sittings,
            stateful_step_count=steps,
            deadline=None,
            derandomize=not IS_FULL,
            database=None,
            phases=[Phase.generate, *([Phase.shrink] if is_shrunk else [])],
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.slow
def test_no_order_of_orders_breaks_a_sitting(ready: None) -> None:
    run(count("SITTINGS", 25, 200), count("STEPS", 40, 100), is_shrunk=IS_FULL)


@pytest.mark.slow
def test_the_same_machine_catches_a_build_without_the_sequence_guard(ready: None) -> None:
    with no_sequence_guard(), pytest.raises(AssertionError):
        run(60, 30, is_shrunk=False)
