"""Waves and what is known about each in numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone

from asesmen.gelombang.models import Gelombang, Peserta, RuangSesi, Sesi
from asesmen.gelombang.rules import Keadaan, Kekurangan, StatusSesi, kekurangan
from pegawai.queries import Scope

ALL = Scope(is_all=True)


@dataclass(frozen=True)
class Ringkasan:
    """Who, where and when of one wave; `peserta` without those who withdrew, and within the scope asked for."""

    peserta: int = 0
    ditempatkan: int = 0
    mundur: int = 0
    sesi: int = 0
    ruang: int = 0
    kursi: int = 0
    mulai: datetime | None = None
    selesai: datetime | None = None

    @property
    def belum(self) -> int:
        return self.peserta - self.ditempatkan

    @property
    def hari_pertama(self) -> date | None:
        return timezone.localdate(self.mulai) if self.mulai else None

    @property
    def hari_terakhir(self) -> date | None:
        return timezone.localdate(self.selesai) if self.selesai else None


def gelombang_get(gelombang_id: int) -> Gelombang | None:
    return Gelombang.objects.select_related("instrumen", "aturan").filter(pk=gelombang_id).first()


def gelombang_list(*, proktor_id: int | None = None, cari: str = "", status: str = "") -> QuerySet[Gelombang]:
    """Waves, newest first; for a proctor only those where they have a room."""
    rows = Gelombang.objects.select_related("instrumen").filter(nama__icontains=cari)
    if status:
        rows = rows.filter(status=status)
    if proktor_id is None:
        return rows
    return rows.filter(pk__in=RuangSesi.objects.filter(proktor_id=proktor_id).values("sesi__gelombang_id"))


def ringkasan(gelombang_id: int, scope: Scope = ALL) -> Ringkasan:
    return ringkasan_many([gelombang_id], scope).get(gelombang_id, Ringkasan())


def ringkasan_many(ids: Iterable[int], scope: Scope = ALL) -> dict[int, Ringkasan]:
    """The numbers of several waves in three queries."""
    ids = list(ids)
    found: dict[int, dict[str, Any]] = {pk: {} for pk in ids}
    people = Peserta.objects.filter(scope.q("pegawai__unit__jalur"), gelombang_id__in=ids)
    held = Sesi.objects.filter(gelombang_id__in=ids).exclude(status=StatusSesi.DIBATALKAN)
    rooms = RuangSesi.objects.filter(sesi__in=held)
    counted = [
        people.values("gelombang_id").annotate(
            peserta=Count("pk", filter=Q(is_mundur=False)),
            ditempatkan=Count("pk", filter=Q(is_mundur=False, penempatan__isnull=False)),
            mundur=Count("pk", filter=Q(is_mundur=True)),
        ),
        held.values("gelombang_id").annotate(sesi=Count("pk"), mulai=Min("mulai"), selesai=Max("selesai")),
    ]
    for rows in counted:
        for row in rows.order_by():
            values: dict[str, Any] = {**row}
            found[values.pop("gelombang_id")].update(values)
    for wave, room, seats in rooms.order_by().values_list("sesi__gelombang_id", "ruang_id", "ruang__kapasitas"):
        found[wave].setdefault("rooms", set()).add(room)
        found[wave]["kursi"] = found[wave].get("kursi", 0) + seats
    return {pk: Ringkasan(ruang=len(values.pop("rooms", ())), **values) for pk, values in found.items()}


def kekurangan_of(gelombang: Gelombang, at: datetime) -> list[Kekurangan]:
    """Everything that stands against locking this wave now."""
    numbers = ringkasan(gelombang.pk)
    held = Sesi.objects.filter(gelombang=gelombang).exclude(status=StatusSesi.DIBATALKAN)
    spans = list(held.values_list("mulai", "selesai"))
    instrumen = gelombang.instrumen
    return kekurangan(
        Keadaan(
            has_instrumen=instrumen is not None,
            has_aturan=gelombang.aturan_id is not None,
            peserta=numbers.peserta,
            ditempatkan=numbers.ditempatkan,
            sesi=numbers.sesi,
            sesi_lewat=sum(1 for mulai, _ in spans if mulai <= at),
            sesi_terpendek_menit=min((int((b - a).total_seconds()) // 60 for a, b in spans), default=0),
            durasi_menit=instrumen.durasi_menit if instrumen else 0,
        )
    )
