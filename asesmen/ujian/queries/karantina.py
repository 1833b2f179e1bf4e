"""Answers kept apart, person by person: what was answered then, what counts now, how late, from which device."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from asesmen.bank import queries as bank
from asesmen.ujian.models import Jawaban, KeputusanKarantina, LogJawaban, Pengerjaan, Perangkat
from asesmen.ujian.rules import Simpanan, deadline
from asesmen.ujian.rules.karantina import (
    LABEL_KEADAAN,
    LABEL_SEBAB,
    Keadaan,
    Sebab,
    decision_state,
    is_newer,
    late_text,
    seconds_late,
    why_apart,
)
from asesmen.ujian.rules.riwayat import Soal, answer_text, questions_of

APART = Q(keadaan="karantina")
ACCEPTED = Q(putusan="terima") & (Q(needs_second=False) | Q(akun_kedua__isnull=False))
WHERE = {
    Keadaan.BELUM: Q(keputusan=None),
    Keadaan.MENUNGGU: Q(keputusan__putusan="terima", keputusan__needs_second=True, keputusan__akun_kedua=None),
    Keadaan.DITERIMA: Q(keputusan__putusan="terima")
    & (Q(keputusan__needs_second=False) | Q(keputusan__akun_kedua__isnull=False)),
    Keadaan.DITOLAK: Q(keputusan__putusan="tolak"),
}


@dataclass(frozen=True)
class JawabanKarantina:
    """One answer in quarantine. `is_newer`: it would replace the one that counts; `perangkat` by its epoch."""

    id: int
    soal: Soal | None
    jawaban: str
    is_ragu: bool
    berlaku: str | None
    berlaku_at: datetime | None
    is_newer: bool
    received_at: datetime
    terlambat: int
    sebab: Sebab
    epoch: int
    perangkat: str
    perangkat_ip: str
    ip: str
    sumber: str
    keadaan: Keadaan
    keputusan: KeputusanKarantina | None

    @property
    def sebab_teks(self) -> str:
        return LABEL_SEBAB[self.sebab]

    @property
    def keadaan_teks(self) -> str:
        return LABEL_KEADAAN[self.keadaan]

    @property
    def lewat(self) -> str:
        return late_text(self.terlambat)


@dataclass(frozen=True)
class PesertaKarantina:
    """One participant with their answers in quarantine. `sesudah_bukti`: items changed after the receipt."""

    pengerjaan: Pengerjaan
    sesudah_bukti: int
    jawaban: list[JawabanKarantina] = field(default_factory=list)

    @property
    def belum(self) -> int:
        return sum(j.keadaan is Keadaan.BELUM for j in self.jawaban)


def karantina_people(
    gelombang_id: int, *, keadaan: str = "", ruang_sesi_id: int | None = None, proktor_id: int | None = None
) -> QuerySet[Pengerjaan]:
    """Sittings of a wave with an answer in quarantine (in this state), by number; for a proctor the own rooms'."""
    answers = LogJawaban.objects.filter(APART, _state(keadaan), pengerjaan=OuterRef("pk"))
    rows = Pengerjaan.objects.filter(
        Exists(answers), _rooms(ruang_sesi_id, proktor_id), peserta__gelombang_id=gelombang_id
    )
    return rows.select_related(
        "peserta__pegawai", "peserta__penempatan", "ruang_sesi__ruang", "ruang_sesi__sesi"
    ).order_by("peserta__nomor")


def _state(keadaan: str) -> Q:
    return WHERE[Keadaan(keadaan)] if keadaan in set(Keadaan) else Q()


def _rooms(ruang_sesi_id: int | None, proktor_id: int | None) -> Q:
    wanted = Q()
    if ruang_sesi_id is not None:
        wanted &= Q(ruang_sesi_id=ruang_sesi_id)
    if proktor_id is not None:
        wanted &= Q(ruang_sesi__proktor_id=proktor_id)
    return wanted


def karantina_counts(gelombang_id: int, *, proktor_id: int | None = None) -> dict[Keadaan, int]:
    """How many answers of a wave stand where. One query."""
    rows = LogJawaban.objects.filter(APART, pengerjaan__peserta__gelombang_id=gelombang_id)
    if proktor_id is not None:
        rows = rows.filter(pengerjaan__ruang_sesi__proktor_id=proktor_id)
    counts = rows.aggregate(**{state.value: Count("pk", filter=where) for state, where in WHERE.items()})
    return {state: counts[state.value] for state in Keadaan}


def karantina_of(people: Sequence[Pengerjaan], *, keadaan: str = "") -> list[PesertaKarantina]:
    """These sittings with their answers in quarantine, in order of the paper and of arrival."""
    ids = [p.pk for p in people]
    logs: dict[UUID, list[LogJawaban]] = defaultdict(list)
    rows = LogJawaban.objects.filter(APART, _state(keadaan), pengerjaan_id__in=ids)
    for log in rows.select_related("keputusan__akun", "keputusan__akun_kedua").order_by("epoch", "seq"):
        logs[log.pengerjaan_id].append(log)
    stored = answers_now(ids, {log.versi_id for own in logs.values() for log in own})
    devices = devices_of(ids)
    content = bank.butir_content({log.versi_id for own in logs.values() for log in own})
    added = added_after_receipt(ids)
    return [
        PesertaKarantina(p, added.get(p.pk, 0), _answers(p, logs[p.pk], stored[p.pk], devices[p.pk], content))
        for p in people
    ]


