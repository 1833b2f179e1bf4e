"""From the waiting room into the exam: rules read, start, and which page load may write."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from asesmen.gelombang import queries as gelombang
from asesmen.gelombang.queries import PenempatanRow
from asesmen.gelombang.rules import StatusGelombang, StatusSesi, room_token_ok
from asesmen.ujian.models import Pengerjaan, Perangkat
from asesmen.ujian.rules import Status, can_start
from asesmen.ujian.services.masuk import door_key, note_failure, remaining
from pegawai.queries import pengaturan

OPEN_WAVES = {StatusGelombang.DIKUNCI, StatusGelombang.BERLANGSUNG}


class NaskahMissing(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Naskah ujian Anda belum disiapkan. Angkat tangan, pengawas ruang akan menghubungi panitia.",
            code="naskah_missing",
        )


class SesiNotOpen(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Sesi Anda tidak sedang dibuka. Periksa hari dan jam pada halaman Anda, atau angkat tangan.",
            code="sesi_not_open",
        )


class RulesNotRead(ValidationError):
    def __init__(self) -> None:
        super().__init__("Baca dan setujui tata tertib lebih dulu.", code="rules_not_read")


class RoomTokenWrong(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Token ruang tidak cocok. Samakan dengan yang tampil di layar pengawas, lalu coba lagi.",
            code="room_token_wrong",
        )


class RoomTokenPaused(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Token ruang sudah lima kali salah. Tunggu 5 menit, atau angkat tangan.", code="room_token_paused"
        )


class PengerjaanNotRunning(ValidationError):
    """Not begun yet, or already over; `status` says which."""

    def __init__(self, status: str) -> None:
        words = "belum dimulai. Masuk dari ruang tunggu." if status == Status.SIAP else "sudah selesai."
        super().__init__(f"Ujian Anda {words}", code="not_running")
        self.status = status


class LeaseHeld(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Ujian Anda sedang terbuka di perangkat lain. Jawaban di sana aman. Angkat tangan; pengawas dapat "
            "memindahkan ujian ke perangkat ini.",
            code="lease_held",
        )


@dataclass(frozen=True)
class Bukaan:
    """A page load that may write: under this lease and epoch. `is_same`: it goes on with its own counter."""

    lease: str
    epoch: int
    is_same: bool


def confirm_rules(*, peserta_id: int, at: datetime) -> bool:
    """Note that the participant read and accepted the rules; the first time counts. False without a paper."""
    rows = Pengerjaan.objects.filter(peserta_id=peserta_id)
    return bool(rows.filter(rules_read_at=None).update(rules_read_at=at)) or rows.exists()


def start(*, peserta_id: int, token: str, at: datetime) -> UUID:
    """Begin a sitting; the same again is no change. The row is written by one UPDATE.

    Where sections are timed, the first one's time begins. Whom a proctor let in needs no token.

    Raises NaskahMissing, SesiNotOpen, RulesNotRead, RoomTokenWrong, RoomTokenPaused, PengerjaanNotRunning.
    """
    pengerjaan = (
        Pengerjaan.objects.defer("naskah", "versi_ids", "bagian_versi_ids").filter(peserta_id=peserta_id).first()
    )
    seat = gelombang.penempatan_of_peserta(peserta_id)
    if pengerjaan is None or seat is None:
        raise NaskahMissing
    if pengerjaan.status == Status.BERJALAN:
        return pengerjaan.pk
    if pengerjaan.status == Status.SELESAI:
        raise PengerjaanNotRunning(pengerjaan.status)
    _refuse_unless_open(pengerjaan, seat, token, at)
    # The seat may have changed after the paper was drawn: what counts is where the person sits now.
    Pengerjaan.objects.filter(pk=pengerjaan.pk, status=Status.SIAP).update(
        status=Status.BERJALAN,
        started_at=at,
        bagian_started_at=None if pengerjaan.bagian_durasi is None else at,
        last_seen_at=at,
        ruang_sesi_id=seat.ruang_sesi_id,
        batas_sesi=seat.selesai,
    )
    return pengerjaan.pk


def _refuse_unless_open(pengerjaan: Pengerjaan, seat: PenempatanRow, token: str, at: datetime) -> None:
    room = gelombang.ruang_sesi_get(seat.ruang_sesi_id)
    is_held = room is not None and room.sesi.status not in {StatusSesi.SELESAI, StatusSesi.DIBATALKAN}
    if room is None or not is_held or room.sesi.gelombang.status not in OPEN_WAVES:
        raise SesiNotOpen
    if not can_start(at=at, mulai=seat.mulai, selesai=seat.selesai):
        raise SesiNotOpen
    if pengerjaan.rules_read_at is None:
        raise RulesNotRead
    if room.is_diawasi and pengerjaan.izin_at is None:
        _check_token(pengerjaan, room.rahasia, token, at)


def _check_token(pengerjaan: Pengerjaan, rahasia: str, token: str, at: datetime) -> None:
    kunci = door_key("token", str(pengerjaan.pk))
    if remaining(kunci=kunci, at=at) == 0:
        raise RoomTokenPaused
    if not room_token_ok(rahasia, token, at, pengaturan("token_ruang_menit")):
        note_failure(kunci=kunci, at=at)
        raise RoomTokenWrong


@transaction.atomic
def open_page(
    *,
    pengerjaan_id: UUID,
    session_lease: str,
    held_lease: str = "",
    held_epoch: int = 0,
    keterangan: str = "",
    ip: str | None = None,
    at: datetime,
) -> Bukaan:
    """Let this page load write, or refuse. `held_*` is what the page found stored on its device.

    A page that finds its stored epoch and counter goes on with them. Any other load in the same browser session, or on
    a device that a proctor let in, takes the next epoch: a PC that forgot everything at reboot must not have its new
    answers ignored as old ones. Raises PengerjaanNotRunning, LeaseHeld.
    """
    p = Pengerjaan.objects.select_for_update(no_key=True).only("status", "lease", "epoch").get(pk=pengerjaan_id)
    if p.status != Status.BERJALAN:
        raise PengerjaanNotRunning(p.status)
    if p.lease and held_lease == p.lease and held_epoch == p.epoch:
        return Bukaan(p.lease, p.epoch, True)
    if p.lease and p.lease not in {session_lease, held_lease}:
        raise LeaseHeld
    lease = p.lease or session_lease
    epoch = p.epoch + 1
    Pengerjaan.objects.filter(pk=p.pk).update(lease=lease, epoch=epoch, perangkat=keterangan[:200], last_seen_at=at)
    Perangkat.objects.create(
        pengerjaan_id=p.pk, epoch=epoch, lease=lease, keterangan=keterangan[:200], ip=ip or None, at=at
    )
    return Bukaan(lease, epoch, False)
