"""Timed sections: the next one opens when the page asks for it, and nobody goes back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from asesmen.ujian.models import Pengerjaan
from asesmen.ujian.rules import Simpanan, Status, open_section, section_deadline
from asesmen.ujian.services.kumpul import database_now
from asesmen.ujian.services.mulai import LeaseHeld, PengerjaanNotRunning
from asesmen.ujian.services.simpan import HasilSimpan, save


class BagianPaused(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Ujian Anda sedang dijeda pengawas. Bagian berikutnya dapat dibuka setelah ujian dilanjutkan.",
            code="paused",
        )


class BagianLast(ValidationError):
    def __init__(self) -> None:
        super().__init__("Tidak ada bagian sesudah ini. Kumpulkan jawaban bila sudah selesai.", code="last_section")


@dataclass(frozen=True)
class BagianTerbuka:
    """Which section is open now, and what became of the batch. Nothing opens once the whole time is over."""

    ke: int
    hasil: HasilSimpan
    is_new: bool


@transaction.atomic
def open_next(
    *,
    pengerjaan_id: UUID,
    lease: str,
    dari: int,
    simpanan: Sequence[Simpanan] = (),
    since: int = 0,
    ip: str | None = None,
    at: datetime | None = None,
) -> BagianTerbuka:
    """Close section `dari` and open the next one, after storing what the page had not sent yet, in one transaction.

    The same again, or from any section but the open one, opens nothing: the answer names the open one. The new
    section's time begins now; what is left of the old one is not carried over. Raises PengerjaanNotRunning, LeaseHeld,
    BagianPaused, BagianLast.
    """
    # Like a submit: a running save (SHARE) is waited for, a later one waits for us and meets the new section.
    p = Pengerjaan.objects.select_for_update(no_key=True).defer("versi_ids", "bagian_versi_ids").get(pk=pengerjaan_id)
    now = at or database_now()
    wants_next = _wants_next(p, lease, dari)
    hasil = save(pengerjaan_id=p.pk, lease=lease, simpanan=simpanan, since=since, ip=ip, at=now)
    assert hasil is not None
    if not wants_next or hasil.pintu in {"tutup", "tenggang"}:
        return BagianTerbuka(p.bagian_ke, hasil, False)
    return _open(p, dari + 1, hasil, now)


def _wants_next(p: Pengerjaan, lease: str, dari: int) -> bool:
    """Does this close the open section? False where it is closed already, or the sitting is over."""
    if p.status == Status.SIAP:
        raise PengerjaanNotRunning(p.status)
    if p.lease != lease and p.status == Status.BERJALAN:
        raise LeaseHeld
    if p.status != Status.BERJALAN or dari != p.bagian_ke:
        return False
    if p.dijeda_at is not None:
        raise BagianPaused
    if p.bagian_durasi is None or dari + 1 >= len(p.naskah):
        raise BagianLast
    return True


def _open(p: Pengerjaan, ke: int, hasil: HasilSimpan, now: datetime) -> BagianTerbuka:
    fields = open_section(p.naskah, ke)
    Pengerjaan.objects.filter(pk=p.pk).update(bagian_started_at=now, bagian_tambahan=0, **fields)
    assert hasil.deadline is not None
    limit = section_deadline(whole=hasil.deadline, started_at=now, durasi=fields["bagian_durasi"], tambahan=0)
    return BagianTerbuka(ke, replace(hasil, bagian_ke=ke, bagian_deadline=limit), True)
