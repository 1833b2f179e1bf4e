"""Seats: who sits where and when."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from asesmen.gelombang.models import Penempatan, Sesi
from asesmen.gelombang.rules import StatusGelombang, StatusSesi


@dataclass(frozen=True)
class PenempatanRow:
    """One seat with everything a list, a card or a console shows of it."""

    peserta_id: int
    pegawai_id: int
    nomor: str
    nip: str
    nama: str
    unit_nama: str
    ruang_sesi_id: int
    kursi: int
    tambahan_menit: int
    kehadiran: str
    sesi_id: int
    sesi_nomor: int
    mulai: datetime
    selesai: datetime
    ruang_kode: str
    ruang_nama: str
    ruang_tempat: str
    is_diawasi: bool


def _seats() -> QuerySet[Penempatan]:
    return (
        Penempatan.objects.filter(peserta__is_mundur=False)
        .select_related("peserta", "pegawai__unit", "ruang_sesi__sesi", "ruang_sesi__ruang")
        .order_by("ruang_sesi__sesi__mulai", "ruang_sesi__ruang__kode", "kursi")
    )


def penempatan_rows(gelombang_id: int, *, ruang_sesi_id: int | None = None) -> list[PenempatanRow]:
    """Every seat of a wave (or of one room in one session), in order of time, room and seat. One query."""
    seats = _seats().filter(peserta__gelombang_id=gelombang_id)
    if ruang_sesi_id is not None:
        seats = seats.filter(ruang_sesi_id=ruang_sesi_id)
    return [_row(p) for p in seats]


def penempatan_of_peserta(peserta_id: int) -> PenempatanRow | None:
    seat = _seats().filter(peserta_id=peserta_id).first()
    return _row(seat) if seat else None


def _row(p: Penempatan) -> PenempatanRow:
    room, slot = p.ruang_sesi.ruang, p.ruang_sesi.sesi
    return PenempatanRow(
        peserta_id=p.peserta_id,
        pegawai_id=p.pegawai_id,
        nomor=p.peserta.nomor,
        nip=p.pegawai.nip,
        nama=p.pegawai.nama_lengkap,
        unit_nama=p.pegawai.unit.nama if p.pegawai.unit else "",
        ruang_sesi_id=p.ruang_sesi_id,
        kursi=p.kursi,
        tambahan_menit=p.peserta.tambahan_menit,
        kehadiran=p.kehadiran,
        sesi_id=slot.pk,
        sesi_nomor=slot.nomor,
        mulai=slot.mulai,
        selesai=slot.selesai,
        ruang_kode=room.kode,
        ruang_nama=room.nama,
        ruang_tempat=room.tempat,
        is_diawasi=p.ruang_sesi.is_diawasi,
    )


def has_running_sesi(at: datetime) -> bool:
    """True while an exam is on: a session that runs, or one that is locked and whose time it is."""
    running = Sesi.objects.filter(status=StatusSesi.BERLANGSUNG)
    due = Sesi.objects.filter(
        status=StatusSesi.DIKUNCI,
        gelombang__status__in=[StatusGelombang.DIKUNCI, StatusGelombang.BERLANGSUNG],
        mulai__lte=at,
        selesai__gt=at,
    )
    return running.exists() or due.exists()
