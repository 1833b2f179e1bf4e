"""From the waiting room into the exam: rules read, start, and which page load may write."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError

from antrean.queries import run_prepared
from asesmen.gelombang import queries as gelombang
from asesmen.gelombang.queries import PintuRuang
from asesmen.gelombang.rules import StatusGelombang, StatusSesi, room_token_ok
from asesmen.ujian.queries import PengerjaanRow, pengerjaan_of_peserta
from asesmen.ujian.rules import Status, can_start
from asesmen.ujian.services.masuk import door_key, note_failure, remaining
from pegawai.queries import pengaturan

# The tick under the rules: the first one counts.
READ = "UPDATE ujian_pengerjaan SET rules_read_at = $2 WHERE peserta_id = $1 AND rules_read_at IS NULL RETURNING id"
BEGIN = """
UPDATE ujian_pengerjaan SET status = 'berjalan', started_at = $2, last_seen_at = $2,
    bagian_started_at = CASE WHEN bagian_durasi IS NOT NULL THEN $2::timestamptz END,
    ruang_sesi_id = $3, batas_sesi = $4
WHERE id = $1 AND status = 'siap'
"""
# Which page load may write, decided and written at once: a page that goes on with its own counter changes nothing, and
# a device that does not have the lease takes nothing. Returns what was found.
TAKE = """
WITH p AS MATERIALIZED (
    SELECT id, status, lease, epoch FROM ujian_pengerjaan WHERE id = $1 FOR NO KEY UPDATE
), baru AS (
    UPDATE ujian_pengerjaan u SET lease = COALESCE(NULLIF(p.lease, ''), $2), epoch = p.epoch + 1, perangkat = $5,
        last_seen_at = $6
    FROM p WHERE u.id = p.id AND p.status = 'berjalan' AND p.lease IN ('', $2, $3)
        AND NOT (p.lease <> '' AND p.lease = $3 AND p.epoch = $4)
    RETURNING u.id, u.epoch, u.lease
), catat AS (
    INSERT INTO ujian_perangkat (pengerjaan_id, epoch, lease, keterangan, ip, at)
    SELECT id, epoch, lease, $5, $7::inet, $6 FROM baru
)
SELECT p.status, p.lease, p.epoch, baru.lease, baru.epoch FROM p LEFT JOIN baru ON baru.id = p.id
"""
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


class KeyChanged(ValidationError):
    """The server signs with another UJIAN_KEY than when this page was let in."""

    def __init__(self) -> None:
        super().__init__(
            "Kunci ujian di server diganti setelah ujian ini dibuka, jadi server tidak mengenali perangkat ini lagi. "
            "Jawaban Anda aman; jangan menutup halaman ini. Angkat tangan; pengawas memilih “Pindah perangkat”, lalu "
            "Anda masuk lagi di sini.",
            code="key_changed",
        )


@dataclass(frozen=True)
class Bukaan:
    """A page load that may write: under this lease and epoch. `is_same`: it goes on with its own counter."""

    lease: str
    epoch: int
    is_same: bool

    @property
    def is_first(self) -> bool:
        """No page wrote before this one: there are no answers and no calls yet."""
        return self.epoch == 1 and not self.is_same


def confirm_rules(*, peserta_id: int, at: datetime) -> bool:
    """Note that the participant read and accepted the rules; the first time counts. False without a paper."""
    return bool(run_prepared(READ, [peserta_id, at])) or pengerjaan_of_peserta(peserta_id) is not None


def start(*, peserta_id: int, token: str, at: datetime) -> UUID:
    """Begin a sitting; the same again is no change. The row is written by one UPDATE.

    Where sections are timed, the first one's time begins. Whom a proctor let in needs no token.

    Raises NaskahMissing, SesiNotOpen, RulesNotRead, RoomTokenWrong, RoomTokenPaused, PengerjaanNotRunning.
    """
    pengerjaan = pengerjaan_of_peserta(peserta_id)
    if pengerjaan is None:
        raise NaskahMissing
    if pengerjaan.status == Status.BERJALAN:
        return pengerjaan.id
    if pengerjaan.status == Status.SELESAI:
        raise PengerjaanNotRunning(pengerjaan.status)
    # The seat may have changed after the paper was drawn: what counts is where the person sits now.
    room = gelombang.pintu_of_peserta(peserta_id)
    if room is None:
        raise NaskahMissing
    _refuse_unless_open(pengerjaan, room, token, at)
    run_prepared(BEGIN, [str(pengerjaan.id), at, room.ruang_sesi_id, room.selesai])
    return pengerjaan.id


def _refuse_unless_open(pengerjaan: PengerjaanRow, room: PintuRuang, token: str, at: datetime) -> None:
    is_held = room.sesi_status not in {StatusSesi.SELESAI, StatusSesi.DIBATALKAN}
    if not is_held or room.gelombang_status not in OPEN_WAVES:
        raise SesiNotOpen
    if not can_start(at=at, mulai=room.mulai, selesai=room.selesai):
        raise SesiNotOpen
    if pengerjaan.rules_read_at is None:
        raise RulesNotRead
    if room.is_diawasi and pengerjaan.izin_at is None:
        _check_token(pengerjaan, room.rahasia, token, at)


def _check_token(pengerjaan: PengerjaanRow, rahasia: str, token: str, at: datetime) -> None:
    kunci = door_key("token", str(pengerjaan.id))
    if remaining(kunci=kunci, at=at) == 0:
        raise RoomTokenPaused
    if not room_token_ok(rahasia, token, at, pengaturan("token_ruang_menit")):
        note_failure(kunci=kunci, at=at)
        raise RoomTokenWrong


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
    device = keterangan[:200]
    rows = run_prepared(TAKE, [str(pengerjaan_id), session_lease, held_lease, held_epoch, device, at, ip or None])
    if not rows:
        raise NaskahMissing
    status, lease, epoch, new_lease, new_epoch = rows[0]
    if status != Status.BERJALAN:
        raise PengerjaanNotRunning(status)
    if new_epoch is not None:
        return Bukaan(new_lease, new_epoch, False)
    if held_lease == lease and held_epoch == epoch:
        return Bukaan(lease, epoch, True)
    raise LeaseHeld
