"""People as other apps need them: one frozen row per person, read set-wise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from pegawai.models import Pegawai, RiwayatNip, Unit
from pegawai.queries.akun import Scope
from pegawai.rules.unit import JENIS_OPD, jalur_ids


@dataclass(frozen=True)
class Orang:
    """One ASN with unit, OPD and jabatan of today. Empty text where the registry has nothing."""

    id: int
    nip: str
    nama: str
    nama_cari: str
    unit_id: int | None
    unit_nama: str
    unit_jalur: str
    opd_nama: str
    jabatan: str
    jabatan_jenis: str
    jenjang: str
    kelompok: str
    golongan: str
    tanggal_lahir: date
    jenis_kelamin: str


@dataclass(frozen=True)
class OpdRow:
    id: int
    nama: str
    jalur: str


def opd_list(scope: Scope) -> list[OpdRow]:
    """The perangkat daerah within a scope, by name; a scope below an OPD (one school) lists none."""
    units = Unit.objects.filter(scope.q("jalur"), jenis__in=list(JENIS_OPD), digabung_ke=None).order_by("nama")
    return [OpdRow(*row) for row in units.values_list("id", "nama", "jalur")]


def unit_names(scope: Scope) -> list[OpdRow]:
    """Every unit within a scope, by name."""
    units = Unit.objects.filter(scope.q("jalur"), digabung_ke=None).order_by("nama")
    return [OpdRow(*row) for row in units.values_list("id", "nama", "jalur")]


def opd_names() -> dict[int, str]:
    """Every perangkat daerah by id."""
    return dict(Unit.objects.filter(jenis__in=list(JENIS_OPD)).values_list("id", "nama"))


def opd_of(jalur: str, names: dict[int, str]) -> str:
    """Name of the perangkat daerah on this path, the one nearest to the root; empty when there is none."""
    return next((names[unit_id] for unit_id in jalur_ids(jalur) if unit_id in names), "")


def orang_many(ids: Iterable[int]) -> dict[int, Orang]:
    """The people with these ids; unknown ids are left out. Two queries."""
    return {orang.id: orang for orang in _rows(Pegawai.objects.filter(pk__in=list(ids)))}


def orang_by_nip(nips: Iterable[str]) -> dict[str, Orang]:
    """The people with these NIP, also former ones; unknown ones are left out. Two queries, two more for former NIP."""
    asked = set(nips)
    found = {orang.nip: orang for orang in _rows(Pegawai.objects.filter(nip__in=asked))}
    former = dict(RiwayatNip.objects.filter(nip__in=asked - found.keys()).values_list("nip", "pegawai_id"))
    holders = orang_many(former.values()) if former else {}
    return found | {nip: holders[pegawai_id] for nip, pegawai_id in former.items()}


def orang_in(scope: Scope, *, kelompok: str = "", unit_jalur: str = "") -> list[Orang]:
    """Everybody within a scope, by name; narrowed to a group and to a unit with all below it."""
    people = Pegawai.objects.filter(scope.q("unit__jalur")).order_by("nama_cari", "id")
    if kelompok:
        people = people.filter(jabatan__kelompok=kelompok)
    if unit_jalur:
        people = people.filter(unit__jalur__startswith=unit_jalur)
    return _rows(people)


def _rows(people: QuerySet[Pegawai]) -> list[Orang]:
    names = opd_names()
    return [_row(pegawai, names) for pegawai in people.select_related("unit", "jabatan")]


def _row(pegawai: Pegawai, names: dict[int, str]) -> Orang:
    unit, jabatan = pegawai.unit, pegawai.jabatan
    return Orang(
        id=pegawai.pk,
        nip=pegawai.nip,
        nama=pegawai.nama_lengkap,
        nama_cari=pegawai.nama_cari,
        unit_id=pegawai.unit_id,
        unit_nama=unit.nama if unit else "",
        unit_jalur=unit.jalur if unit else "",
        opd_nama=opd_of(unit.jalur, names) if unit else "",
        jabatan=jabatan.nama if jabatan else "",
        jabatan_jenis=jabatan.jenis if jabatan else "",
        jenjang=jabatan.jenjang if jabatan else "",
        kelompok=jabatan.kelompok if jabatan else "",
        golongan=pegawai.golongan,
        tanggal_lahir=pegawai.tanggal_lahir,
        jenis_kelamin=pegawai.jenis_kelamin,
    )
