"""End a sitting, and open one again that was handed in or ended."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q

from asesmen.gelombang.rules import StatusGelombang
from asesmen.ujian.models import Pengerjaan, TindakanProktor
from asesmen.ujian.rules import Selesai, Status
from asesmen.ujian.services.kumpul import close, deadline_of
from asesmen.ujian.services.proktor.jeda import SECOND, end_pause
from asesmen.ujian.services.proktor.sasaran import Orang, Perintah, Ruang, chosen, note, order
from asesmen.ujian.services.proktor.waktu import MAX_MINUTES, MenitOutOfRange

if TYPE_CHECKING:
    from pegawai.models import Akun

OPEN_WAVES = {StatusGelombang.DIKUNCI, StatusGelombang.BERLANGSUNG}


class StillRunning(ValidationError):
    def __init__(self) -> None:
        super().__init__("Ujian kursi ini masih berjalan, jadi tidak perlu dibuka ulang.", code="still_running")


class WaveClosed(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Gelombang ini sudah selesai. Pengelola perlu membukanya lagi sebelum ujian dapat dibuka ulang.",
            code="wave_closed",
        )


class NoTimeLeft(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Waktu kursi ini sudah habis. Isi berapa menit yang diberikan sejak dibuka ulang.", code="no_time_left"
        )


@transaction.atomic
def end(*, ruang_sesi_id: Ruang, peserta_ids: Orang = None, alasan: str, akun: "Akun", at: datetime) -> int:
    """End these sittings now; what was answered counts. Returns how many. Raises AlasanMissing, NobodyChosen."""
    perintah = order(TindakanProktor.Jenis.AKHIRI, ruang_sesi_id, peserta_ids, alasan, akun, at)
    people = chosen(perintah, Q(status=Status.BERJALAN))
    for p in people:
        if p.dijeda_at is not None:
            end_pause(p, at)
        over = deadline_of(p) + timedelta(seconds=p.tenggang)
        close(p, kind=Selesai.PROKTOR, finished_at=min(at, over))
    note(perintah, people)
    return len(people)


@transaction.atomic
def reopen(
    *, ruang_sesi_id: Ruang, peserta_ids: Orang = None, menit: int = 0, alasan: str, akun: "Akun", at: datetime
) -> int:
    """Open finished sittings again, with every answer that they hold, on whichever device comes; returns how many.

    `menit` are added to the time that was left, or count from now where none was. The receipt keeps its code and gets
    its hash anew at the next submit. Raises AlasanMissing, MenitOutOfRange, NobodyChosen, StillRunning (none is
    finished), WaveClosed, NoTimeLeft (of any of them, and no minutes given).
    """
    if not 0 <= menit <= MAX_MINUTES:
        raise MenitOutOfRange
    perintah = order(TindakanProktor.Jenis.BUKA_ULANG, ruang_sesi_id, peserta_ids, alasan, akun, at)
    people = [p for p in chosen(perintah, ~Q(status=Status.SIAP)) if p.status == Status.SELESAI]
    if not people:
        raise StillRunning
    if any(p.status_gelombang not in OPEN_WAVES for p in people):
        raise WaveClosed
    if not menit and any(at >= deadline_of(p) for p in people):
        raise NoTimeLeft
    for p in people:
        _reopen(p, menit, perintah)
    return len(people)


def _reopen(p: Pengerjaan, menit: int, perintah: Perintah) -> None:
    at = perintah.at
    detik = menit * 60 + _late(deadline_of(p), at)
    Pengerjaan.objects.filter(pk=p.pk).update(
        status=Status.BERJALAN,
        finished_at=None,
        finish_kind="",
        receipt_hash="",
        last_seen_at=at,
        lease="",
        epoch=F("epoch") + 1,
        tambahan=F("tambahan") + detik,
        bagian_tambahan=F("bagian_tambahan") + _section_seconds(p, detik, at),
    )
    note(perintah, [p], detik=detik)


def _section_seconds(p: Pengerjaan, detik: int, at: datetime) -> int:
    """What the open section gains with the whole: at least the same time from now on."""
    if p.bagian_durasi is None or p.bagian_started_at is None or not detik:
        return 0
    ended = p.bagian_started_at + timedelta(seconds=p.bagian_durasi + p.bagian_tambahan)
    return detik - _late(deadline_of(p), at) + _late(ended, at)


def _late(end: datetime, at: datetime) -> int:
    """Return how many whole seconds, rounded up, a moment lies past an end."""
    return max(0, -((end - at) // SECOND))
