"""Seats: who sits where and when."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from antrean.queries import run_prepared
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


@dataclass(frozen=True)
class PintuRuang:
    """The door of the room where somebody sits, and when it is open. `rahasia` seeds its token."""

    ruang_sesi_id: int
    mulai: datetime
    selesai: datetime
    is_diawasi: bool
    rahasia: str = field(repr=False)
    sesi_status: str
    gelombang_status: str


# In the order of PenempatanRow. The name is Pegawai.nama_lengkap.
SEAT = """
SELECT s.id, s.pegawai_id, s.nomor, p.nip,
    CASE WHEN p.gelar_depan = '' THEN '' ELSE p.gelar_depan || ' ' END || p.nama
        || CASE WHEN p.gelar_belakang = '' THEN '' ELSE ', ' || p.gelar_belakang END,
    COALESCE(u.nama, ''), t.ruang_sesi_id, t.kursi, s.tambahan_menit, t.kehadiran,
    e.id, e.nomor, e.mulai, e.selesai, r.kode, r.nama, r.tempat, rs.is_diawasi
FROM gelombang_penempatan t
JOIN gelombang_peserta s ON s.id = t.peserta_id AND NOT s.is_mundur
JOIN pegawai_pegawai p ON p.id = s.pegawai_id
LEFT JOIN pegawai_unit u ON u.id = p.unit_id
JOIN gelombang_ruangsesi rs ON rs.id = t.ruang_sesi_id
JOIN gelombang_sesi e ON e.id = rs.sesi_id
JOIN gelombang_ruang r ON r.id = rs.ruang_id
WHERE t.peserta_id = $1
"""
DOOR = """
SELECT rs.id, e.mulai, e.selesai, rs.is_diawasi, rs.rahasia, e.status, g.status
FROM gelombang_penempatan t
JOIN gelombang_peserta s ON s.id = t.peserta_id AND NOT s.is_mundur
JOIN gelombang_ruangsesi rs ON rs.id = t.ruang_sesi_id
JOIN gelombang_sesi e ON e.id = rs.sesi_id
JOIN gelombang_gelombang g ON g.id = e.gelombang_id
WHERE t.peserta_id = $1
"""


def _seats() -> QuerySet[Penempatan]:
    return (
        Penempatan.objects.filter(peserta__is_mundur=False)
        .select_related("peserta", "pegawai__unit", "ruang_sesi__sesi", "ruang_sesi__ruang")
        .order_by("ruang_sesi__sesi__mulai", "ruang_sesi__ruang__kode", "kursi")
    )


def penempatan_rows(
    gelombang_id: int, *, ruang_sesi_id: int | None = None, ruang_sesi_ids: Iterable[int] | None = None
) -> list[PenempatanRow]:
    """Every seat of a wave (or of one room, or of these rooms), in order of time, room and seat. One query."""
    seats = _seats().filter(peserta__gelombang_id=gelombang_id)
    if ruang_sesi_ids is not None:
        seats = seats.filter(ruang_sesi_id__in=list(ruang_sesi_ids))
    if ruang_sesi_id is not None:
        seats = seats.filter(ruang_sesi_id=ruang_sesi_id)
    return [_row(p) for p in seats]


def penempatan_of_peserta(peserta_id: int) -> PenempatanRow | None:
    """Where one person sits, as `penempatan_rows` tells it."""
    rows = run_prepared(SEAT, [peserta_id])
    return PenempatanRow(*rows[0]) if rows else None


def pintu_of_peserta(peserta_id: int) -> PintuRuang | None:
    """What decides whether this person may begin now, where they sit; None without a seat."""
    rows = run_prepared(DOOR, [peserta_id])
    return PintuRuang(*rows[0]) if rows else None


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
