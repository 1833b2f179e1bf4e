"""Seating: the whole wave at once, or one person."""

from collections import Counter
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from asesmen.gelombang import queries
from asesmen.gelombang.models import Gelombang, Penempatan, Peserta, RuangSesi
from asesmen.gelombang.rules import StatusGelombang, StatusSesi, Susunan, place
from asesmen.gelombang.services.bentrok import refusals
from asesmen.gelombang.services.gelombang import GelombangNotEditable, wave_for_update
from pegawai.services import record_by

MOVABLE = {StatusGelombang.RENCANA, StatusGelombang.DIKUNCI, StatusGelombang.BERLANGSUNG}


class RuangFull(ValidationError):
    def __init__(self) -> None:
        super().__init__("Ruang pada sesi itu sudah penuh. Pilih ruang atau sesi lain.", code="ruang_full")


class SesiBegun(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Peserta ini sudah hadir, atau sesi tujuan sudah selesai, sehingga tidak dapat dipindahkan ke sana.",
            code="sesi_begun",
        )


@transaction.atomic
def seat_peserta(*, gelombang_id: int, akun_id: int | None, at: datetime, is_ulang: bool = False) -> Susunan:
    """Seat everybody who has no seat yet (with `is_ulang`: everybody anew).

    Returns who sits where and who was left, with the reason. Raises GelombangNotEditable, PegawaiBusy.
    """
    gelombang = wave_for_update(gelombang_id, is_editing=True)
    if is_ulang:
        Penempatan.objects.filter(peserta__gelombang=gelombang).delete()
    susunan = place(**queries.bahan_susunan(gelombang))
    _store(susunan, gelombang)
    record_by(
        "penempatan.susun",
        f"gelombang:{gelombang.pk}",
        f"{len(susunan.tempat)} peserta {gelombang.nama} ditempatkan, {len(susunan.tersisa)} belum mendapat tempat",
        akun_id=akun_id,
        at=at,
        data={
            "susun_ulang": is_ulang,
            "batas_persen": gelombang.batas_sekolah_persen,
            "tersisa": dict(Counter(t.sebab.value for t in susunan.tersisa)),
        },
    )
    return susunan


def _store(susunan: Susunan, gelombang: Gelombang) -> None:
    persons = dict(Peserta.objects.filter(gelombang=gelombang).values_list("pk", "pegawai_id"))
    spans = dict(RuangSesi.objects.filter(sesi__gelombang=gelombang).values_list("pk", "rentang"))
    with refusals():
        Penempatan.objects.bulk_create(
            Penempatan(
                peserta_id=t.peserta_id,
                pegawai_id=persons[t.peserta_id],
                ruang_sesi_id=t.ruang_sesi_id,
                rentang=spans[t.ruang_sesi_id],
                kursi=t.kursi,
            )
            for t in susunan.tempat
        )


@transaction.atomic
def move_peserta(
    *,
    peserta_id: int,
    ruang_sesi_id: int,
    akun_id: int | None,
    at: datetime,
    kursi: int | None = None,
    alasan: str = "",
) -> Penempatan:
    """Give one person another seat (or a first one), the lowest free number unless `kursi` says which.

    Raises GelombangNotEditable, SesiBegun, RuangFull, KursiTaken, PegawaiBusy.
    """
    peserta = Peserta.objects.select_related("pegawai").get(pk=peserta_id)
    gelombang = wave_for_update(peserta.gelombang_id)
    if gelombang.status not in MOVABLE or peserta.is_mundur:
        raise GelombangNotEditable(gelombang.status)
    target = RuangSesi.objects.select_related("sesi", "ruang").get(pk=ruang_sesi_id, sesi__gelombang=gelombang)
    seat = _reseat(peserta, target, kursi)
    place = f"{target.ruang.kode} sesi {target.sesi.nomor} kursi {seat.kursi}"
    ringkas = f"Peserta {peserta.nomor} dipindahkan ke {place}"
    record_by("penempatan.pindah", f"peserta:{peserta.pk}", ringkas, akun_id=akun_id, at=at, alasan=alasan)
    return seat


def _reseat(peserta: Peserta, target: RuangSesi, kursi: int | None) -> Penempatan:
    """Exchange the seat of somebody who is not present for one in a session that is not over."""
    present = Penempatan.objects.filter(peserta=peserta, kehadiran="hadir")
    if target.sesi.status in {StatusSesi.SELESAI, StatusSesi.DIBATALKAN} or present.exists():
        raise SesiBegun
    with refusals():
        Penempatan.objects.filter(peserta=peserta).delete()
        return Penempatan.objects.create(
            peserta=peserta,
            pegawai_id=peserta.pegawai_id,
            ruang_sesi=target,
            rentang=target.rentang,
            kursi=kursi or _first_free(target),
        )


def _first_free(target: RuangSesi) -> int:
    taken = set(Penempatan.objects.filter(ruang_sesi=target).values_list("kursi", flat=True))
    free = [n for n in range(1, target.ruang.kapasitas + 1) if n not in taken]
    if not free:
        raise RuangFull
    return free[0]


@transaction.atomic
def clear_penempatan(*, gelombang_id: int, alasan: str, akun_id: int | None, at: datetime) -> int:
    """Take every seat of a wave back and return how many. Raises GelombangNotEditable."""
    gelombang = wave_for_update(gelombang_id, is_editing=True)
    count, _ = Penempatan.objects.filter(peserta__gelombang=gelombang).delete()
    record_by(
        "penempatan.kosongkan",
        f"gelombang:{gelombang.pk}",
        f"{count} tempat {gelombang.nama} dikosongkan",
        akun_id=akun_id,
        at=at,
        alasan=alasan,
    )
    return count
