"""People as they stood on a day, and the history of one person: unit, jabatan, golongan, former NIP."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db.models import Case, DurationField, ExpressionWrapper, F, QuerySet, Value, When

from pegawai.models import RiwayatNip, RiwayatPegawai
from pegawai.queries.orang import Orang, opd_names, opd_of, orang_many

Fakta = RiwayatPegawai.Fakta


def orang_pada(ids: Iterable[int], tanggal: date) -> dict[int, Orang]:
    """The people with these ids, in the unit, jabatan and golongan of that day; unknown ids are left out. Four queries.

    Before the first day that is known the first known fact holds. Name and NIP are today's: they are the same person's.
    """
    people = orang_many(ids)
    names = opd_names()
    for row in _facts(list(people), tanggal):
        people[row.pegawai_id] = _as_of(people[row.pegawai_id], row, names)
    return people


def _facts(ids: list[int], tanggal: date) -> QuerySet[RiwayatPegawai]:
    """Per person and fact the row in force on that day, or the earliest one."""
    day = Value(tanggal)
    away = Case(When(dari__gt=day, then=F("dari") - day), default=day - F("dari"))
    return (
        RiwayatPegawai.objects.filter(pegawai_id__in=ids)
        .annotate(
            is_later=Case(When(dari__gt=day, then=Value(1)), default=Value(0)),
            away=ExpressionWrapper(away, output_field=DurationField()),
        )
        .order_by("pegawai_id", "fakta", "is_later", "away", "-id")
        .distinct("pegawai_id", "fakta")
        .select_related("unit", "jabatan")
    )


def _as_of(orang: Orang, row: RiwayatPegawai, names: dict[int, str]) -> Orang:
    if row.fakta == Fakta.GOLONGAN:
        return replace(orang, golongan=row.nama)
    if row.fakta == Fakta.UNIT:
        unit = row.unit
        nama, jalur = (unit.nama, unit.jalur) if unit else (row.nama, "")
        return replace(
            orang, unit_id=row.unit_id, unit_nama=nama, unit_jalur=jalur, opd_nama=opd_of(jalur, names) if jalur else ""
        )
    jabatan = row.jabatan
    if jabatan is None:
        return replace(orang, jabatan=row.nama, jabatan_jenis="", jenjang="", kelompok="")
    return replace(
        orang,
        jabatan=jabatan.nama,
        jabatan_jenis=jabatan.jenis,
        jenjang=jabatan.jenjang,
        kelompok=jabatan.kelompok,
    )


def riwayat_pegawai_of(pegawai_id: int) -> QuerySet[RiwayatPegawai]:
    """What is known of somebody's units, jabatan and golongan, the newest first."""
    return RiwayatPegawai.objects.filter(pegawai_id=pegawai_id).order_by("-dari", "-id")


def riwayat_nip_of(pegawai_id: int) -> QuerySet[RiwayatNip]:
    """The NIP somebody held before, the latest first."""
    return RiwayatNip.objects.filter(pegawai_id=pegawai_id).order_by("-sampai", "-id")


def pegawai_by_former_nip(nips: Iterable[str]) -> dict[str, int]:
    """Former NIP → id of the person who holds another one today."""
    return dict(RiwayatNip.objects.filter(nip__in=list(nips)).values_list("nip", "pegawai_id"))
