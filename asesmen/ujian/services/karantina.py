"""What becomes of answers kept apart. A person decides, with a reason; after the end of a sitting nothing else changes
an answer (I4). The receipt stays as it was issued (I7): pages say that answers were added after it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from asesmen.gelombang.services.gelombang import wave_for_update
from asesmen.ujian.models import Jawaban, KeputusanKarantina, LogJawaban, Pengerjaan
from asesmen.ujian.rules import Status
from asesmen.ujian.rules.karantina import NEEDS_SECOND, is_newer, order_after
from asesmen.ujian.services.proktor import AlasanMissing
from pegawai.services import record_jejak

if TYPE_CHECKING:
    from pegawai.models import Akun

TERIMA, TOLAK = KeputusanKarantina.Putusan.TERIMA, KeputusanKarantina.Putusan.TOLAK
SAID = {
    "putus": "diputus",
    "setujui": "disetujui orang kedua",
    "kembalikan": "dikembalikan menjadi belum diputus",
}


class NothingChosen(ValidationError):
    def __init__(self) -> None:
        super().__init__("Belum ada jawaban yang dipilih. Centang jawabannya lebih dulu.", code="nothing_chosen")


class StillRunning(ValidationError):
    def __init__(self, count: int) -> None:
        super().__init__(
            f"Ujian {count} peserta di antaranya masih berjalan, jadi mereka masih dapat menjawab sendiri. "
            "Putuskan setelah ujiannya selesai. Belum ada yang berubah.",
            code="still_running",
        )


class AlreadyDecided(ValidationError):
    def __init__(self, count: int) -> None:
        super().__init__(
            f"{count} jawaban di antaranya sudah diputus lain oleh petugas. Muat ulang halaman, lihat putusannya, "
            "lalu pilih lagi. Belum ada yang berubah.",
            code="already_decided",
        )


class SamePerson(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Orang kedua harus orang lain. Minta petugas lain menyetujui putusan Anda.", code="same_person"
        )


class NothingWaits(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Tidak ada putusan terpilih yang menunggu orang kedua. Muat ulang halaman.", code="nothing_waits"
        )


class AlreadyCounts(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Jawaban yang sudah diterima ikut dihitung dan tidak dapat dikembalikan. Yang dapat dikembalikan: putusan "
            "tolak, dan putusan terima yang masih menunggu orang kedua.",
            code="already_counts",
        )


@dataclass(frozen=True)
class HasilPutusan:
    """`diputus`: new decisions; `berlaku`: answers that changed; `menunggu`: for a second person; `dilewati`: left
    undecided because a newer answer counts and nobody chose the older one expressly."""

    diputus: int = 0
    berlaku: int = 0
    menunggu: int = 0
    dilewati: int = 0


@transaction.atomic
def decide(
    *,
    gelombang_id: int,
    log_ids: Sequence[int],
    putusan: str,
    alasan: str,
    akun: "Akun",
    at: datetime,
    is_dipilih: bool = False,
) -> HasilPutusan:
    """Accept or refuse these answers; the same again is no change.

    An accepted answer counts when it is newer than the stored one, or `is_dipilih`. Where results are approved it
    waits for `agree`. Raises AlasanMissing, NothingChosen, StillRunning, AlreadyDecided.
    """
    if not alasan.strip():
        raise AlasanMissing
    wave = wave_for_update(gelombang_id)
    logs = _locked(gelombang_id, log_ids)
    needs_second = putusan == TERIMA and wave.status in NEEDS_SECOND
    open_logs = _undecided(logs, putusan)
    stored = _stored(open_logs)
    fresh = [log for log in open_logs if putusan == TOLAK or is_dipilih or is_newer(_order(log), _of(stored, log))]
    common = {"putusan": putusan, "alasan": alasan.strip()[:300], "akun": akun, "at": at, "needs_second": needs_second}
    _write(fresh, stored, common)
    is_applied = putusan == TERIMA and not needs_second
    changed = _apply(fresh, stored) if is_applied else 0
    _note("putus", fresh, akun, at, alasan=alasan.strip(), putusan=putusan, needs_second=needs_second)
    waiting = len(fresh) if needs_second else 0
    return HasilPutusan(len(fresh), changed, waiting, len(open_logs) - len(fresh))


def _write(logs: Iterable[LogJawaban], stored: "Stored", common: dict[str, Any]) -> None:
    """One decision per answer, marked where an older answer was chosen over the one that counts."""
    is_accepted = common["putusan"] == TERIMA
    KeputusanKarantina.objects.bulk_create(
        KeputusanKarantina(log=log, is_dipilih=is_accepted and not is_newer(_order(log), _of(stored, log)), **common)
        for log in logs
    )


@transaction.atomic
def agree(*, gelombang_id: int, log_ids: Sequence[int], akun: "Akun", at: datetime) -> HasilPutusan:
    """Let accepted answers count that wait for a second person. Raises NothingChosen, StillRunning, SamePerson,
    NothingWaits."""
    wave_for_update(gelombang_id)
    logs = _locked(gelombang_id, log_ids)
    waiting = KeputusanKarantina.objects.filter(log__in=logs, putusan=TERIMA, needs_second=True, akun_kedua=None)
    decisions = {k.log_id: k for k in waiting}
    if not decisions:
        raise NothingWaits
    if any(k.akun_id == akun.pk for k in decisions.values()):
        raise SamePerson
    agreed = [log for log in logs if log.pk in decisions]
    KeputusanKarantina.objects.filter(pk__in=[k.pk for k in decisions.values()]).update(akun_kedua=akun, at_kedua=at)
    stored = _stored(agreed)
    fresh = [log for log in agreed if decisions[log.pk].is_dipilih or is_newer(_order(log), _of(stored, log))]
    changed = _apply(fresh, stored)
    _note("setujui", agreed, akun, at)
    return HasilPutusan(len(agreed), changed)


@transaction.atomic
def release(*, gelombang_id: int, log_ids: Sequence[int], alasan: str, akun: "Akun", at: datetime) -> int:
    """Take back decisions that changed no answer: they are undecided again. Returns how many.

    Raises AlasanMissing, NothingChosen, StillRunning, AlreadyCounts.
    """
    if not alasan.strip():
        raise AlasanMissing
    wave_for_update(gelombang_id)
    logs = _locked(gelombang_id, log_ids)
    decisions = {k.log_id: k for k in KeputusanKarantina.objects.filter(log__in=logs)}
    if any(k.putusan == TERIMA and (not k.needs_second or k.akun_kedua_id) for k in decisions.values()):
        raise AlreadyCounts
    taken = [log for log in logs if log.pk in decisions]
    KeputusanKarantina.objects.filter(pk__in=[k.pk for k in decisions.values()]).delete()
    _note("kembalikan", taken, akun, at, alasan=alasan.strip())
    return len(taken)


def note_export(*, gelombang_id: int, count: int, saringan: str, akun: "Akun", at: datetime) -> None:
    """Note in the audit trail that somebody took the list away."""
    record_jejak(
        tindakan="ujian.karantina_unduh",
        objek=f"gelombang:{gelombang_id}",
        ringkas=f"{count} jawaban karantina diunduh ({saringan})",
        akun=akun,
        at=at,
    )


def _locked(gelombang_id: int, log_ids: Sequence[int]) -> list[LogJawaban]:
    """These answers of this wave's quarantine, oldest first, with their sittings locked as a submit locks them."""
    rows = LogJawaban.objects.filter(
        pk__in=list(log_ids), keadaan="karantina", pengerjaan__peserta__gelombang_id=gelombang_id
    )
    logs = list(rows.select_related("pengerjaan__peserta").order_by("pengerjaan_id", "epoch", "seq").defer(*_HEAVY))
    if not logs:
        raise NothingChosen
    locked = Pengerjaan.objects.filter(pk__in={log.pengerjaan_id for log in logs}).order_by("pk")
    states = dict(locked.select_for_update(no_key=True).values_list("pk", "status"))
    if running := sum(status != Status.SELESAI for status in states.values()):
        raise StillRunning(running)
    return logs


