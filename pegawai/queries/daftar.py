"""The list of people as an officer searches it, and the tree of units with how many work there."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Count, F, Q, QuerySet

from pegawai.models import Pegawai, RiwayatAsesmen, Unit
from pegawai.queries.akun import Scope
from pegawai.queries.cakupan import with_status
from pegawai.queries.orang import opd_names, opd_of
from pegawai.rules.nama import search_form
from pegawai.rules.nip import clean_nip
from pegawai.rules.unit import JENIS_OPD, jalur_ids

# Below this similarity a name is another name; found by trying misspelt names of the sample roster.
SIMILAR = 0.45
URUT = {"nama": "nama_cari", "nip": "nip", "unit": "unit__nama", "jabatan": "jabatan__nama", "golongan": "golongan"}


@dataclass(frozen=True)
class Saringan:
    """What an officer asks for; empty means everything. `status` is sudah, belum or kedaluwarsa."""

    cari: str = ""
    kelompok: str = ""
    unit_id: int | None = None
    status: str = ""
    urut: str = ""


def pegawai_list(scope: Scope, saringan: Saringan, at: date) -> QuerySet[Any]:
    """People within a scope with unit, jabatan, `has_berlaku`, `has_riwayat`; best match first for a name."""
    people = Pegawai.objects.filter(scope.q("unit__jalur")).select_related("unit", "jabatan")
    if saringan.kelompok:
        people = people.filter(jabatan__kelompok=saringan.kelompok)
    if saringan.unit_id:
        people = people.filter(unit__jalur__contains=f"/{saringan.unit_id}/")
    marked = with_status(people, at)
    if saringan.status:
        marked = marked.filter(has_berlaku=saringan.status == "sudah")
    if saringan.status == "kedaluwarsa":
        marked = marked.filter(has_riwayat=True)
    return _searched(marked, saringan)


def _searched(people: QuerySet[Any], saringan: Saringan) -> QuerySet[Any]:
    descending, name = saringan.urut.startswith("-"), URUT.get(saringan.urut.lstrip("-"))
    order = [] if name is None else [F(name).desc(nulls_last=True) if descending else F(name).asc(nulls_last=True)]
    digits = clean_nip(saringan.cari)
    if digits.isdecimal() and digits:
        return people.filter(nip__contains=digits).order_by(*order, "nama_cari", "pk")
    form = search_form(saringan.cari)
    if not form:
        return people.order_by(*order, "nama_cari", "pk")
    found = people.annotate(mirip=TrigramWordSimilarity(form, "nama_cari"))
    found = found.filter(Q(nama_cari__contains=form) | Q(mirip__gte=SIMILAR))
    return found.order_by(*(order or [F("mirip").desc()]), "nama_cari", "pk")


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


def unit_path(unit: Unit | None) -> list[Unit]:
    """The units from the root down to this one. One query."""
    if unit is None:
        return []
    found = Unit.objects.in_bulk(jalur_ids(unit.jalur))
    return [found[unit_id] for unit_id in jalur_ids(unit.jalur) if unit_id in found]


@dataclass
class UnitRow:
    """A unit with the people of it and all below."""

    id: int
    nama: str
    jenis: str
    jalur: str
    jumlah: int = 0
    sudah: int = 0
    anak: list["UnitRow"] = field(default_factory=list)

    @property
    def belum(self) -> int:
        return self.jumlah - self.sudah


def unit_tree(scope: Scope, at: date, cari: str = "") -> list[UnitRow]:
    """Each perangkat daerah of the scope with the units below it, people counted with everything below. Two queries.

    With `cari` only units whose name contains it stay, and those above them. A scope below a perangkat daerah (one
    school) gives that unit itself.
    """
    units = Unit.objects.filter(scope.q("jalur")).exclude(jenis="instansi").order_by("nama")
    rows = {unit.pk: UnitRow(unit.pk, unit.nama, unit.get_jenis_display(), unit.jalur) for unit in units}
    kinds = {unit.pk: unit.jenis for unit in units}
    _count(rows, scope, at)
    tops: list[UnitRow] = []
    for row in rows.values():
        parent = next((i for i in jalur_ids(row.jalur)[:-1] if i in rows and kinds[i] in JENIS_OPD), None)
        if cari.lower() not in row.nama.lower() and parent is not None:
            continue
        (rows[parent].anak if parent is not None else tops).append(row)
    return [row for row in tops if row.anak or cari.lower() in row.nama.lower()]


def _count(rows: dict[int, UnitRow], scope: Scope, at: date) -> None:
    people = with_status(Pegawai.objects.filter(scope.q("unit__jalur")), at).order_by()
    counted = people.values("unit__jalur").annotate(jumlah=Count("pk"), sudah=Count("pk", filter=Q(has_berlaku=True)))
    for found in counted:
        for unit_id in jalur_ids(found["unit__jalur"] or ""):
            if unit_id in rows:
                rows[unit_id].jumlah += found["jumlah"]
                rows[unit_id].sudah += found["sudah"]
