"""Sessions: made from a timetable, opened, closed, and kept in step with the clock."""

import logging
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Max, ProtectedError

from antrean.queries import database_faults
from asesmen.gelombang import queries
from asesmen.gelombang.models import Gelombang, Penempatan, RuangSesi, Sesi
from asesmen.gelombang.rules import BUKA_LEBIH_AWAL, Jadwal, StatusGelombang, StatusSesi
from asesmen.gelombang.services.bentrok import RuangBusy, refusals
from asesmen.gelombang.services.gelombang import GelombangNotEditable, set_status, wave_for_update
from pegawai.services import record_by

logger = logging.getLogger("asesmen.gelombang")


class SesiNotStartable(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Sesi ini belum dapat dibuka: gelombangnya belum dikunci, atau waktunya belum tiba "
            "(paling cepat 30 menit sebelum mulai) atau sudah lewat.",
            code="sesi_not_startable",
        )


class SesiNotRunning(ValidationError):
    def __init__(self) -> None:
        super().__init__("Sesi ini tidak sedang berlangsung, sehingga tidak dapat ditutup.", code="sesi_not_running")


class DatabaseForgetful(ValidationError):
    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(
            f"Sesi tidak dapat dibuka: basis data berjalan dengan {', '.join(faults)} tidak menyala, sehingga jawaban "
            "yang sudah dinyatakan tersimpan dapat hilang bila listrik padam. Minta administrator menyalakannya di "
            "postgresql.conf, lalu buka sesi lagi.",
            code="database_forgetful",
        )


def _faults() -> list[str]:
    """What would let the database lose a saved answer, where real answers are kept."""
    return database_faults() if settings.MODE in {"production", "run"} else []


@transaction.atomic
def create_sesi(
    *, gelombang_id: int, jadwal: Sequence[Jadwal], ruang_ids: Sequence[int], akun_id: int | None, at: datetime
) -> list[Sesi]:
    """Make these sessions in these rooms; a start that the wave already has is left out.

    Raises GelombangNotEditable, RuangBusy (nothing is made then).
    """
    gelombang = wave_for_update(gelombang_id, is_editing=True)
    have = set(Sesi.objects.filter(gelombang=gelombang).exclude(status="dibatalkan").values_list("mulai", flat=True))
    new = [j for j in jadwal if j.mulai not in have]
    if new and (clash := queries.ruang_bentrok(ruang_ids, [(j.mulai, j.selesai) for j in new])):
        raise RuangBusy(clash)
    last = Sesi.objects.filter(gelombang=gelombang).aggregate(n=Max("nomor"))["n"] or 0
    made = [_make(gelombang, last + n, j, ruang_ids) for n, j in enumerate(new, start=1)]
    record_by(
        "sesi.buat",
        f"gelombang:{gelombang.pk}",
        f"{len(made)} sesi dengan {len(ruang_ids)} ruang dibuat untuk {gelombang.nama}",
        akun_id=akun_id,
        at=at,
    )
    return made


def _make(gelombang: Gelombang, nomor: int, jadwal: Jadwal, ruang_ids: Sequence[int]) -> Sesi:
    sesi = Sesi.objects.create(gelombang=gelombang, nomor=nomor, mulai=jadwal.mulai, selesai=jadwal.selesai)
    span = DateTimeTZRange(jadwal.mulai, jadwal.selesai)
    with refusals():
        RuangSesi.objects.bulk_create(
            RuangSesi(sesi=sesi, ruang_id=pk, rentang=span, rahasia=secrets.token_hex(32)) for pk in ruang_ids
        )
    return sesi


@transaction.atomic
def remove_sesi(*, sesi_id: int, alasan: str, akun_id: int | None, at: datetime) -> int:
    """Take a session out of a wave that is not locked; returns how many people lose their seat."""
    sesi = Sesi.objects.get(pk=sesi_id)
    gelombang = wave_for_update(sesi.gelombang_id, is_editing=True)
    seats, _ = Penempatan.objects.filter(ruang_sesi__sesi=sesi).delete()
    try:
        with transaction.atomic():
            sesi.delete()
    except ProtectedError:
        # A paper was drawn for it before the wave was unlocked: the row stays, in nobody's way.
        RuangSesi.objects.filter(sesi=sesi).update(rentang=DateTimeTZRange(empty=True), proktor=None)
        Sesi.objects.filter(pk=sesi_id).update(status=StatusSesi.DIBATALKAN)
    record_by(
        "sesi.hapus",
        f"gelombang:{gelombang.pk}",
        f"Sesi {sesi.nomor} {gelombang.nama} dihapus, {seats} peserta kehilangan tempat",
        akun_id=akun_id,
        at=at,
        alasan=alasan,
    )
    return seats


@transaction.atomic
def open_sesi(*, sesi_id: int, akun_id: int | None, at: datetime) -> Sesi:
    """Start a locked session, from 30 minutes before its time until its end.

    Raises SesiNotStartable, DatabaseForgetful.
    """
    sesi = Sesi.objects.get(pk=sesi_id)
    gelombang = wave_for_update(sesi.gelombang_id)
    sesi = Sesi.objects.select_for_update().get(pk=sesi_id)
    if sesi.status == StatusSesi.BERLANGSUNG:
        return sesi
    is_time = sesi.mulai - BUKA_LEBIH_AWAL <= at < sesi.selesai
    if sesi.status != StatusSesi.DIKUNCI or not is_time:
        raise SesiNotStartable
    if faults := _faults():
        raise DatabaseForgetful(faults)
    _set(sesi, StatusSesi.BERLANGSUNG, "sesi.buka", "dibuka", akun_id, at)
    follow_sesi(gelombang, akun_id=akun_id, at=at)
    return sesi


