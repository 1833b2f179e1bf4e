"""Answer a participant who pressed "panggil proktor" or reported an item."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from asesmen.ujian.models import Pengerjaan, TindakanProktor
from asesmen.ujian.services.proktor.sasaran import Ruang, note, order

if TYPE_CHECKING:
    from pegawai.models import Akun

ASKED = (TindakanProktor.Jenis.PANGGIL, TindakanProktor.Jenis.LAPOR_SOAL)


class CallMissing(ValidationError):
    def __init__(self) -> None:
        super().__init__("Panggilan ini tidak ada di ruang Anda. Muat ulang konsol.", code="call_missing")


class CallAnswered(ValidationError):
    def __init__(self) -> None:
        super().__init__("Panggilan ini sudah ditanggapi.", code="call_answered")


@transaction.atomic
def answer_call(*, ruang_sesi_id: Ruang, tindakan_id: int, alasan: str, akun: "Akun", at: datetime) -> None:
    """Close a call or report; `alasan` is the answer that the participant reads.

    Raises AlasanMissing, CallMissing, CallAnswered.
    """
    perintah = order(TindakanProktor.Jenis.TANGGAP, ruang_sesi_id, None, alasan, akun, at)
    asked = TindakanProktor.objects.filter(
        pk=tindakan_id, jenis__in=ASKED, pengerjaan__peserta__penempatan__ruang_sesi_id__in=perintah.ruang
    )
    call = asked.select_for_update(no_key=True, of=("self",)).first()
    if call is None:
        raise CallMissing
    if call.tanggapan.exists():
        raise CallAnswered
    seat = F("peserta__penempatan__ruang_sesi_id")
    person = Pengerjaan.objects.annotate(duduk_di=seat).defer("naskah", "versi_ids").get(tindakan=call)
    note(perintah, [person], untuk=call, versi_id=call.versi_id)
