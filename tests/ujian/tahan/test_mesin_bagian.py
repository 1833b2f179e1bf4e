"""P06 for timed sections: saves, clock, pauses, extra time and the way forward, in any order, against the model."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from asesmen.ujian import services
from asesmen.ujian.models import Jawaban, LogJawaban, Pengerjaan
from tests.pegawai.factories import make_akun
from tests.ujian.factories import AT, MENIT, begin, make_ujian
from tests.ujian.tahan.mesin import Panggung, run, sent
from tests.ujian.tahan.model import DudukBagian, Isian
from tests.ujian.tahan.ukuran import count

ITEM = st.integers(0, 5)
VALUE = st.sampled_from(["A", "B", None])


class MesinBagian(Panggung):
    """One person on one device; sections of 30 and 20 minutes, five items and one."""

    def __init__(self) -> None:
        super().__init__()
        self.p = begin(self.ujian)
        sections = [([b["versi"] for b in s["butir"]], s["durasi"]) for s in self.p.naskah]
        self.model = DudukBagian(self.p.versi_ids, self.p.batas_sesi, self.p.durasi, bagian=sections)
        self.model.start(AT)
        self.model.open(self.p.lease, ("", 0))
        self.seq = 0
        self.waiting: list[Isian] = []

    def written(self, n: int, nilai: object) -> Isian:
        self.seq += 1
        return Isian(self.p.versi_ids[n], 1, self.seq, nilai)

    @rule(seconds=st.sampled_from([0.001, 20, 60, 600]))
    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(past=st.sampled_from([0, 0, -1, 0.001, 60, 60.001]), whole=st.sampled_from([False, False, True]), n=ITEM)
    def save_at_the_edge(self, past: float, whole: bool, n: int) -> None:
        """Just before, at or after the end of the section or of everything, and of its grace."""
        edge = self.model.deadline if whole else self.model.section_deadline
        self.now = max(self.now, edge + timedelta(seconds=past))
        self.save(n, "tepi", True)

    @rule(n=ITEM, nilai=VALUE, is_sent=st.booleans())
    def write(self, n: int, nilai: object, is_sent: bool) -> None:
        self.save(n, nilai, is_sent)

    def save(self, n: int, nilai: object, is_sent: bool) -> None:
        """Sent at once, or on its way until the next rule that sends."""
        entry = self.written(n, nilai)
        self.waiting.append(entry)
        if is_sent:
            self.arrive()

    def arrive(self) -> None:
        batch, self.waiting = self.waiting[::-1], []
        got = services.save(pengerjaan_id=self.p.pk, lease=self.p.lease, simpanan=sent(batch), at=self.now)
        self.agrees(got, self.model.save(self.p.lease, batch, self.now))

    @rule(dari=st.sampled_from([0, 0, 1]), n=ITEM, nilai=VALUE)
    def lanjut(self, dari: int, n: int, nilai: object) -> None:
        """Forward, with what was not sent yet; also twice, and from a section that is not the open one."""
        m, batch = self.model, [self.written(n, nilai)]
        ask = {"pengerjaan_id": self.p.pk, "lease": self.p.lease, "dari": dari, "at": self.now}
        try:
            opened = services.open_next(**ask, simpanan=sent(batch))
        except services.BagianPaused:
            assert (m.status, m.dijeda_at is None, dari) == ("berjalan", False, m.ke)
        except services.BagianLast:
            assert (m.status, dari) == ("berjalan", 1)
        else:
            self.agrees(opened.hasil, m.save(self.p.lease, batch, self.now))
            assert opened.is_new == m.next_section(self.p.lease, dari, self.now)
            assert opened.ke == m.ke

    @rule(act=st.sampled_from(["pause", "resume", "resume", "add_time"]))
    def proctor(self, act: str) -> None:
        m = self.model
        more = {"menit": 5} if act == "add_time" else {}
        try:
            getattr(services, act)(**self.act(**more))
        except ValidationError:
            assert act != "add_time" or (m.status, m.finish_kind) == ("selesai", "peserta")
            return
        if act == "pause":
            m.dijeda_at = self.now
        elif act == "resume":
            m.resume(self.now)
        else:
            m.add_time(300, self.now)

    @rule()
    def sweep(self) -> None:
        assert services.sweep(at=self.now) == self.model.sweep(self.now)

    @rule(times=st.integers(1, 2))
    def submit(self, times: int) -> None:
        # Rare: most of what there is to see happens before it.
        if self.seq % 7 == 6:
            for _ in range(times):
                services.submit(pengerjaan_id=self.p.pk, lease=self.p.lease, at=self.now)
                self.model.submit(self.now)

    @invariant()
    def everything_is_what_the_model_says(self) -> None:
        m, row = self.model, Pengerjaan.objects.get(pk=self.p.pk)
        assert (row.status, row.finish_kind, row.finished_at) == (m.status, m.finish_kind, m.finished_at)
        assert (row.bagian_ke, row.bagian_started_at, row.bagian_tambahan) == (m.ke, m.section_at, m.section_extra)
        assert (row.tambahan, row.jeda, row.dijeda_at) == (m.tambahan, m.jeda, m.dijeda_at)
        assert row.bagian_versi_ids == m.bagian[m.ke][0]
        log = LogJawaban.objects.filter(pengerjaan=row).values_list("epoch", "seq", "versi_id", "nilai", "keadaan")
        assert {(e, s): tuple(rest) for e, s, *rest in log} == {
            k: (v, n, state) for k, (v, n, _, state) in m.log.items()
        }
        kept = Jawaban.objects.filter(pengerjaan=row).values_list("versi_id", "epoch", "seq", "nilai")
        assert {v: tuple(rest) for v, *rest in kept} == {v: stored[:3] for v, stored in m.jawaban.items()}


@pytest.mark.slow
@pytest.mark.django_db
def test_no_order_of_orders_breaks_a_sitting_with_timed_sections() -> None:
    MesinBagian.ujian = make_ujian(mulai=AT - 5 * MENIT, jam=3, bagian_menit=(30, 20))
    MesinBagian.akun = make_akun("proktor")
    run(MesinBagian, count("SECTION_SITTINGS", 20, 200), count("STEPS", 30, 100), is_shrunk=True)
