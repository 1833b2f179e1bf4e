"""The list of people as an officer searches it, and the tree of units with how many work there."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
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
    return with_status(_found(scope, saringan, at).select_related("unit", "jabatan"), at)


class HalamanPegawai:
    """The same list for a paginator: first which fifty, then what is shown of them. The same few queries for any page.

    In one statement the database would look up the assessments of everybody on the pages before.
    """

    ordered = True

    def __init__(self, scope: Scope, saringan: Saringan, at: date) -> None:
        self.found, self.at = _found(scope, saringan, at), at

    @cached_property
    def ids(self) -> Any:
        """Whom it lists. By likeness all of them at once: finding them is the work, for the count as for the order."""
        ids = self.found.values_list("pk", flat=True)
        return list(ids) if "mirip" in self.found.query.annotations else ids

    def count(self) -> int:
        return len(self.ids) if isinstance(self.ids, list) else self.found.count()

    def __getitem__(self, place: slice) -> list[Any]:
        ids = list(self.ids[place])
        rows = with_status(Pegawai.objects.filter(pk__in=ids).select_related("unit", "jabatan"), self.at)
        by_id = {row.pk: row for row in rows.order_by()}
        return [by_id[pk] for pk in ids if pk in by_id]


def _found(scope: Scope, saringan: Saringan, at: date) -> QuerySet[Any]:
    """Whom the filters leave, in their order."""
    people = Pegawai.objects.filter(scope.q("unit__jalur"))
    if saringan.kelompok:
        people = people.filter(jabatan__kelompok=saringan.kelompok)
    if saringan.jenjang:
        people = people.filter(jabatan__jenjang=saringan.jenjang)
    if saringan.unit_id:
        people = people.filter(unit__in=Unit.objects.filter(jalur__contains=f"/{saringan.unit_id}/"))
    return _ordered(_of_status(people, saringan.status, at), saringan)


def _of_status(people: QuerySet[Any], status: str, at: date) -> QuerySet[Any]:
    if not status:
        return people
    marked = with_status(people, at).filter(has_berlaku=status == "sudah")
    return marked.filter(has_riwayat=True) if status == "kedaluwarsa" else marked


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
