"""Approving and publishing a computation, and taking both back. Each act is one row in the audit trail."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from asesmen.gelombang.queries import gelombang_get
from asesmen.gelombang.services.gelombang import wave_for_update
from asesmen.penilaian import queries
from asesmen.penilaian.models import Hasil, HasilKompetensi, Penghitungan
from asesmen.penilaian.rules.status import NEXT, Status
from asesmen.penilaian.rules.waktu import berlaku_sampai
from asesmen.penilaian.services.jejak import move_gelombang, record
from pegawai.queries import pengaturan
from pegawai.services import RiwayatBaru, remove_riwayat, write_riwayat


class StatusNotNext(ValidationError):
    def __init__(self, status: str) -> None:
        label = Penghitungan.Status(status).label.lower()
        super().__init__(
            f"Penghitungan ini berstatus {label}, sehingga tindakan itu tidak dapat dilakukan. Muat ulang halaman.",
            code="status_not_next",
        )


class PengesahIsPenghitung(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Anda yang menghitung hasil ini. Pengesahan harus dilakukan akun lain; minta pengesah lain membukanya.",
            code="pengesah_is_penghitung",
        )


class JawabanAcceptedLater(ValidationError):
    """Answers from quarantine count that this computation has not read."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"Hasil ini dihitung sebelum {count} jawaban karantina diputuskan diterima, jadi jawaban itu belum ikut. "
            "Minta penghitung menghitung ulang gelombang ini, lalu sahkan penghitungan yang baru.",
            code="jawaban_accepted_later",
        )


class GelombangIsSimulasi(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Gelombang ini gladi bersih. Hasilnya dapat diperiksa, tetapi tidak diumumkan.",
            code="gelombang_is_simulasi",
        )


def penghitungan_for_update(penghitungan_id: str) -> Penghitungan:
    """Take the computation's row lock. Raises Penghitungan.DoesNotExist."""
    return Penghitungan.objects.select_for_update().get(pk=penghitungan_id)


def _moved(penghitungan_id: str, to: Status, allowed_from: set[Status]) -> Penghitungan:
    """Lock and move, not yet saved. Raises StatusNotNext."""
    penghitungan = penghitungan_for_update(penghitungan_id)
    status = Status(penghitungan.status)
    if status not in allowed_from or to not in NEXT[status]:
        raise StatusNotNext(status)
    penghitungan.status = to
    return penghitungan


def _finish(
    penghitungan: Penghitungan, verb: str, ringkas: str, *, akun_id: int | None, at: datetime, alasan: str = ""
) -> Penghitungan:
    penghitungan.save()
    record(penghitungan, verb, ringkas, akun_id=akun_id, at=at, alasan=alasan)
    move_gelombang(penghitungan.gelombang_id, akun_id=akun_id, at=at, alasan=alasan)
    return penghitungan


@transaction.atomic
def sahkan(*, penghitungan_id: str, akun_id: int, at: datetime) -> Penghitungan:
    """Approve a draft that has read every answer that counts; who computed it may not.

    Raises StatusNotNext, PengesahIsPenghitung, JawabanAcceptedLater.
    """
    penghitungan = _moved(penghitungan_id, Status.DISAHKAN, {Status.DIHITUNG})
    if penghitungan.dihitung_oleh_id == akun_id:
        raise PengesahIsPenghitung
    # A decision on quarantine takes the same lock: it comes before this count, or meets an approved wave.
    wave_for_update(penghitungan.gelombang_id)
    if count := queries.late_count(penghitungan):
        raise JawabanAcceptedLater(count)
    penghitungan.disahkan_oleh_id, penghitungan.disahkan_at = akun_id, at
    return _finish(penghitungan, "sahkan", f"Penghitungan {penghitungan.nomor} disahkan", akun_id=akun_id, at=at)


@transaction.atomic
def batal_sahkan(*, penghitungan_id: str, akun_id: int, at: datetime, alasan: str) -> Penghitungan:
    """Make an approved computation a draft again. Raises StatusNotNext."""
    penghitungan = _moved(penghitungan_id, Status.DIHITUNG, {Status.DISAHKAN})
    penghitungan.disahkan_oleh_id, penghitungan.disahkan_at = None, None
    ringkas = f"Pengesahan penghitungan {penghitungan.nomor} dibatalkan"
    return _finish(penghitungan, "batal_sahkan", ringkas, akun_id=akun_id, at=at, alasan=alasan)


