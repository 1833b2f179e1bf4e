"""More time: for people, for a room, for a session."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, F, Q, Value, When

from asesmen.ujian.models import Pengerjaan, TindakanProktor
from asesmen.ujian.rules import Selesai, Status, can_reopen
from asesmen.ujian.services.kumpul import deadline_of
from asesmen.ujian.services.proktor.sasaran import Orang, Ruang, chosen, note, order

if TYPE_CHECKING:
    from pegawai.models import Akun

MAX_MINUTES = 180
# Whoever began and did not hand in.
GAINING = Q(status=Status.BERJALAN) | Q(status=Status.SELESAI, finish_kind=Selesai.WAKTU)


class MenitOutOfRange(ValidationError):
    def __init__(self) -> None:
        super().__init__(f"Tambahan waktu harus 1 sampai {MAX_MINUTES} menit.", code="menit_out_of_range")


@transaction.atomic
def add_time(
    *, ruang_sesi_id: Ruang, menit: int, alasan: str, akun: "Akun", at: datetime, peserta_ids: Orang = None
) -> int:
    """Give minutes to these people, or (None) to everybody in the room who has begun and not handed in.

    A sitting that the clock has ended opens again when that leaves time. Returns how many people got it. Raises
    AlasanMissing, MenitOutOfRange, NobodyChosen.
    """
    if not 1 <= menit <= MAX_MINUTES:
        raise MenitOutOfRange
    perintah = order(TindakanProktor.Jenis.TAMBAH_WAKTU, ruang_sesi_id, peserta_ids, alasan, akun, at)
    people = chosen(perintah, GAINING)
    give(people, menit * 60, at)
    note(perintah, people, detik=menit * 60, is_for_room=peserta_ids is None)
    return len(people)


def give(people: Iterable[Pengerjaan], detik: int, at: datetime) -> None:
    """Add these seconds to locked sittings, and open those again that the clock had ended."""
    people = list(people)
    lengthen([p.pk for p in people], detik)
    for p in people:
        p.tambahan += detik
        if can_reopen(status=p.status, finish_kind=p.finish_kind) and at < deadline_of(p):
            # The code of the receipt stays: a participant who noted it down must find the same one later.
            Pengerjaan.objects.filter(pk=p.pk).update(
                status=Status.BERJALAN, finished_at=None, finish_kind="", receipt_hash="", last_seen_at=at
            )


def lengthen(pks: Iterable, detik: int) -> None:
    """Move the end of sittings, and of the section that is open where sections are timed."""
    in_section = Case(When(bagian_durasi__isnull=False, then=Value(detik)), default=Value(0))
    Pengerjaan.objects.filter(pk__in=list(pks)).update(
        tambahan=F("tambahan") + detik, bagian_tambahan=F("bagian_tambahan") + in_section
    )
