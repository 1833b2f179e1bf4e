"""The list of people as an officer searches it, and the tree of units with how many work there."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from pegawai.models import Jabatan, Pegawai, RiwayatAsesmen, Unit
from pegawai.queries.akun import Scope
from pegawai.queries.cakupan import with_status
from pegawai.queries.cari import search_people
from pegawai.queries.orang import opd_names, opd_of
from pegawai.rules.jabatan import JENJANG

URUT = {"nama": "nama_cari", "nip": "nip", "unit": "unit__nama", "jabatan": "jabatan__nama", "golongan": "golongan"}


@dataclass(frozen=True)
class Saringan:
    """What an officer asks for; empty means everything. `status` is sudah, belum or kedaluwarsa."""

    cari: str = ""
    kelompok: str = ""
    jenjang: str = ""
    unit_id: int | None = None
    status: str = ""
    urut: str = ""


def pegawai_list(scope: Scope, saringan: Saringan, at: date) -> QuerySet[Any]:
    """People within a scope with unit, jabatan, `has_berlaku`, `has_riwayat`; best match first for a name."""
    people = Pegawai.objects.filter(scope.q("unit__jalur")).select_related("unit", "jabatan")
    if saringan.kelompok:
        people = people.filter(jabatan__kelompok=saringan.kelompok)
    if saringan.jenjang:
        people = people.filter(jabatan__jenjang=saringan.jenjang)
    if saringan.unit_id:
        people = people.filter(unit__in=Unit.objects.filter(jalur__contains=f"/{saringan.unit_id}/"))
    marked = with_status(people, at)
    if saringan.status:
        marked = marked.filter(has_berlaku=saringan.status == "sudah")
    if saringan.status == "kedaluwarsa":
        marked = marked.filter(has_riwayat=True)
    return _ordered(marked, saringan)


def _ordered(people: QuerySet[Any], saringan: Saringan) -> QuerySet[Any]:
    descending, name = saringan.urut.startswith("-"), URUT.get(saringan.urut.lstrip("-"))
    order = [] if name is None else [F(name).desc(nulls_last=True) if descending else F(name).asc(nulls_last=True)]
    found = search_people(people, saringan.cari)
    best = [F("mirip").desc()] if "mirip" in found.query.annotations and not order else []
    return found.order_by(*order, *best, "nama_cari", "pk")


def jenjang_list() -> list[str]:
    """Every jenjang that a jabatan has, the highest first; what the rules do not know comes last."""
    found = set(Jabatan.objects.exclude(jenjang="").order_by().values_list("jenjang", flat=True).distinct())
    known = [jenjang for jenjang in JENJANG if jenjang in found]
    return known + sorted(found - set(known))


def ekspor_rows(scope: Scope, saringan: Saringan, at: date) -> list[list[str]]:
    """The same people as rows of text for a workbook, each with its perangkat daerah."""
    opd = opd_names()
    return [_ekspor_row(pegawai, opd) for pegawai in pegawai_list(scope, saringan, at)]


def _ekspor_row(pegawai: Any, opd: dict[int, str]) -> list[str]:
    unit, jabatan = pegawai.unit, pegawai.jabatan
    status = "Sudah" if pegawai.has_berlaku else "Kedaluwarsa" if pegawai.has_riwayat else "Belum"
    return [
        pegawai.nip,
        pegawai.nama_lengkap,
        pegawai.jenis_kelamin,
        pegawai.golongan,
        jabatan.nama if jabatan else "",
        jabatan.get_kelompok_display() if jabatan else "",
        unit.nama if unit else "",
        opd_of(unit.jalur, opd) if unit else "",
        status,
    ]


def pegawai_get(pegawai_id: int) -> Pegawai | None:
    return Pegawai.objects.select_related("unit__induk", "jabatan").filter(pk=pegawai_id).first()


def riwayat_of(pegawai_id: int) -> QuerySet[RiwayatAsesmen]:
    """Finished assessments of a person, newest first."""
    return RiwayatAsesmen.objects.filter(pegawai_id=pegawai_id)
