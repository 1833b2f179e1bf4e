"""A device that died, a card that was lost: the sitting goes on elsewhere, and what held it before stops."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q

from asesmen.gelombang import services as gelombang
from asesmen.ujian.models import Pengerjaan, TindakanProktor
from asesmen.ujian.rules import Status
from asesmen.ujian.services.masuk import forget_person
from asesmen.ujian.services.proktor.sasaran import Ruang, chosen, note, order

if TYPE_CHECKING:
    from pegawai.models import Akun


@transaction.atomic
def move_device(
    *, ruang_sesi_id: Ruang, peserta_ids: Sequence[int] | None = None, alasan: str, akun: "Akun", at: datetime
) -> int:
    """Free these sittings from their device: the next one that opens may write, the old one stops; returns how many.

    Raises AlasanMissing, NobodyChosen.
    """
    perintah = order(TindakanProktor.Jenis.PINDAH_PERANGKAT, ruang_sesi_id, peserta_ids, alasan, akun, at)
    people = chosen(perintah, Q(status=Status.BERJALAN))
    free(people)
    note(perintah, people)
    return len(people)


def free(people: Iterable[Pengerjaan]) -> None:
    """End the lease of locked sittings.

    The epoch rises at once: what the old device still sends is older than everything from now on, and is kept apart.
    """
    Pengerjaan.objects.filter(pk__in=[p.pk for p in people]).update(lease="", epoch=F("epoch") + 1)


@transaction.atomic
def reissue_code(*, ruang_sesi_id: int, peserta_id: int, nip: str, alasan: str, akun: "Akun", at: datetime) -> str:
    """Return a new card code, shown once, for a card that was lost or stolen.

    The old one stops working, whatever was opened with it ends, and a pause at the door is over. Raises AlasanMissing,
    NobodyChosen.
    """
    perintah = order(TindakanProktor.Jenis.KODE, ruang_sesi_id, [peserta_id], alasan, akun, at)
    people = chosen(perintah, Q())
    free(p for p in people if p.status == Status.BERJALAN)
    codes = gelombang.issue_kode(
        peserta_ids=[peserta_id], sumber="ulang", akun_id=akun.pk, at=at, alasan=perintah.alasan
    )
    forget_person(jenis="masuk", siapa=nip)
    note(perintah, people)
    return codes[peserta_id]