@transaction.atomic
def close_sesi(*, sesi_id: int, akun_id: int | None, at: datetime, alasan: str = "") -> Sesi:
    """End a running session. Raises SesiNotRunning."""
    sesi = Sesi.objects.get(pk=sesi_id)
    gelombang = wave_for_update(sesi.gelombang_id)
    sesi = Sesi.objects.select_for_update().get(pk=sesi_id)
    if sesi.status != StatusSesi.BERLANGSUNG:
        raise SesiNotRunning
    _set(sesi, StatusSesi.SELESAI, "sesi.tutup", "ditutup", akun_id, at, alasan)
    follow_sesi(gelombang, akun_id=akun_id, at=at)
    return sesi


def _set(
    sesi: Sesi, to: StatusSesi, tindakan: str, kata: str, akun_id: int | None, at: datetime, alasan: str = ""
) -> None:
    sesi.status = to
    sesi.save(update_fields=["status"])
    record_by(tindakan, f"sesi:{sesi.pk}", f"Sesi {sesi.nomor} {kata}", akun_id=akun_id, at=at, alasan=alasan)


def follow_sesi(gelombang: Gelombang, *, akun_id: int | None, at: datetime) -> None:
    """Let the wave's state follow its sessions: begun with the first, over with the last."""
    states = set(Sesi.objects.filter(gelombang=gelombang).values_list("status", flat=True)) - {StatusSesi.DIBATALKAN}
    if gelombang.status == StatusGelombang.DIKUNCI and states & {StatusSesi.BERLANGSUNG, StatusSesi.SELESAI}:
        set_status(gelombang_id=gelombang.pk, to=StatusGelombang.BERLANGSUNG, akun_id=akun_id, at=at)
        gelombang.status = StatusGelombang.BERLANGSUNG
    if gelombang.status == StatusGelombang.BERLANGSUNG and states == {StatusSesi.SELESAI}:
        set_status(gelombang_id=gelombang.pk, to=StatusGelombang.SELESAI, akun_id=akun_id, at=at)


def sweep_sesi(*, at: datetime) -> dict[str, list[int]]:
    """Open what is due and close what is over, each session in its own transaction; returns their ids.

    A session ends when its time and the longest extra time of its participants are over. None is opened while the
    database may lose answers.
    """
    return {"dibuka": _open_due(at), "ditutup": _close_over(at)}


def _open_due(at: datetime) -> list[int]:
    due = list(Sesi.objects.filter(status=StatusSesi.DIKUNCI, mulai__lte=at).order_by("mulai"))
    if due and (faults := _faults()):
        logger.error("%s sessions are not opened: PostgreSQL runs with %s off", len(due), ", ".join(faults))
        return []
    opened = []
    for sesi in due:
        with transaction.atomic():
            if _start_late(sesi.pk, at):
                opened.append(sesi.pk)
    return opened


def _close_over(at: datetime) -> list[int]:
    running = Sesi.objects.filter(status=StatusSesi.BERLANGSUNG, selesai__lte=at).annotate(
        longest=Max("ruang_sesi__penempatan__peserta__tambahan_menit")
    )
    closed = []
    for sesi in running.order_by("mulai"):
        if sesi.selesai + timedelta(minutes=sesi.longest or 0) <= at:
            close_sesi(sesi_id=sesi.pk, akun_id=None, at=at)
            closed.append(sesi.pk)
    return closed


def _start_late(sesi_id: int, at: datetime) -> bool:
    """Open a session also after its end: it was due while nothing ran, and is closed right after."""
    sesi = Sesi.objects.get(pk=sesi_id)
    gelombang = wave_for_update(sesi.gelombang_id)
    sesi = Sesi.objects.select_for_update().get(pk=sesi_id)
    if sesi.status != StatusSesi.DIKUNCI:
        return False
    _set(sesi, StatusSesi.BERLANGSUNG, "sesi.buka", "dibuka oleh jadwal", None, at)
    follow_sesi(gelombang, akun_id=None, at=at)
    return True


@transaction.atomic
def assign_proktor(*, ruang_sesi_id: int, proktor_id: int | None, akun_id: int | None, at: datetime) -> RuangSesi:
    """Put somebody in charge of a room in a session, or nobody. Raises ProktorBusy, GelombangNotEditable."""
    ruang_sesi = RuangSesi.objects.select_related("sesi", "ruang").get(pk=ruang_sesi_id)
    gelombang = wave_for_update(ruang_sesi.sesi.gelombang_id)
    if ruang_sesi.sesi.status in {StatusSesi.SELESAI, StatusSesi.DIBATALKAN}:
        raise GelombangNotEditable(gelombang.status)
    if ruang_sesi.proktor_id == proktor_id:
        return ruang_sesi
    ruang_sesi.proktor_id = proktor_id
    with refusals():
        ruang_sesi.save(update_fields=["proktor"])
    record_by(
        "proktor.tugas",
        f"ruang_sesi:{ruang_sesi.pk}",
        f"Proktor {ruang_sesi.ruang.kode} sesi {ruang_sesi.sesi.nomor} ditetapkan",
        akun_id=akun_id,
        at=at,
        data={"proktor": proktor_id},
    )
    return ruang_sesi