def _answers(
    p: Pengerjaan,
    logs: list[LogJawaban],
    stored: dict[int, Jawaban],
    devices: dict[int, Perangkat],
    content: dict[int, dict[str, Any]],
) -> list[JawabanKarantina]:
    soal = questions_of(p.naskah, content)
    found = [_answer(p, log, soal.get(log.versi_id), stored.get(log.versi_id), devices) for log in logs]
    return sorted(found, key=lambda j: (j.soal.nomor if j.soal else 0, j.received_at, j.id))


def _answer(
    p: Pengerjaan, log: LogJawaban, soal: Soal | None, now: Jawaban | None, devices: dict[int, Perangkat]
) -> JawabanKarantina:
    limit = deadline_of_row(p)
    device = devices.get(log.epoch)
    decision = getattr(log, "keputusan", None)
    return JawabanKarantina(
        id=log.pk,
        soal=soal,
        jawaban=answer_text(log.nilai, soal),
        is_ragu=log.is_ragu,
        berlaku=answer_text(now.nilai, soal) if now else None,
        berlaku_at=now.saved_at if now else None,
        is_newer=is_newer((log.epoch, log.seq), (now.epoch, now.seq) if now else None),
        received_at=log.received_at,
        terlambat=seconds_late(at=log.received_at, deadline=limit),
        sebab=why_apart(
            at=log.received_at,
            deadline=limit,
            tenggang=p.tenggang,
            finished_at=p.finished_at,
            is_old_device=device is not None and device.lease != p.lease,
        ),
        epoch=log.epoch,
        perangkat=device.keterangan if device else "",
        perangkat_ip=(device.ip or "") if device else "",
        ip=log.ip or "",
        sumber=log.sumber,
        keadaan=state_of(decision),
        keputusan=decision,
    )


def state_of(decision: KeputusanKarantina | None) -> Keadaan:
    if decision is None:
        return decision_state(None)
    return decision_state(
        decision.putusan, needs_second=decision.needs_second, has_second=decision.akun_kedua_id is not None
    )


def deadline_of_row(p: Pengerjaan) -> datetime:
    # Only what began has answers.
    assert p.started_at is not None
    return deadline(batas_sesi=p.batas_sesi, started_at=p.started_at, durasi=p.durasi, tambahan=p.tambahan, jeda=p.jeda)


def answers_now(pengerjaan_ids: Iterable[UUID], versi_ids: Iterable[int]) -> dict[UUID, dict[int, Jawaban]]:
    """sitting → item → the answer that counts."""
    found: dict[UUID, dict[int, Jawaban]] = defaultdict(dict)
    rows = Jawaban.objects.filter(pengerjaan_id__in=list(pengerjaan_ids), versi_id__in=list(versi_ids)).order_by()
    for row in rows:
        found[row.pengerjaan_id][row.versi_id] = row
    return found


def devices_of(pengerjaan_ids: Iterable[UUID]) -> dict[UUID, dict[int, Perangkat]]:
    """sitting → epoch → the page load that wrote under it."""
    found: dict[UUID, dict[int, Perangkat]] = defaultdict(dict)
    for row in Perangkat.objects.filter(pengerjaan_id__in=list(pengerjaan_ids)):
        found[row.pengerjaan_id][row.epoch] = row
    return found


def _after_receipt() -> QuerySet[KeputusanKarantina]:
    """Accepted answers that the receipt does not cover, since they were let in after it."""
    after = Q(needs_second=False, at__gt=F("log__pengerjaan__finished_at")) | Q(
        at_kedua__gt=F("log__pengerjaan__finished_at")
    )
    return KeputusanKarantina.objects.filter(ACCEPTED & after)


def added_after_receipt(pengerjaan_ids: Iterable[UUID]) -> dict[UUID, int]:
    """sitting → how many of its items got an answer from quarantine after the receipt was issued."""
    rows = _after_receipt().filter(log__pengerjaan_id__in=list(pengerjaan_ids)).values("log__pengerjaan_id")
    counted = rows.annotate(n=Count("log__versi_id", distinct=True)).order_by()
    return dict(counted.values_list("log__pengerjaan_id", "n"))


def accepted_since(gelombang_id: int, at: datetime) -> int:
    """How many answers of a wave count since then because somebody let them in from quarantine."""
    took_effect = Q(needs_second=False, at__gt=at) | Q(at_kedua__gt=at)
    return KeputusanKarantina.objects.filter(
        ACCEPTED & took_effect, log__pengerjaan__peserta__gelombang_id=gelombang_id
    ).count()


def answers_at_receipt(pengerjaan_id: UUID) -> dict[int, Simpanan]:
    """Item → the answer when the receipt was issued: newest by (epoch, seq) of what had counted by then."""
    let_in = KeputusanKarantina.objects.filter(ACCEPTED, log__pengerjaan_id=pengerjaan_id).exclude(
        pk__in=_after_receipt().values("pk")
    )
    rows = LogJawaban.objects.filter(~APART | Q(pk__in=let_in.values("log_id")), pengerjaan_id=pengerjaan_id)
    found = [Simpanan(*row) for row in rows.values_list("versi_id", "epoch", "seq", "nilai", "is_ragu")]
    return {s.versi: s for s in sorted(found, key=lambda s: s.order)}


def undecided_ids(gelombang_id: int, peserta_id: int) -> list[int]:
    """Everything of one participant that nobody decided on yet."""
    rows = LogJawaban.objects.filter(
        APART,
        WHERE[Keadaan.BELUM],
        pengerjaan__peserta_id=peserta_id,
        pengerjaan__peserta__gelombang_id=gelombang_id,
    )
    return list(rows.values_list("pk", flat=True))
