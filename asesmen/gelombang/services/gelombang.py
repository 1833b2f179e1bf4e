"""A wave's life: made, locked, unlocked, cancelled, and carried on by scoring."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from asesmen.gelombang import queries
from asesmen.gelombang.models import Gelombang, Penempatan, RuangSesi, Sesi
from asesmen.gelombang.rules import LABEL, StatusGelombang, StatusSesi, can_follow
from pegawai.services import record_by


class NamaTaken(ValidationError):
    def __init__(self) -> None:
        super().__init__("Nama gelombang ini sudah dipakai. Beri nama lain.", code="nama_taken")


class GelombangNotEditable(ValidationError):
    def __init__(self, status: str) -> None:
        super().__init__(
            f"Gelombang ini berstatus {LABEL[status].lower()}, sehingga tidak dapat diubah. Buka kuncinya lebih dulu.",
            code="gelombang_not_editable",
        )


class GelombangNotReady(ValidationError):
    """Carries every reason at once; each keeps its own code."""

    def __init__(self, kekurangan: list) -> None:
        super().__init__([ValidationError(k.teks, code=k.code) for k in kekurangan])


class StatusNotNext(ValidationError):
    def __init__(self, status: str, to: str) -> None:
        super().__init__(
            f"Gelombang ini berstatus {LABEL[status].lower()}, sehingga tidak dapat menjadi {LABEL[to].lower()}. "
            "Muat ulang halaman untuk melihat keadaan terakhir.",
            code="status_not_next",
        )


def wave_for_update(gelombang_id: int, *, is_editing: bool = False) -> Gelombang:
    """Take the wave's row lock: changes of a wave go one after the other. Raises GelombangNotEditable."""
    gelombang = Gelombang.objects.select_for_update().get(pk=gelombang_id)
    if is_editing and gelombang.status != StatusGelombang.RENCANA:
        raise GelombangNotEditable(gelombang.status)
    return gelombang


@transaction.atomic
def create_gelombang(
    *,
    nama: str,
    tujuan: str,
    tanggal_acuan: date,
    akun_id: int | None,
    at: datetime,
    instrumen_id: int | None = None,
    aturan_id: int | None = None,
    batas_sekolah_persen: int = 50,
    is_simulasi: bool = False,
) -> Gelombang:
    """Raises NamaTaken."""
    if Gelombang.objects.filter(nama=nama).exists():
        raise NamaTaken
    gelombang = Gelombang.objects.create(
        nama=nama,
        tujuan=tujuan,
        tanggal_acuan=tanggal_acuan,
        instrumen_id=instrumen_id,
        aturan_id=aturan_id,
        batas_sekolah_persen=batas_sekolah_persen,
        is_simulasi=is_simulasi,
        created_at=at,
    )
    record_by("gelombang.buat", f"gelombang:{gelombang.pk}", f"Gelombang {nama} dibuat", akun_id=akun_id, at=at)
    return gelombang


@transaction.atomic
def edit_gelombang(
    *,
    gelombang_id: int,
    nama: str,
    tujuan: str,
    tanggal_acuan: date,
    instrumen_id: int | None,
    aturan_id: int | None,
    batas_sekolah_persen: int,
    akun_id: int | None,
    at: datetime,
    is_simulasi: bool = False,
) -> Gelombang:
    """Change the facts of a wave that is not locked. Raises GelombangNotEditable, NamaTaken."""
    gelombang = wave_for_update(gelombang_id, is_editing=True)
    if Gelombang.objects.filter(nama=nama).exclude(pk=gelombang_id).exists():
        raise NamaTaken
    data = _change(
        gelombang,
        nama=nama,
        tujuan=tujuan,
        tanggal_acuan=tanggal_acuan,
        instrumen_id=instrumen_id,
        aturan_id=aturan_id,
        batas_sekolah_persen=batas_sekolah_persen,
        is_simulasi=is_simulasi,
    )
    ringkas = f"Data gelombang {nama} diubah"
    record_by("gelombang.ubah", f"gelombang:{gelombang.pk}", ringkas, akun_id=akun_id, at=at, data=data)
    return gelombang


def _change(gelombang: Gelombang, **facts: Any) -> dict[str, dict[str, str]]:
    """Save these facts; what differs is returned as it was and as it is."""
    before = {name: getattr(gelombang, name) for name in facts}
    for name, value in facts.items():
        setattr(gelombang, name, value)
    gelombang.save(update_fields=list(facts))
    changed = [name for name, value in facts.items() if before[name] != value]
    return {
        "sebelum": {name: str(before[name]) for name in changed},
        "sesudah": {name: str(facts[name]) for name in changed},
    }


