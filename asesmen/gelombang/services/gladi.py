"""A rehearsal takes place now: only the sessions of a wave marked as one can be moved in time after locking."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from asesmen.gelombang.models import Penempatan, RuangSesi, Sesi
from asesmen.gelombang.rules import StatusGelombang, StatusSesi
from asesmen.gelombang.services.bentrok import refusals
from asesmen.gelombang.services.gelombang import wave_for_update
from pegawai.services import record_by


class NotRehearsal(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Hanya sesi gelombang gladi bersih yang sudah dikunci dan belum ditutup yang dapat dipindah waktunya.",
            code="not_rehearsal",
        )


@transaction.atomic
def move_sesi(*, sesi_id: int, mulai: datetime, selesai: datetime, akun_id: int | None, at: datetime) -> Sesi:
    """Move a session of a rehearsal, with its rooms and seats.

    Raises NotRehearsal, RuangBusy, PegawaiBusy, ProktorBusy.
    """
    sesi = Sesi.objects.select_related("gelombang").get(pk=sesi_id)
    gelombang = wave_for_update(sesi.gelombang_id)
    is_held = gelombang.status in {StatusGelombang.DIKUNCI, StatusGelombang.BERLANGSUNG}
    if not gelombang.is_simulasi or not is_held or sesi.status not in {StatusSesi.DIKUNCI, StatusSesi.BERLANGSUNG}:
        raise NotRehearsal
    span = DateTimeTZRange(mulai, selesai)
    with refusals():
        Sesi.objects.filter(pk=sesi_id).update(mulai=mulai, selesai=selesai)
        RuangSesi.objects.filter(sesi_id=sesi_id).update(rentang=span)
        Penempatan.objects.filter(ruang_sesi__sesi_id=sesi_id).update(rentang=span)
    record_by(
        "sesi.pindah_gladi",
        f"sesi:{sesi_id}",
        f"Sesi {sesi.nomor} gladi bersih {gelombang.nama} dipindah waktunya",
        akun_id=akun_id,
        at=at,
        data={"mulai": mulai.isoformat(), "selesai": selesai.isoformat()},
    )
    sesi.refresh_from_db()
    return sesi
