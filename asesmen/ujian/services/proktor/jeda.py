"""Pause and resume: while a sitting is paused its clock stands, and afterwards nothing of it is lost."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q

from asesmen.ujian.models import Pengerjaan, TindakanProktor
from asesmen.ujian.rules import Status
from asesmen.ujian.services.kumpul import deadline_of
from asesmen.ujian.services.proktor.sasaran import Orang, Ruang, chosen, note, order

if TYPE_CHECKING:
    from pegawai.models import Akun

SECOND = timedelta(seconds=1)


class AlreadyPaused(ValidationError):
    def __init__(self) -> None:
        super().__init__("Kursi ini sudah dijeda. Tekan Lanjutkan untuk menjalankannya lagi.", code="already_paused")


class NotPaused(ValidationError):
    def __init__(self) -> None:
        super().__init__("Kursi ini tidak sedang dijeda, jadi tidak ada yang dilanjutkan.", code="not_paused")


class TimeOver(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Waktu kursi ini sudah habis. Tambah waktunya lebih dulu bila peserta masih berhak.", code="time_over"
        )


@transaction.atomic
def pause(*, ruang_sesi_id: Ruang, alasan: str, akun: "Akun", at: datetime, peserta_ids: Orang = None) -> int:
    """Stop the clock of these running sittings and return how many.

    Raises AlasanMissing, NobodyChosen, AlreadyPaused (all of them are), TimeOver.
    """
    perintah = order(TindakanProktor.Jenis.JEDA, ruang_sesi_id, peserta_ids, alasan, akun, at)
    running = chosen(perintah, Q(status=Status.BERJALAN))
    awake = [p for p in running if p.dijeda_at is None]
    if not awake:
        raise AlreadyPaused
    people = [p for p in awake if at < deadline_of(p)]
    if not people:
        raise TimeOver
    Pengerjaan.objects.filter(pk__in=[p.pk for p in people]).update(dijeda_at=at)
    note(perintah, people)
    return len(people)


@transaction.atomic
def resume(*, ruang_sesi_id: Ruang, alasan: str, akun: "Akun", at: datetime, peserta_ids: Orang = None) -> int:
    """Let the clock of these paused sittings run on; the pause's length moves their ends. Returns how many.

    Raises AlasanMissing, NobodyChosen, NotPaused (none of them is).
    """
    perintah = order(TindakanProktor.Jenis.LANJUT, ruang_sesi_id, peserta_ids, alasan, akun, at)
    people = [p for p in chosen(perintah, Q(status=Status.BERJALAN)) if p.dijeda_at is not None]
    if not people:
        raise NotPaused
    for p in people:
        end_pause(p, at)
    note(perintah, people)
    return len(people)


def end_pause(p: Pengerjaan, at: datetime) -> None:
    """Give a locked, paused sitting its pause back, in whole seconds rounded up; the object in hand too."""
    assert p.dijeda_at is not None
    detik = max(0, -((p.dijeda_at - at) // SECOND))
    p.dijeda_at, p.jeda = None, p.jeda + detik
    if p.bagian_durasi is not None:
        p.bagian_tambahan += detik
    Pengerjaan.objects.filter(pk=p.pk).update(
        dijeda_at=None, jeda=F("jeda") + detik, bagian_tambahan=p.bagian_tambahan, last_seen_at=at
    )
