"""What a proctor does to sittings: each act has a reason, a row for the participant's page, and one in the trail."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q

from asesmen.gelombang import services as gelombang
from asesmen.ujian.models import Pengerjaan, TindakanProktor
from asesmen.ujian.rules import Selesai, Status, can_reopen
from asesmen.ujian.services.kumpul import close, deadline_of
from asesmen.ujian.services.masuk import forget_person
from pegawai.services import record_jejak

if TYPE_CHECKING:
    from pegawai.models import Akun

MAX_MINUTES = 180


class AlasanMissing(ValidationError):
    def __init__(self) -> None:
        super().__init__("Tulis alasannya: tindakan ini tercatat dan dapat ditanyakan kemudian.", code="alasan_missing")


class NobodyChosen(ValidationError):
    def __init__(self) -> None:
        super().__init__("Belum ada kursi yang dapat dikenai tindakan ini. Pilih kursi lain.", code="nobody_chosen")


class MenitOutOfRange(ValidationError):
    def __init__(self) -> None:
        super().__init__(f"Tambahan waktu harus 1 sampai {MAX_MINUTES} menit.", code="menit_out_of_range")


@transaction.atomic
def add_time(
    *,
    ruang_sesi_id: int,
    menit: int,
    alasan: str,
    akun: "Akun",
    at: datetime,
    peserta_ids: Sequence[int] | None = None,
) -> int:
    """Give minutes to these people, or (None) to everybody in the room who has begun and not handed in.

    A sitting that the clock has ended opens again when that leaves time. Returns how many people got it. Raises
    AlasanMissing, MenitOutOfRange, NobodyChosen.
    """
    if not 1 <= menit <= MAX_MINUTES:
        raise MenitOutOfRange
    begun = Q(status=Status.BERJALAN) | Q(status=Status.SELESAI, finish_kind=Selesai.WAKTU)
    chosen = _chosen(ruang_sesi_id, peserta_ids, alasan, begun)
    Pengerjaan.objects.filter(pk__in=[p.pk for p in chosen]).update(tambahan=F("tambahan") + menit * 60)
    for p in chosen:
        p.tambahan += menit * 60
        if can_reopen(status=p.status, finish_kind=p.finish_kind) and at < deadline_of(p):
            _reopen(p, at)
    for_room = peserta_ids is None
    _note(ruang_sesi_id, "tambah_waktu", chosen, alasan, akun, at, detik=menit * 60, for_room=for_room)
    return len(chosen)


def _reopen(p: Pengerjaan, at: datetime) -> None:
    # The code stays: a participant who noted it down must find the same one later.
    Pengerjaan.objects.filter(pk=p.pk).update(
        status=Status.BERJALAN, finished_at=None, finish_kind="", receipt_hash="", last_seen_at=at
    )


@transaction.atomic
def move_device(*, ruang_sesi_id: int, peserta_ids: Sequence[int], alasan: str, akun: "Akun", at: datetime) -> int:
    """Free these sittings from their device: the next one that opens may write, the old one stops; returns how many.

    The epoch rises at once: what the old device still sends is older than everything from now on, and is kept apart.
    Raises AlasanMissing, NobodyChosen.
    """
    chosen = _chosen(ruang_sesi_id, peserta_ids, alasan, Q(status=Status.BERJALAN))
    Pengerjaan.objects.filter(pk__in=[p.pk for p in chosen]).update(lease="", epoch=F("epoch") + 1)
    _note(ruang_sesi_id, "pindah", chosen, alasan, akun, at)
    return len(chosen)


@transaction.atomic
def end(*, ruang_sesi_id: int, peserta_ids: Sequence[int], alasan: str, akun: "Akun", at: datetime) -> int:
    """End these sittings now; what was answered counts. Returns how many. Raises AlasanMissing, NobodyChosen."""
    chosen = _chosen(ruang_sesi_id, peserta_ids, alasan, Q(status=Status.BERJALAN))
    for p in chosen:
        over = deadline_of(p) + timedelta(seconds=p.tenggang)
        close(p, kind=Selesai.PROKTOR, finished_at=at if p.dijeda_at else min(at, over))
    _note(ruang_sesi_id, "akhiri", chosen, alasan, akun, at)
    return len(chosen)


@transaction.atomic
def reissue_code(*, ruang_sesi_id: int, peserta_id: int, nip: str, alasan: str, akun: "Akun", at: datetime) -> str:
    """Return a new card code, shown once; the old one stops working and a pause at the door is over.

    Raises AlasanMissing, NobodyChosen.
    """
    chosen = _chosen(ruang_sesi_id, [peserta_id], alasan, Q())
    codes = gelombang.issue_kode(peserta_ids=[peserta_id], sumber="ulang", akun_id=akun.pk, at=at, alasan=alasan)
    forget_person(jenis="masuk", siapa=nip)
    _note(ruang_sesi_id, "kode", chosen, alasan, akun, at)
    return codes[peserta_id]


@transaction.atomic
def note_event(*, ruang_sesi_id: int, alasan: str, akun: "Akun", at: datetime, peserta_ids: Sequence[int] = ()) -> int:
    """Write down what happened in the room, for these people or for all. Raises AlasanMissing, NobodyChosen."""
    if not peserta_ids:
        if not alasan.strip():
            raise AlasanMissing
        _note(ruang_sesi_id, "catat", [], alasan, akun, at, for_room=True)
        return 0
    chosen = _chosen(ruang_sesi_id, peserta_ids, alasan, Q())
    _note(ruang_sesi_id, "catat", chosen, alasan, akun, at)
    return len(chosen)


def _chosen(ruang_sesi_id: int, peserta_ids: Sequence[int] | None, alasan: str, condition: Q) -> list[Pengerjaan]:
    """Lock the sittings of people who sit in this room; others are left out, whatever the request named."""
    if not alasan.strip():
        raise AlasanMissing
    rows = Pengerjaan.objects.filter(condition, peserta__penempatan__ruang_sesi_id=ruang_sesi_id)
    if peserta_ids is not None:
        rows = rows.filter(peserta_id__in=list(peserta_ids))
    found = list(rows.select_for_update(no_key=True, of=("self",)).defer("naskah", "versi_ids").order_by("pk"))
    if not found:
        raise NobodyChosen
    return found


def _note(
    ruang_sesi_id: int,
    jenis: str,
    chosen: Iterable[Pengerjaan],
    alasan: str,
    akun: "Akun",
    at: datetime,
    *,
    detik: int = 0,
    for_room: bool = False,
) -> None:
    chosen = list(chosen)
    whom: list[UUID | None] = [None] if for_room else [p.pk for p in chosen]
    TindakanProktor.objects.bulk_create(
        TindakanProktor(
            ruang_sesi_id=ruang_sesi_id,
            pengerjaan_id=pk,
            jenis=jenis,
            detik=detik,
            alasan=alasan.strip()[:300],
            akun=akun,
            at=at,
        )
        for pk in whom
    )
    label = TindakanProktor.Jenis(jenis).label
    record_jejak(
        tindakan=f"ujian.{jenis}",
        objek=f"ruang_sesi:{ruang_sesi_id}",
        ringkas=f"{label}: {len(chosen)} peserta" + (f", {detik // 60} menit" if detik else ""),
        akun=akun,
        at=at,
        alasan=alasan.strip(),
        data={"peserta": [p.peserta_id for p in chosen]},
    )
