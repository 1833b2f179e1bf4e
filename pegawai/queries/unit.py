"""The tree of units: how many work where, one unit with its past, and which unit an old name means today."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from pegawai.models import Pegawai, PemberianPeran, PerubahanUnit, Unit
from pegawai.queries.akun import Scope, in_force
from pegawai.queries.cakupan import with_status
from pegawai.rules.pohon_unit import ancestors, current_unit
from pegawai.rules.unit import JENIS_OPD, jalur_ids


def unit_path(unit: Unit | None) -> list[Unit]:
    """The units from the root down to this one. One query."""
    if unit is None:
        return []
    found = Unit.objects.in_bulk(jalur_ids(unit.jalur))
    return [found[unit_id] for unit_id in jalur_ids(unit.jalur) if unit_id in found]


@dataclass
class UnitRow:
    """A unit with the people of it and all below; `tingkat` is how far it stands below its perangkat daerah."""

    id: int
    nama: str
    jenis: str
    jalur: str
    jumlah: int = 0
    sudah: int = 0
    tingkat: int = 1
    anak: list["UnitRow"] = field(default_factory=list)

    @property
    def belum(self) -> int:
        return self.jumlah - self.sudah


def unit_tree(scope: Scope, at: date, cari: str = "") -> list[UnitRow]:
    """Each perangkat daerah of the scope with the units below it, people counted with everything below. Two queries.

    With `cari` only units whose name contains it stay, and those above them. A scope below a perangkat daerah (one
    school) gives that unit itself.
    """
    units = Unit.objects.filter(scope.q("jalur"), digabung_ke=None).exclude(jenis="instansi").order_by("nama")
    rows = {unit.pk: UnitRow(unit.pk, unit.nama, unit.get_jenis_display(), unit.jalur) for unit in units}
    kinds = {unit.pk: unit.jenis for unit in units}
    _count(rows, scope, at)
    tops: list[UnitRow] = []
    for row in rows.values():
        parent = next((i for i in jalur_ids(row.jalur)[:-1] if i in rows and kinds[i] in JENIS_OPD), None)
        if cari.lower() not in row.nama.lower() and parent is not None:
            continue
        (rows[parent].anak if parent is not None else tops).append(row)
    for top in tops:
        _put_in_order(top, rows)
    return [row for row in tops if row.anak or cari.lower() in row.nama.lower()]


def _put_in_order(top: UnitRow, rows: dict[int, UnitRow]) -> None:
    """Each unit right after the one it stands below, beside each other by name."""
    above = len(jalur_ids(top.jalur))
    ways = {row.id: [rows[i].nama for i in jalur_ids(row.jalur)[above:] if i in rows] for row in top.anak}
    for row in top.anak:
        row.tingkat = max(len(ways[row.id]), 1)
    top.anak.sort(key=lambda row: ways[row.id])


def _count(rows: dict[int, UnitRow], scope: Scope, at: date) -> None:
    people = with_status(Pegawai.objects.filter(scope.q("unit__jalur")), at).order_by()
    counted = people.values("unit__jalur").annotate(jumlah=Count("pk"), sudah=Count("pk", filter=Q(has_berlaku=True)))
    for found in counted:
        for unit_id in jalur_ids(found["unit__jalur"] or ""):
            if unit_id in rows:
                rows[unit_id].jumlah += found["jumlah"]
                rows[unit_id].sudah += found["sudah"]


# ---------- One unit ----------


def unit_get(unit_id: int) -> Unit | None:
    return Unit.objects.select_related("induk", "digabung_ke").filter(pk=unit_id).first()


def unit_below(unit: Unit, at: date) -> list[UnitRow]:
    """The units directly below, with their people and those further down, by name. Two queries."""
    scope = Scope(is_all=False, jalur=(unit.jalur,))
    units = Unit.objects.filter(jalur__startswith=unit.jalur, digabung_ke=None).exclude(pk=unit.pk).order_by("nama")
    rows = {row.pk: UnitRow(row.pk, row.nama, row.get_jenis_display(), row.jalur) for row in units}
    _count(rows, scope, at)
    return [row for row in rows.values() if ancestors(row.jalur)[-1] == unit.pk]


def unit_people(unit: Unit) -> tuple[int, int]:
    """How many people work in the unit itself, and with everything below. One query."""
    counted = Pegawai.objects.filter(unit__jalur__startswith=unit.jalur).aggregate(
        own=Count("pk", filter=Q(unit_id=unit.pk)), all=Count("pk")
    )
    return counted["own"], counted["all"]


def names_below(unit_id: int) -> list[str]:
    """Names of everything that stands directly below a unit, merged units included: a name is taken by them too."""
    return list(Unit.objects.filter(induk_id=unit_id).order_by("nama").values_list("nama", flat=True))


def holders_of(unit_id: int, at: date) -> list[str]:
    """Who holds a role for exactly this unit, on that day or later."""
    grants = PemberianPeran.objects.filter(in_force(at) | Q(dari__gt=at), unit_id=unit_id).select_related("akun")
    return sorted({grant.akun.nama for grant in grants})


def perubahan_of(unit_id: int) -> QuerySet[PerubahanUnit]:
    """What was done to a unit and what was merged into it, newest first."""
    rows = PerubahanUnit.objects.filter(Q(unit_id=unit_id) | Q(tujuan_id=unit_id))
    return rows.select_related("unit", "tujuan", "akun")


def perubahan_get(perubahan_id: int) -> PerubahanUnit | None:
    return PerubahanUnit.objects.select_related("unit", "tujuan").filter(pk=perubahan_id).first()


def changed_units(*, made: Iterable[int], former: Iterable[int | None]) -> list[str]:
    """Of the units an import made, those with a standing change; of those people came from, those merged since."""
    standing = PerubahanUnit.objects.filter(undone_at=None)
    touched = standing.filter(Q(unit_id__in=list(made)) | Q(tujuan_id__in=list(made))).values("unit_id")
    came_from = {unit_id for unit_id in former if unit_id}
    found = Unit.objects.filter(Q(pk__in=touched) | (Q(pk__in=came_from) & ~Q(digabung_ke=None)))
    return list(found.order_by("nama").values_list("nama", flat=True))


# ---------- Old names ----------


@dataclass(frozen=True)
class NamaLama:
    """A name that lists may still use: below these units it means `unit_id` today."""

    nama: str
    unit_id: int
    di_bawah: tuple[int, ...]


def merged_units() -> dict[int, int]:
    """Every merged unit with the one it went into."""
    found = Unit.objects.exclude(digabung_ke=None).values_list("pk", "digabung_ke_id")
    return {pk: into for pk, into in found if into is not None}


def old_names() -> list[NamaLama]:
    """Every name that a standing renaming or merging put aside, the newest first. Two queries."""
    merged = merged_units()
    rows = PerubahanUnit.objects.filter(undone_at=None).exclude(dari=F("menjadi")).order_by("-at", "-pk")
    return [
        NamaLama(nama, current_unit(unit_id, merged), tuple(current_unit(i, merged) for i in ancestors(jalur)))
        for nama, unit_id, jalur in rows.values_list("dari", "unit_id", "jalur_lama")
    ]
