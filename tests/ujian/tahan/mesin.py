"""What the state machines of a sitting stand on: a clock of ours, what must be true after every order, and the run."""

from datetime import datetime
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, run_state_machine_as_test

from asesmen.ujian.models import Jawaban, LogJawaban, Pengerjaan
from asesmen.ujian.rules import Simpanan, answers_digest
from tests.ujian.factories import AT, Ujian
from tests.ujian.tahan.model import Duduk, Hasil, Isian
from tests.ujian.tahan.ukuran import IS_FULL

ANSWER = ("versi_id", "epoch", "seq", "nilai", "is_ragu")
LOG = ("versi_id", "epoch", "seq", "nilai", "is_ragu", "keadaan")


class Panggung(RuleBasedStateMachine):
    """One exam on PostgreSQL; every example is rolled back."""

    ujian: Ujian
    akun: Any

    def __init__(self) -> None:
        super().__init__()
        self.atom = transaction.atomic()
        self.atom.__enter__()
        self.now: datetime = AT

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atom.__exit__(None, None, None)

    def act(self, **more: Any) -> dict[str, Any]:
        return {"ruang_sesi_id": self.ujian.ruang_sesi.pk, "alasan": "Uji", "akun": self.akun, "at": self.now} | more

    def agrees(self, got: Any, wanted: Hasil) -> None:
        assert got.pintu == wanted.pintu
        assert {(e, s) for _, e, s in got.acked} == wanted.acked
        assert {(e, s) for _, e, s in got.quarantined} == wanted.apart
        assert {(name[1], name[2]): code for name, code in got.refused} == wanted.refused


class DuaPeserta(Panggung):
    """Two people in one room beside their models, and the invariants I2 to I10 after each order."""

    def __init__(self) -> None:
        super().__init__()
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

    def ids(self, *w: int) -> list[int]:
        return [self.ujian.peserta[n].pk for n in w]

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


def sent(batch: list[Isian]) -> list[Simpanan]:
    return [Simpanan(e.versi, e.epoch, e.seq, e.nilai, e.ragu) for e in batch]


def run(machine: type[RuleBasedStateMachine], sittings: int, steps: int, *, is_shrunk: bool) -> None:
    run_state_machine_as_test(
        machine,
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
