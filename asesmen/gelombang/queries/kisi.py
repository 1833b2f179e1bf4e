"""The grid of rooms and sessions as the plan shows it, and who is left without a seat."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils import timezone

from asesmen.gelombang.models import Gelombang, Peserta, Ruang, RuangSesi, Sesi
from asesmen.gelombang.queries.ruang import ruang_sesi_list
from asesmen.gelombang.queries.susunan import tersisa_of
from asesmen.gelombang.rules import Sebab, Tersisa
from pegawai.queries import Scope


@dataclass(frozen=True)
class BarisKisi:
    """One room: its cell in each session, None where it is closed."""

    ruang: Ruang
    sel: list[RuangSesi | None]


@dataclass(frozen=True)
class Kisi:
    """`hari` pairs each day with its number of sessions; `jumlah` pairs seated and seats of each session."""

    hari: list[tuple[date, int]]
    sesi: list[Sesi]
    baris: list[BarisKisi]
    jumlah: list[tuple[int, int]]


def kisi_of(rooms: Iterable[RuangSesi]) -> Kisi:
    """Lay out rooms of sessions that come in order of time (ruang_sesi_list)."""
    rooms = list(rooms)
    sesi = list({r.sesi_id: r.sesi for r in rooms}.values())
    ruang = sorted({r.ruang_id: r.ruang for r in rooms}.values(), key=lambda r: r.kode)
    cells = {(r.ruang_id, r.sesi_id): r for r in rooms}
    days = groupby(sesi, key=lambda s: timezone.localtime(s.mulai).date())
    return Kisi(
        hari=[(day, len(list(group))) for day, group in days],
        sesi=sesi,
        baris=[BarisKisi(r, [cells.get((r.pk, s.pk)) for s in sesi]) for r in ruang],
        jumlah=[_sum([r for r in rooms if r.sesi_id == s.pk]) for s in sesi],
    )


def _sum(rooms: list[RuangSesi]) -> tuple[int, int]:
    return sum(r.terisi for r in rooms), sum(r.ruang.kapasitas for r in rooms)


@dataclass(frozen=True)
class BelumDuduk:
    """Somebody without a seat, why, and what would help. `sebab` is empty for who only waits for the seating."""

    peserta: Peserta
    sebab: str
    usul: str


def belum_duduk(gelombang: Gelombang, scope: Scope, limit: int = 50) -> list[BelumDuduk]:
    """The first people within a scope without a seat; reasons come from the seating rule as it stands now."""
    waiting = (
        Peserta.objects.filter(
            scope.q("pegawai__unit__jalur"), gelombang=gelombang, is_mundur=False, penempatan__isnull=True
        )
        .select_related("pegawai__unit")
        .order_by("pegawai__unit__nama", "nomor")[:limit]
    )
    people = list(waiting)
    if not people:
        return []
    why = {t.peserta_id: t for t in tersisa_of(gelombang)}
    has_rooms = ruang_sesi_list(gelombang.pk).exists()
    return [BelumDuduk(p, *_words(why.get(p.pk), has_rooms)) for p in people]


def _words(left: Tersisa | None, has_rooms: bool) -> tuple[str, str]:
    if not has_rooms:
        return "Belum ada sesi dan ruang.", "Buat sesi, lalu susun tempat."
    if left is None:
        return "", "Tekan Susun tempat: masih ada kursi untuknya."
    if left.sebab == Sebab.PENUH:
        return "Semua kursi terisi.", "Tambah sesi atau ruang."
    if left.sebab == Sebab.SIBUK:
        return "Sedang duduk di gelombang lain pada semua waktu yang masih punya kursi.", "Tambah sesi pada hari lain."
    return (
        "Batas rekan seunit tercapai di semua sesi yang masih punya kursi.",
        f"Naikkan batas menjadi {left.perlu_persen}%, atau tambah sesi.",
    )