_HEAVY = ("pengerjaan__naskah", "pengerjaan__versi_ids", "pengerjaan__bagian_versi_ids")


def _undecided(logs: list[LogJawaban], putusan: str) -> list[LogJawaban]:
    decided = dict(KeputusanKarantina.objects.filter(log__in=logs).values_list("log_id", "putusan"))
    if others := sum(known != putusan for known in decided.values()):
        raise AlreadyDecided(others)
    return [log for log in logs if log.pk not in decided]


Key = tuple[UUID, int]
Stored = dict[Key, tuple[int, int]]


def _order(log: LogJawaban) -> tuple[int, int]:
    return log.epoch, log.seq


def _of(stored: Stored, log: LogJawaban) -> tuple[int, int] | None:
    return stored.get((log.pengerjaan_id, log.versi_id))


def _stored(logs: list[LogJawaban]) -> Stored:
    """(sitting, item) → (epoch, seq) of the answer that counts."""
    rows = Jawaban.objects.filter(
        pengerjaan_id__in={log.pengerjaan_id for log in logs}, versi_id__in={log.versi_id for log in logs}
    )
    return {(p, versi): (epoch, seq) for p, versi, epoch, seq in rows.values_list(*_KEY).order_by()}


_KEY = ("pengerjaan_id", "versi_id", "epoch", "seq")


def _apply(logs: list[LogJawaban], stored: Stored) -> int:
    """Let these answers count: of several for one item, the newest. Returns how many items changed."""
    newest: dict[Key, LogJawaban] = {(log.pengerjaan_id, log.versi_id): log for log in logs}
    for log in newest.values():
        epoch, seq = order_after(_order(log), _of(stored, log))
        Jawaban.objects.update_or_create(
            pengerjaan_id=log.pengerjaan_id,
            versi_id=log.versi_id,
            defaults={
                "nilai": log.nilai,
                "is_ragu": log.is_ragu,
                "epoch": epoch,
                "seq": seq,
                "saved_at": log.received_at,
                "is_terlambat": True,
            },
        )
    return len(newest)


def _note(
    act: str,
    logs: Iterable[LogJawaban],
    akun: "Akun",
    at: datetime,
    *,
    alasan: str = "",
    putusan: str = "",
    needs_second: bool = False,
) -> None:
    """One row of the audit trail per participant, without what they answered."""
    people: dict[int, list[LogJawaban]] = {}
    for log in logs:
        people.setdefault(log.pengerjaan.peserta_id, []).append(log)
    for peserta_id, own in people.items():
        said = {TERIMA: "diterima", TOLAK: "ditolak"}.get(putusan, SAID[act])  # type: ignore[call-overload]
        more = ", menunggu orang kedua" if needs_second else ""
        record_jejak(
            tindakan=f"ujian.karantina_{act}",
            objek=f"peserta:{peserta_id}",
            ringkas=f"{len(own)} jawaban dari karantina {said}{more}, peserta {own[0].pengerjaan.peserta.nomor}",
            akun=akun,
            at=at,
            alasan=alasan,
            data={"log": [log.pk for log in own], "versi": [log.versi_id for log in own]},
        )
