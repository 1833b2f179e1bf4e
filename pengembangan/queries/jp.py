"""Training hours of people in a year: programmes and clinics attended."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Sum

from pegawai.queries import Orang, Scope, orang_many
from pengembangan.models import KepesertaanDiklat, PemesananKlinik
from pengembangan.rules.jp import jp_left


@dataclass(frozen=True)
class JpRow:
    """One person's hours of a year."""

    orang: Orang
    jp: int

    @property
    def kurang(self) -> int:
        return jp_left(self.jp)


def jp_by_pegawai(ids: Iterable[int], tahun: int) -> dict[int, int]:
    """pegawai id → hours of that year; people without any are left out. Two queries."""
    wanted = list(ids)
    total: Counter[int] = Counter()
    batches = KepesertaanDiklat.objects.filter(pegawai_id__in=wanted, status="hadir", angkatan__selesai__year=tahun)
    clinics = PemesananKlinik.objects.filter(pegawai_id__in=wanted, status="hadir", sesi__mulai__year=tahun)
    for rows, hours in ((batches, F("jp_diakui")), (clinics, F("sesi__topik__jp"))):
        total.update(dict(rows.order_by().values_list("pegawai_id").annotate(Sum(hours))))
    return dict(total)


def jp_rows(scope: Scope, tahun: int, *, unit_jalur: str = "", cari: str = "") -> list[JpRow]:
    """People who collected hours that year, the most first. Within a scope, a unit, or a search."""
    words = cari.lower().split()
    hours = jp_by_pegawai(_with_hours(tahun), tahun)
    people = orang_many(hours)
    rows = [
        JpRow(orang, hours[orang.id])
        for orang in people.values()
        if scope.covers(orang.unit_jalur)
        and orang.unit_jalur.startswith(unit_jalur)
        and all(w in orang.nama_cari or orang.nip.startswith(w) or w in orang.unit_nama.lower() for w in words)
    ]
    return sorted(rows, key=lambda row: (-row.jp, row.orang.nama_cari, row.orang.id))


def _with_hours(tahun: int) -> set[int]:
    batches = KepesertaanDiklat.objects.filter(status="hadir", angkatan__selesai__year=tahun)
    clinics = PemesananKlinik.objects.filter(status="hadir", sesi__mulai__year=tahun)
    return {pk for rows in (batches, clinics) for pk in rows.order_by().values_list("pegawai_id", flat=True)}
