"""A sitting on paper: what must be true after each order, said without the database and without the product's rules."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

Order = tuple[int, int]
GRACE = timedelta(seconds=60)


@dataclass
class Isian:
    versi: int
    epoch: int
    seq: int
    nilai: Any
    ragu: bool = False

    @property
    def order(self) -> Order:
        return self.epoch, self.seq

    @property
    def content(self) -> tuple[Any, ...]:
        return self.versi, self.nilai, self.ragu


@dataclass
class Hasil:
    pintu: str
    acked: set[Order] = field(default_factory=set)
    apart: set[Order] = field(default_factory=set)
    refused: dict[Order, str] = field(default_factory=dict)


@dataclass
class Duduk:
    """One sitting. `log`: number → (item, value, doubt, state), `jawaban`: item → (epoch, seq, value, doubt)."""

    versi: list[int]
    batas_sesi: datetime
    durasi: int
    status: str = "siap"
    is_read: bool = False
    started_at: datetime | None = None
    finished_at: datetime | None = None
    finish_kind: str = ""
    tambahan: int = 0
    jeda: int = 0
    dijeda_at: datetime | None = None
    lease: str = ""
    epoch: int = 0
    log: dict[Order, tuple[Any, ...]] = field(default_factory=dict)
    jawaban: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    decided: set[Order] = field(default_factory=set)

    @property
    def deadline(self) -> datetime:
        assert self.started_at is not None
        end = min(self.started_at + timedelta(seconds=self.durasi), self.batas_sesi)
        return end + timedelta(seconds=self.tambahan) + timedelta(seconds=self.jeda)

    def is_over(self, at: datetime) -> bool:
        return self.status == "berjalan" and self.dijeda_at is None and at > self.deadline + GRACE

    # ---------- Orders ----------

    def start(self, at: datetime) -> None:
        self.status, self.started_at = "berjalan", at

    def open(self, session: str, held: tuple[str, int]) -> tuple[str, int, bool]:
        """(lease, epoch, goes on), or ("", 0, False): refused."""
        if self.lease and held == (self.lease, self.epoch):
            return self.lease, self.epoch, True
        if self.lease and self.lease not in (session, held[0]):
            return "", 0, False
        self.lease, self.epoch = self.lease or session, self.epoch + 1
        return self.lease, self.epoch, False

    def door(self, lease: str, at: datetime) -> str:
        if lease != self.lease:
            return "lain"
        if self.status != "berjalan":
            return "tutup"
        clock = at if self.dijeda_at is None else min(at, self.dijeda_at)
        if clock > self.deadline:
            return "tutup" if clock > self.deadline + GRACE else "tenggang"
        return "buka" if self.dijeda_at is None else "jeda"

    def save(self, lease: str, batch: list[Isian], at: datetime) -> Hasil:
        hasil = Hasil(self.door(lease, at))
        for e in batch:
            is_own = e.epoch < self.epoch if hasil.pintu == "lain" else e.epoch <= self.epoch
            if self.status == "siap" or e.versi not in self.versi or not is_own:
                hasil.refused[e.order] = "unfit"
            elif e.order in self.log:
                known = self.log[e.order]
                if known[:3] != e.content:
                    hasil.refused[e.order] = "conflict"
                else:
                    (hasil.apart if known[3] == "karantina" else hasil.acked).add(e.order)
            else:
                keadaan = self.state_of(hasil.pintu, e.versi, at)
                self.log[e.order] = (*e.content, keadaan)
                (hasil.apart if keadaan == "karantina" else hasil.acked).add(e.order)
                if keadaan != "karantina":
                    self.write(e)
        return hasil

    def state_of(self, pintu: str, versi: int, at: datetime) -> str:
        return {"lain": "karantina", "tutup": "karantina", "buka": "diterima"}.get(pintu, pintu)

    def write(self, e: Isian) -> None:
        known = self.jawaban.get(e.versi)
        if known is None or e.order > known[:2]:
            self.jawaban[e.versi] = (e.epoch, e.seq, e.nilai, e.ragu)

    def submit(self, at: datetime) -> None:
        if self.status == "selesai":
            return
        if self.dijeda_at is not None:
            self.finish("peserta" if min(at, self.dijeda_at) < self.deadline else "waktu", at)
        elif at < self.deadline:
            self.finish("peserta", at)
        else:
            self.finish("waktu", min(at, self.deadline + GRACE))

    def finish(self, kind: str, at: datetime) -> None:
        self.status, self.finish_kind, self.finished_at, self.dijeda_at = "selesai", kind, at, None

    def sweep(self, at: datetime) -> bool:
        if not self.is_over(at):
            return False
        self.finish("waktu", self.deadline)
        return True

    def add_time(self, detik: int, at: datetime) -> bool:
        if not (self.status == "berjalan" or (self.status == "selesai" and self.finish_kind == "waktu")):
            return False
        self.tambahan += detik
        if self.status == "selesai" and at < self.deadline:
            self.run_again()
        return True

    def run_again(self) -> None:
        self.status, self.finish_kind, self.finished_at = "berjalan", "", None

    def move(self) -> None:
        self.lease, self.epoch = "", self.epoch + 1

    def resume(self, at: datetime) -> None:
        assert self.dijeda_at is not None
        self.jeda += whole_seconds(at - self.dijeda_at)
        self.dijeda_at = None

    def end(self, at: datetime) -> None:
        if self.dijeda_at is not None:
            self.resume(at)
        self.finish("proktor", min(at, self.deadline + GRACE))

    def reopen(self, detik: int, at: datetime) -> None:
        self.tambahan += detik + whole_seconds(at - self.deadline)
        self.run_again()
        self.move()

    def accept(self, numbers: list[Order]) -> int:
        """Let these answers of the quarantine count where they are newer; how many were decided."""
        fresh = [n for n in sorted(numbers) if self.jawaban.get(self.log[n][0], (0, 0))[:2] < n]
        for number in fresh:
            versi, nilai, ragu, _ = self.log[number]
            self.write(Isian(versi, *number, nilai, ragu))
        self.decided |= set(fresh)
        return len(fresh)


@dataclass
class DudukBagian(Duduk):
    """A sitting whose sections have a time of their own. `bagian`: (items, seconds) of each."""

    bagian: list[tuple[list[int], int]] = field(default_factory=list)
    ke: int = 0
    section_at: datetime | None = None
    section_extra: int = 0

    @property
    def section_deadline(self) -> datetime:
        assert self.section_at is not None
        return self.section_at + timedelta(seconds=self.bagian[self.ke][1] + self.section_extra)

    def start(self, at: datetime) -> None:
        super().start(at)
        self.section_at = at

    def state_of(self, pintu: str, versi: int, at: datetime) -> str:
        """What the door says of the whole, and over it what the open section says."""
        clock = at if self.dijeda_at is None else min(at, self.dijeda_at)
        whole = super().state_of(pintu, versi, at)
        if whole == "karantina" or versi not in self.bagian[self.ke][0] or clock > self.section_deadline + GRACE:
            return "karantina"
        return "tenggang" if clock > self.section_deadline else whole

    def next_section(self, lease: str, dari: int, at: datetime) -> bool:
        """Open the next one after what came along was stored; False: nothing opened."""
        if self.status != "berjalan" or dari != self.ke or self.door(lease, at) in {"tutup", "tenggang"}:
            return False
        self.ke, self.section_at, self.section_extra = self.ke + 1, at, 0
        return True

    def add_time(self, detik: int, at: datetime) -> bool:
        gained = super().add_time(detik, at)
        self.section_extra += detik if gained else 0
        return gained

    def resume(self, at: datetime) -> None:
        before = self.jeda
        super().resume(at)
        self.section_extra += self.jeda - before


def whole_seconds(length: timedelta) -> int:
    """Begun seconds count; nothing for a clock that went back."""
    seconds = length // timedelta(seconds=1)
    return max(0, seconds + (length > timedelta(seconds=seconds)))
