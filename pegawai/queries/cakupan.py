"""Who is assessed and who is left, by group: the numbers that officials ask for first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from pegawai.models import Pegawai, RiwayatAsesmen
from pegawai.queries.akun import Scope
from pegawai.rules.jabatan import Kelompok


@dataclass(frozen=True)
class BarisCakupan:
    """One group. `sudah` hold a result that is valid on the day, `kedaluwarsa` only older ones; the rest has none."""

    kelompok: str
    total: int
    sudah: int
    kedaluwarsa: int

    @property
    def belum(self) -> int:
        """Who has no valid result: never assessed, or expired."""
        return self.total - self.sudah


def with_status(people: QuerySet[Pegawai], at: date) -> QuerySet[Any]:
    """Mark each person with `has_berlaku` (a result valid on the day) and `has_riwayat` (any result)."""
    riwayat = RiwayatAsesmen.objects.filter(pegawai_id=OuterRef("pk"))
    return people.annotate(has_berlaku=Exists(riwayat.filter(berlaku_sampai__gte=at)), has_riwayat=Exists(riwayat))


def cakupan(scope: Scope, at: date) -> list[BarisCakupan]:
    """One row per group in the fixed order, also where it is empty. One query."""
    people = with_status(Pegawai.objects.filter(scope.q("unit__jalur")), at).order_by()
    counted = people.values("jabatan__kelompok").annotate(
        total=Count("pk"),
        sudah=Count("pk", filter=Q(has_berlaku=True)),
        kedaluwarsa=Count("pk", filter=Q(has_berlaku=False, has_riwayat=True)),
    )
    found: dict[str, Any] = {row["jabatan__kelompok"] or "": row for row in counted}
    groups = [kelompok.value for kelompok in Kelompok] + ([""] if "" in found else [])
    empty = {"total": 0, "sudah": 0, "kedaluwarsa": 0}
    return [_row(kelompok, found.get(kelompok, empty)) for kelompok in groups]


def _row(kelompok: str, counts: Mapping[str, int]) -> BarisCakupan:
    return BarisCakupan(kelompok, counts["total"], counts["sudah"], counts["kedaluwarsa"])


def belum_asesmen_ids(scope: Scope, kelompok: str, at: date) -> list[int]:
    """People without a valid result on that day, by name; every group when `kelompok` is empty."""
    people = with_status(Pegawai.objects.filter(scope.q("unit__jalur")), at).filter(has_berlaku=False)
    if kelompok:
        people = people.filter(jabatan__kelompok=kelompok)
    return list(people.order_by("nama_cari", "id").values_list("pk", flat=True))