@transaction.atomic
def batalkan(*, penghitungan_id: str, akun_id: int | None, at: datetime, alasan: str) -> Penghitungan:
    """Give up a draft or a running computation; its rows stay to be read. Raises StatusNotNext."""
    penghitungan = _moved(penghitungan_id, Status.DIBATALKAN, {Status.BERJALAN, Status.DIHITUNG})
    ringkas = f"Penghitungan {penghitungan.nomor} dibatalkan"
    return _finish(penghitungan, "batalkan", ringkas, akun_id=akun_id, at=at, alasan=alasan)


@transaction.atomic
def umumkan(*, penghitungan_id: str, akun_id: int | None, at: datetime) -> Penghitungan:
    """Let participants see an approved computation and write it into their history; an older one is replaced.

    Raises StatusNotNext, GelombangIsSimulasi.
    """
    penghitungan = _moved(penghitungan_id, Status.DIUMUMKAN, {Status.DISAHKAN, Status.DIGANTI})
    gelombang = gelombang_get(penghitungan.gelombang_id)
    assert gelombang is not None
    if gelombang.is_simulasi:
        raise GelombangIsSimulasi
    _replace_older(penghitungan)
    penghitungan.diumumkan_oleh_id, penghitungan.diumumkan_at = akun_id, at
    write_riwayat(_riwayat(penghitungan, gelombang.tujuan, gelombang.tanggal_acuan, at), at)
    ringkas = f"Penghitungan {penghitungan.nomor} diumumkan kepada {penghitungan.hasil_count} peserta"
    return _finish(penghitungan, "umumkan", ringkas, akun_id=akun_id, at=at)


@transaction.atomic
def tarik_umumkan(*, penghitungan_id: str, akun_id: int | None, at: datetime, alasan: str) -> Penghitungan:
    """Take a publication back, with the history rows it wrote; the approval stays. Raises StatusNotNext."""
    penghitungan = _moved(penghitungan_id, Status.DISAHKAN, {Status.DIUMUMKAN})
    penghitungan.diumumkan_oleh_id, penghitungan.diumumkan_at = None, None
    remove_riwayat(_hasil_ids(penghitungan))
    ringkas = f"Pengumuman penghitungan {penghitungan.nomor} ditarik"
    return _finish(penghitungan, "tarik_umumkan", ringkas, akun_id=akun_id, at=at, alasan=alasan)


def _replace_older(penghitungan: Penghitungan) -> None:
    older = Penghitungan.objects.select_for_update().filter(
        gelombang_id=penghitungan.gelombang_id, status=Status.DIUMUMKAN
    )
    for row in older:
        remove_riwayat(_hasil_ids(row))
        row.status = Status.DIGANTI
        row.save(update_fields=["status"])


def _hasil_ids(penghitungan: Penghitungan) -> list[int]:
    return list(Hasil.objects.filter(penghitungan=penghitungan).values_list("pk", flat=True))


def _riwayat(penghitungan: Penghitungan, tujuan: str, acuan: date, at: datetime) -> list[RiwayatBaru]:
    """One history row per result: the day of the exam, or the wave's reference day where nobody was seated."""
    levels: dict[int, dict[str, str]] = {}
    rows = HasilKompetensi.objects.filter(hasil__penghitungan=penghitungan).values_list("hasil_id", "kode", "level")
    for hasil_id, kode, level in rows:
        levels.setdefault(hasil_id, {})[kode] = str(level)
    years, organiser = pengaturan("masa_berlaku_tahun"), pengaturan("penyelenggara_internal")
    days = queries.tanggal_ujian(penghitungan.gelombang_id)
    today = timezone.localdate(at)
    found = []
    for hasil in Hasil.objects.filter(penghitungan=penghitungan):
        day = min(days.get(hasil.peserta_id, acuan), today)
        found.append(
            RiwayatBaru(
                pegawai_id=hasil.pegawai_id,
                tanggal=day,
                berlaku_sampai=berlaku_sampai(day, years),
                penyelenggara=organiser,
                tujuan=tujuan,
                is_internal=True,
                kategori=hasil.kategori_nama,
                jpm=hasil.jpm,
                level=levels.get(hasil.pk, {}),
                hasil_id=hasil.pk,
            )
        )
    return found
