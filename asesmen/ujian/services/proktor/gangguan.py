"""Give a room back what an outage took from it, or decide to leave it: either way it is proposed no more."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from asesmen.ujian.models import TindakanProktor
from asesmen.ujian.queries import kabar_ruang, keadaan_ruang
from asesmen.ujian.rules import Gangguan
from asesmen.ujian.services.proktor.sasaran import Perintah, chosen, note, order
from asesmen.ujian.services.proktor.waktu import GAINING, MAX_MINUTES, give

if TYPE_CHECKING:
    from pegawai.models import Akun

# A page counts in milliseconds.
CLOSE = timedelta(seconds=1)


class GangguanGone(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Usulan ini sudah diputuskan atau berubah. Periksa keadaan ruang yang terbaru.", code="gangguan_gone"
        )


@transaction.atomic
def grant_outage(
    *, ruang_sesi_id: int, dari: datetime, sampai: datetime, alasan: str, akun: "Akun", at: datetime
) -> tuple[int, int]:
    """Add the outage's minutes to those who were silent in it, and return (people, minutes).

    Raises AlasanMissing, NobodyChosen, GangguanGone (decided meanwhile, or not the one that was proposed).
    """
    perintah = order(TindakanProktor.Jenis.TAMBAH_WAKTU, ruang_sesi_id, None, alasan, akun, at)
    people = chosen(perintah, GAINING)
    outage = _proposed(perintah, dari, sampai)
    menit = min(outage.menit, MAX_MINUTES)
    owed = [p for p in people if p.peserta_id in set(outage.siapa)]
    give(owed, menit * 60, at)
    note(perintah, owed, detik=menit * 60, dari=outage.dari, sampai=outage.sampai)
    return len(owed), menit


@transaction.atomic
def leave_outage(
    *, ruang_sesi_id: int, dari: datetime, sampai: datetime, alasan: str, akun: "Akun", at: datetime
) -> None:
    """Decide that nobody gets time for this outage. Raises AlasanMissing, NobodyChosen, GangguanGone."""
    perintah = order(TindakanProktor.Jenis.ABAIKAN, ruang_sesi_id, None, alasan, akun, at)
    chosen(perintah, Q())
    outage = _proposed(perintah, dari, sampai)
    note(perintah, [], is_for_room=True, dari=outage.dari, sampai=outage.sampai)


def _proposed(perintah: Perintah, dari: datetime, sampai: datetime) -> Gangguan:
    """The proposal that the proctor saw, as it is now. The room is locked: two taps find it once."""
    news = kabar_ruang(perintah.ruang, keadaan_ruang(perintah.ruang, perintah.at), perintah.at)
    for outage in news.gangguan.get(perintah.ruang[0], []):
        is_same = abs(outage.dari - dari) < CLOSE and abs(outage.sampai - sampai) < CLOSE
        if is_same and not outage.is_berlangsung:
            return outage
    raise GangguanGone
