"""Who has followed up: for the reports."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, Count, Q, QuerySet, Sum

from pengembangan.models import KepesertaanDiklat, PemesananKlinik

NOTHING = (0, 0, 0)


@dataclass(frozen=True)
class TindakLanjut:
    """One person's development so far: programmes and clinics attended, their hours, and what is still to come."""

    diklat: int = 0
    jp: int = 0
    klinik: int = 0
    terdaftar: int = 0

    @property
    def has_followed_up(self) -> bool:
        return bool(self.diklat or self.klinik)


def tindak_lanjut_by_pegawai(ids: Iterable[int]) -> dict[int, TindakLanjut]:
    """pegawai id → follow-up, for everybody asked for, also where there is none. Two queries."""
    wanted = list(ids)
    batches = _counts(
        KepesertaanDiklat.objects.filter(pegawai_id__in=wanted),
        Count("pk", filter=Q(status="hadir")),
        Sum("jp_diakui", default=0),
        Count("pk", filter=Q(status="terdaftar")),
    )
    clinics = _counts(
        PemesananKlinik.objects.filter(pegawai_id__in=wanted),
        Count("pk", filter=Q(status="hadir")),
        Sum("sesi__topik__jp", filter=Q(status="hadir"), default=0),
        Count("pk", filter=Q(status="dipesan")),
    )
    found = {}
    for pk in wanted:
        diklat, jp_diklat, terdaftar = batches.get(pk, NOTHING)
        klinik, jp_klinik, dipesan = clinics.get(pk, NOTHING)
        found[pk] = TindakLanjut(diklat, jp_diklat + jp_klinik, klinik, terdaftar + dipesan)
    return found


def _counts(rows: QuerySet[Any], *measures: Aggregate) -> dict[int, tuple[int, ...]]:
    named = {f"measure_{n}": measure for n, measure in enumerate(measures)}
    grouped = rows.order_by().values("pegawai_id").annotate(**named)
    return {row[0]: tuple(row[1:]) for row in grouped.values_list("pegawai_id", *named)}
