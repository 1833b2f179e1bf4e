"""Rehearsal and demonstration: answers of a seeded model, written in bulk or sent through the real door."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from asesmen.bank import queries as bank
from asesmen.gelombang import queries as gelombang
from asesmen.gelombang import services as gelombang_services
from asesmen.gelombang.queries import PenempatanRow
from asesmen.ujian.models import Jawaban, LogJawaban, Pengerjaan, Perangkat
from asesmen.ujian.rules import (
    Simpanan,
    Status,
    answers_digest,
    is_timed,
    open_section,
    receipt_code,
    versions_of,
)
from asesmen.ujian.rules.simulasi import Langkah, plan, unit
from asesmen.ujian.services.kumpul import deadline_of
from pegawai.queries import orang_many
from pegawai.services import record_jejak

PERANGKAT = "Isian contoh"


class NaskahIncomplete(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Belum ada naskah yang dapat diisi. Kunci gelombang dan siapkan naskahnya lebih dulu.",
            code="naskah_incomplete",
        )


@dataclass(frozen=True)
class Isian:
    """One made-up sitting: who, and what they do on their paper."""

    seat: PenempatanRow
    langkah: list[Langkah]
    pengerjaan_id: UUID


def plan_isian(*, gelombang_id: int, seed: str, nomor: Iterable[str] | None = None) -> list[Isian]:
    """What every participant with a paper that has not begun will do (or only those with these numbers)."""
    seats = {s.peserta_id: s for s in gelombang.penempatan_rows(gelombang_id)}
    wanted = set(nomor) if nomor is not None else None
    papers = Pengerjaan.objects.filter(peserta_id__in=seats, status=Status.SIAP).values_list(
        "peserta_id", "pk", "versi_ids"
    )
    chosen = [p for p in papers if wanted is None or seats[p[0]].nomor in wanted]
    kunci = bank.kunci_rows({versi for _, _, versi_ids in chosen for versi in versi_ids})
    orang = orang_many([seats[pk].pegawai_id for pk, _, _ in chosen])
    return [
        Isian(
            seats[pk],
            plan(seed, seats[pk].nomor, orang[seats[pk].pegawai_id].jenjang or "", versi_ids, kunci),
            pengerjaan_id,
        )
        for pk, pengerjaan_id, versi_ids in chosen
    ]


@transaction.atomic
def bulk_fill(*, gelombang_id: int, seed: str, at: datetime) -> int:
    """Let every prepared paper of a wave be sat, each within its session, and return how many.

    Writes what a real sitting leaves: log, answers, device, receipt, attendance. `at` is when the demonstration was
    made. Raises NaskahIncomplete.
    """
    isian = {i.pengerjaan_id: i for i in plan_isian(gelombang_id=gelombang_id, seed=seed)}
    if not isian:
        raise NaskahIncomplete
    rows = Pengerjaan.objects.select_for_update(no_key=True).filter(pk__in=isian)
    sittings = [_Sitting(p, isian[p.pk], seed) for p in rows]
    _copy(LogJawaban, LOG_COLUMNS, (row for s in sittings for row in s.log_rows()))
    _copy(Jawaban, ANSWER_COLUMNS, (row for s in sittings for row in s.answer_rows()))
    Perangkat.objects.bulk_create(
        Perangkat(pengerjaan=s.p, epoch=1, lease=s.p.lease, keterangan=PERANGKAT, at=s.started_at) for s in sittings
    )
    Pengerjaan.objects.bulk_update([s.finished() for s in sittings], FINISHED, batch_size=300)
    gelombang_services.set_kehadiran(
        peserta_ids=[s.p.peserta_id for s in sittings], kehadiran="hadir", akun_id=None, at=at, alasan="Isian contoh"
    )
    record_jejak(
        tindakan="ujian.isi_contoh",
        objek=f"gelombang:{gelombang_id}",
        ringkas=f"{len(sittings)} ujian diisi contoh",
        at=at,
        data={"seed": seed},
    )
    return len(sittings)


LOG_COLUMNS = (*("pengerjaan_id", "versi_id", "epoch", "seq", "nilai", "is_ragu", "keadaan", "received_at"),)
ANSWER_COLUMNS = (*("pengerjaan_id", "versi_id", "nilai", "is_ragu", "epoch", "seq", "saved_at", "is_terlambat"),)
FINISHED = [
    *("status", "started_at", "finished_at", "finish_kind", "rules_read_at", "last_seen_at"),
    *("epoch", "lease", "perangkat", "receipt_code", "receipt_hash"),
    *("bagian_ke", "bagian_started_at", "bagian_durasi", "bagian_versi_ids"),
]


class _Sitting:
    """One made-up sitting with its moments."""

    def __init__(self, p: Pengerjaan, isian: Isian, seed: str) -> None:
        self.p, self.langkah = p, isian.langkah
        self.started_at = isian.seat.mulai + timedelta(seconds=round(300 * unit(seed, isian.seat.nomor, "mulai"), 3))
        p.started_at, p.epoch, p.lease = self.started_at, 1, p.seed[:32]
        most = (deadline_of(p) - self.started_at).total_seconds()
        self.used = most * (0.55 + 0.4 * unit(seed, isian.seat.nomor, "lama"))
        self.newest = {s.versi: (seq, s) for seq, s in enumerate(self.langkah, start=1)}
        self.sections = _sections(p)
        if len(self.sections) > 1:
            last = len(self.sections) - 1
            share = self.sections[last].waktu_dari
            p.bagian_started_at = self.started_at + timedelta(seconds=round(self.used * share, 3))
            for name, value in open_section(p.naskah, last).items():
                setattr(p, name, value)

    def moment(self, step: Langkah) -> datetime:
        """Within the step's section, at the same pace in all of them."""
        section = next(s for s in self.sections if step.versi in s.versi)
        inside = (step.bagian_waktu - section.butir_dari) / section.butir
        share = section.waktu_dari + section.waktu * min(1.0, max(0.0, inside))
        return self.started_at + timedelta(seconds=round(self.used * share, 3))

    def log_rows(self) -> Iterator[tuple[Any, ...]]:
        for seq, s in enumerate(self.langkah, start=1):
            yield (self.p.pk, s.versi, 1, seq, json.dumps(s.nilai), s.ragu, "diterima", self.moment(s))

    def answer_rows(self) -> Iterator[tuple[Any, ...]]:
        for seq, s in self.newest.values():
            yield (self.p.pk, s.versi, json.dumps(s.nilai), s.ragu, 1, seq, self.moment(s), False)

    def finished(self) -> Pengerjaan:
        p = self.p
        p.status, p.finish_kind, p.perangkat = Status.SELESAI, "peserta", PERANGKAT
        p.finished_at = self.started_at + timedelta(seconds=round(self.used, 3))
        p.rules_read_at, p.last_seen_at = self.started_at - timedelta(minutes=5), p.finished_at
        p.receipt_code = receipt_code(settings.TANDA_TERIMA_KEY, str(p.pk))
        p.receipt_hash = answers_digest(
            str(p.pk), [Simpanan(s.versi, 1, seq, s.nilai, s.ragu) for seq, s in self.newest.values()]
        )
        return p


@dataclass(frozen=True)
class _Section:
    """A section's share of the items and of the time, and where both begin, from 0 to 1."""

    versi: frozenset[int]
    butir_dari: float
    butir: float
    waktu_dari: float
    waktu: float


def _sections(p: Pengerjaan) -> list[_Section]:
    """The timed sections of a paper; a paper without them is one section."""
    if not is_timed(p.naskah):
        return [_Section(frozenset(p.versi_ids), 0.0, 1.0, 0.0, 1.0)]
    found: list[_Section] = []
    items, seconds = 0.0, 0.0
    for bagian in p.naskah:
        versi = frozenset(versions_of([bagian]))
        share, time = len(versi) / p.butir_count, bagian["durasi"] / p.durasi
        found.append(_Section(versi, items, share, seconds, time))
        items, seconds = items + share, seconds + time
    return found


def _copy(model: type[LogJawaban] | type[Jawaban], columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    """COPY rows of plain values into a model's table."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerows(rows)
    buffer.seek(0)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({', '.join(columns)}) FROM STDIN WITH (FORMAT csv)", buffer)