@transaction.atomic
def lock_gelombang(*, gelombang_id: int, akun_id: int | None, at: datetime) -> Gelombang:
    """Make the plan final; papers can be drawn now. Raises GelombangNotReady (all reasons at once), StatusNotNext."""
    gelombang = wave_for_update(gelombang_id)
    if gelombang.status != StatusGelombang.RENCANA:
        raise StatusNotNext(gelombang.status, StatusGelombang.DIKUNCI)
    if lacking := queries.kekurangan_of(gelombang, at):
        raise GelombangNotReady(lacking)
    _move(gelombang, StatusGelombang.DIKUNCI)
    Sesi.objects.filter(gelombang=gelombang, status=StatusSesi.RENCANA).update(status=StatusSesi.DIKUNCI)
    numbers = queries.ringkasan(gelombang.pk)
    record_by(
        "gelombang.kunci",
        f"gelombang:{gelombang.pk}",
        f"Gelombang {gelombang.nama} dikunci: {numbers.peserta} peserta, {numbers.sesi} sesi",
        akun_id=akun_id,
        at=at,
    )
    return gelombang


@transaction.atomic
def unlock_gelombang(*, gelombang_id: int, alasan: str, akun_id: int | None, at: datetime) -> Gelombang:
    """Back to planning while no session has begun. Raises StatusNotNext."""
    gelombang = wave_for_update(gelombang_id)
    begun = Sesi.objects.filter(gelombang=gelombang, status__in=[StatusSesi.BERLANGSUNG, StatusSesi.SELESAI])
    if gelombang.status != StatusGelombang.DIKUNCI or begun.exists():
        raise StatusNotNext(gelombang.status, StatusGelombang.RENCANA)
    _move(gelombang, StatusGelombang.RENCANA)
    Sesi.objects.filter(gelombang=gelombang, status=StatusSesi.DIKUNCI).update(status=StatusSesi.RENCANA)
    record_by(
        "gelombang.buka_kunci",
        f"gelombang:{gelombang.pk}",
        f"Kunci gelombang {gelombang.nama} dibuka",
        akun_id=akun_id,
        at=at,
        alasan=alasan,
    )
    return gelombang


@transaction.atomic
def cancel_gelombang(*, gelombang_id: int, alasan: str, akun_id: int | None, at: datetime) -> Gelombang:
    """Give up a wave that has not begun: seats and rooms become free for others. Raises StatusNotNext."""
    gelombang = wave_for_update(gelombang_id)
    if not can_follow(gelombang.status, StatusGelombang.DIBATALKAN):
        raise StatusNotNext(gelombang.status, StatusGelombang.DIBATALKAN)
    seats, _ = Penempatan.objects.filter(peserta__gelombang=gelombang).delete()
    # Prepared papers point at these rooms, so the rows stay; an empty range is in nobody's way.
    RuangSesi.objects.filter(sesi__gelombang=gelombang).update(rentang=DateTimeTZRange(empty=True), proktor=None)
    Sesi.objects.filter(gelombang=gelombang).update(status=StatusSesi.DIBATALKAN)
    _move(gelombang, StatusGelombang.DIBATALKAN)
    record_by(
        "gelombang.batalkan",
        f"gelombang:{gelombang.pk}",
        f"Gelombang {gelombang.nama} dibatalkan, {seats} tempat dilepas",
        akun_id=akun_id,
        at=at,
        alasan=alasan,
    )
    return gelombang


@transaction.atomic
def set_status(*, gelombang_id: int, to: str, akun_id: int | None, at: datetime, alasan: str = "") -> Gelombang:
    """Carry a wave on (scored, approved, published) or back; the same state is no change. Raises StatusNotNext."""
    gelombang = wave_for_update(gelombang_id)
    if gelombang.status == to:
        return gelombang
    before = gelombang.status
    _move(gelombang, StatusGelombang(to))
    record_by(
        "gelombang.status",
        f"gelombang:{gelombang.pk}",
        f"Gelombang {gelombang.nama}: {LABEL[before].lower()} menjadi {LABEL[to].lower()}",
        akun_id=akun_id,
        at=at,
        alasan=alasan,
    )
    return gelombang


def _move(gelombang: Gelombang, to: StatusGelombang) -> None:
    if not can_follow(gelombang.status, to):
        raise StatusNotNext(gelombang.status, to)
    gelombang.status = to
    gelombang.save(update_fields=["status"])
