"""Where a row's unit belongs in the tree, and which jabatan it names: looked up first, made when applied."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pegawai.models import Jabatan, Unit
from pegawai.queries.jabatan import Penentu
from pegawai.queries.pengaturan import pengaturan
from pegawai.queries.unit import NamaLama, old_names
from pegawai.rules.unit import JENIS_OPD, JenisUnit, jalur_below, jalur_ids, opd_jenis, unit_jenis

_OPD_STARTS = (
    "dinas ",
    "badan ",
    "kecamatan ",
    "sekretariat ",
    "inspektorat",
    "satuan polisi",
    "bappeda",
    "bkpsdm",
    "bp",
)


@dataclass(frozen=True)
class Tempat:
    """A place in the tree. `unit_id` is None while it does not exist; then `opd` and `nama` say what to make."""

    unit_id: int | None
    opd: str
    nama: str
    doubt: str = ""


class Pohon:
    """All units of today, looked up by name, also by the names they had. Three queries."""

    def __init__(self) -> None:
        self.units = {unit.pk: unit for unit in Unit.objects.filter(digabung_ke=None)}
        self.opd: dict[str, Unit] = {}
        self.below: dict[tuple[int, str], Unit] = {}
        self.by_name: dict[str, list[Unit]] = {}
        for unit in self.units.values():
            self.remember(unit)
        for old in old_names():
            self._remember_old(old)

    def _remember_old(self, old: NamaLama) -> None:
        """A name put aside still means its unit, unless another unit bears it today."""
        unit, name = self.units[old.unit_id], old.nama.lower()
        if not self.by_name.get(name):
            self.by_name[name] = [unit]
        if len(old.di_bawah) == 1:
            # It stood right below the instansi: lists name it as the perangkat daerah, whatever took it over.
            self.opd.setdefault(name, unit)
        for ancestor in old.di_bawah:
            self.below.setdefault((ancestor, name), unit)

    @property
    def root(self) -> Unit | None:
        return next((unit for unit in self.units.values() if unit.jenis == JenisUnit.INSTANSI), None)

    def remember(self, unit: Unit) -> None:
        name = unit.nama.lower()
        self.units[unit.pk] = unit
        self.by_name.setdefault(name, []).append(unit)
        if unit.jenis in JENIS_OPD:
            self.opd[name] = unit
        for ancestor in jalur_ids(unit.jalur)[:-1]:
            self.below.setdefault((ancestor, name), unit)

    def find(self, nama: str, opd: str) -> Tempat | None:
        """Where these two names point; None when the row names neither."""
        if opd:
            return self._below_opd(nama if nama.lower() != opd.lower() else "", opd)
        return self._by_name(nama) if nama else None

    def _below_opd(self, nama: str, opd: str) -> Tempat:
        parent = self.opd.get(opd.lower())
        if not nama:
            return Tempat(parent.pk if parent else None, opd, "")
        found = self.below.get((parent.pk, nama.lower())) if parent else None
        return Tempat(found.pk if found else None, opd, nama)

    def _by_name(self, nama: str) -> Tempat:
        found = self.by_name.get(nama.lower(), [])
        if len(found) == 1:
            return Tempat(found[0].pk, "", nama)
        if found:
            return Tempat(
                None, "", "", f"Ada {len(found)} unit bernama “{nama}”; unit pegawai dibiarkan seperti semula."
            )
        if nama.lower().startswith(_OPD_STARTS):
            return Tempat(None, nama, "")
        message = (
            f"“{nama}” tidak ada di daftar unit dan perangkat daerahnya tidak disebut; unit dibiarkan seperti semula."
        )
        return Tempat(None, "", "", message)

    def name_of(self, unit_id: int | None) -> str:
        return self.units[unit_id].nama if unit_id in self.units else ""


def make_units(pohon: Pohon, places: Iterable[Tempat]) -> list[int]:
    """Make the units that are missing and return their ids, the highest first; `pohon` knows them afterwards."""
    missing = [place for place in dict.fromkeys(places) if place.unit_id is None and place.opd]
    made: list[Unit] = []
    root = pohon.root
    if missing and root is None:
        [root] = _create(pohon, [("Pemerintah " + pengaturan("nama_kabupaten"), JenisUnit.INSTANSI, None)])
        made.append(root)
    assert root is not None or not missing
    opds = {place.opd.lower(): place.opd for place in missing if place.opd.lower() not in pohon.opd}
    made += _create(pohon, [(nama, opd_jenis(nama), root) for nama in opds.values()])
    wanted = {(p.opd.lower(), p.nama.lower()): p for p in missing if p.nama}
    made += _create(
        pohon,
        [
            (place.nama, unit_jenis(place.nama), pohon.opd[opd])
            for (opd, nama), place in wanted.items()
            if (pohon.opd[opd].pk, nama) not in pohon.below
        ],
    )
    return [unit.pk for unit in made]


def _create(pohon: Pohon, wanted: list[tuple[str, JenisUnit, Unit | None]]) -> list[Unit]:
    towns = sorted(
        (u.nama.removeprefix("Kecamatan ") for u in pohon.opd.values() if u.jenis == JenisUnit.KECAMATAN), key=len
    )
    units = [Unit(nama=nama, jenis=jenis, induk=induk, kecamatan=_town(nama, towns)) for nama, jenis, induk in wanted]
    Unit.objects.bulk_create(units)
    for unit in units:
        unit.jalur = jalur_below(unit.induk.jalur if unit.induk else "", unit.pk)
        pohon.remember(unit)
    Unit.objects.bulk_update(units, ["jalur"], batch_size=500)
    return units


def _town(nama: str, towns: list[str]) -> str:
    """The kecamatan in a unit's name: "UPT SDN 04 Sungai Pagu" lies in Sungai Pagu. The longest name wins."""
    return next((town for town in reversed(towns) if nama.lower().endswith(town.lower())), "")


class DaftarJabatan:
    """All jabatan by name. One query."""

    def __init__(self) -> None:
        self.by_name = {jabatan.nama.lower(): jabatan for jabatan in Jabatan.objects.all()}
        self.names = {jabatan.pk: jabatan.nama for jabatan in self.by_name.values()}

    def find(self, nama: str) -> Jabatan | None:
        return self.by_name.get(nama.lower()) if nama else None

    def make(self, wanted: Iterable[dict[str, Any]]) -> list[int]:
        """Make the jabatan that are missing, by the office's rules; existing ones stay as they are."""
        missing = {row["jabatan"].lower(): row for row in wanted if row["jabatan"] and not self.find(row["jabatan"])}
        penentu = Penentu() if missing else None
        made = Jabatan.objects.bulk_create(
            Jabatan(
                nama=row["jabatan"], asal=row.get("asal", {}), **penentu.decide(row["jabatan"], row.get("asal")).facts()
            )
            for row in missing.values()
            if penentu
        )
        self.by_name |= {jabatan.nama.lower(): jabatan for jabatan in made}
        self.names |= {jabatan.pk: jabatan.nama for jabatan in made}
        return [jabatan.pk for jabatan in made]
