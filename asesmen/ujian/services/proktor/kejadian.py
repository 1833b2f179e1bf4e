"""Notes on what happened, by category, and messages to the participants' pages."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from asesmen.ujian.models import TindakanProktor
from asesmen.ujian.rules import Kejadian, Status
from asesmen.ujian.services.proktor.sasaran import Orang, Ruang, chosen, note, order

if TYPE_CHECKING:
    from pegawai.models import Akun


class KategoriUnknown(ValidationError):
    def __init__(self) -> None:
        super().__init__("Pilih jenis kejadiannya dari daftar.", code="kategori_unknown")


@transaction.atomic
def note_event(
    *,
    ruang_sesi_id: Ruang,
    alasan: str,
    akun: "Akun",
    at: datetime,
    kategori: str = Kejadian.LAIN,
    peserta_ids: Orang = None,
) -> int:
    """Write down what happened, for these people or (None or empty) for the whole room; returns how many were named.

    Raises AlasanMissing, KategoriUnknown, NobodyChosen.
    """
    if kategori not in set(Kejadian):
        raise KategoriUnknown
    perintah = order(TindakanProktor.Jenis.CATAT, ruang_sesi_id, peserta_ids, alasan, akun, at)
    people = chosen(perintah, Q()) if peserta_ids else []
    note(perintah, people, is_for_room=not peserta_ids, kategori=kategori)
    return len(people)


@transaction.atomic
def send_message(*, ruang_sesi_id: Ruang, alasan: str, akun: "Akun", at: datetime, peserta_ids: Orang = None) -> int:
    """Show `alasan` as a message on the pages of these people, or of everybody who sits; returns how many read it.

    Raises AlasanMissing, NobodyChosen.
    """
    perintah = order(TindakanProktor.Jenis.PESAN, ruang_sesi_id, peserta_ids, alasan, akun, at)
    people = chosen(perintah, Q(status=Status.BERJALAN))
    note(perintah, people, is_for_room=peserta_ids is None)
    return len(people)
