"""Let people in without the room's token: the screen with the token is broken, or somebody cannot read it."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from asesmen.ujian.models import Pengerjaan, TindakanProktor
from asesmen.ujian.rules import Status
from asesmen.ujian.services.proktor.sasaran import Orang, Ruang, chosen, note, order

if TYPE_CHECKING:
    from pegawai.models import Akun


class AlreadyBegun(ValidationError):
    def __init__(self) -> None:
        super().__init__("Peserta ini sudah memulai ujian, jadi tidak perlu izin masuk lagi.", code="already_begun")


class AlreadyLetIn(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Peserta ini sudah diizinkan masuk. Ia dapat memulai tanpa token ruang.", code="already_let_in"
        )


@transaction.atomic
def let_in(*, ruang_sesi_id: Ruang, alasan: str, akun: "Akun", at: datetime, peserta_ids: Orang = None) -> int:
    """Allow these people to start without the room's token and return how many.

    Raises AlasanMissing, NobodyChosen, AlreadyBegun (all of them have), AlreadyLetIn.
    """
    perintah = order(TindakanProktor.Jenis.IZIN, ruang_sesi_id, peserta_ids, alasan, akun, at)
    waiting = [p for p in chosen(perintah, Q()) if p.status == Status.SIAP]
    if not waiting:
        raise AlreadyBegun
    people = [p for p in waiting if p.izin_at is None]
    if not people:
        raise AlreadyLetIn
    Pengerjaan.objects.filter(pk__in=[p.pk for p in people]).update(izin_at=at)
    note(perintah, people)
    return len(people)
