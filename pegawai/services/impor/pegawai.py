"""Rosters: compare with the registry, apply set-wise, take back."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db.models import OuterRef, ProtectedError, Subquery
from django.db.models.fields.json import KeyTextTransform

from pegawai.models import BarisImpor, Impor, Jabatan, Pegawai
from pegawai.rules.kolom import PEGAWAI
from pegawai.rules.nama import search_form
from pegawai.rules.pegawai_baris import NEEDED, read_rows
from pegawai.rules.pilihan_kolom import PilihanKolom
from pegawai.services.impor.periksa import (
    BarisCalon,
    Keadaan,
    Lapor,
    Pemeriksaan,
    as_calon,
    open_table,
    silent,
    summarise,
)
from pegawai.services.impor.pohon import DaftarJabatan, Pohon, Tempat, make_units, remove_unused_units
from pegawai.services.impor.tahap import ImporNotWithdrawable

TEXTS = ("nama", "gelar_depan", "gelar_belakang", "golongan", "kedudukan_hukum", "jenis_kelamin", "status_asn")
WRITTEN = [*TEXTS, "nama_cari", "tanggal_lahir", "unit", "jabatan", "updated_at"]
BATCH = 1000


def check(
    path: Path, nama: str, today: date, lapor: Lapor = silent, pilihan: PilihanKolom | None = None
) -> Pemeriksaan:
    """Read a roster and say what it would change. Raises ImporUnreadable."""
    lapor(0, 0, "Membaca berkas")
    sheet, peta, others = open_table(path, nama, PEGAWAI, NEEDED, "pegawai", pilihan)
    read = read_rows(sheet.rows, peta, today)
    lapor(0, len(read), "Membandingkan dengan daftar pegawai")
    registry = Registri([baris.data["nip"] for baris in read if not baris.is_refused])
    rows = []
    for done, baris in enumerate(read, 1):
        if done % 500 == 0:
            lapor(done, len(read), "Membandingkan dengan daftar pegawai")
        doubt = "" if baris.is_refused else registry.place(baris.data)[1]
        if doubt:
            baris.warn(peta.judul.get("unit", "unit"), "unit_unknown", doubt)
        keadaan, perubahan = ("", {}) if baris.is_refused else registry.compare(baris.data)
        rows.append(as_calon(baris, keadaan, perubahan))
    return Pemeriksaan(rows, summarise(sheet, peta, others, rows) | registry.would_make(rows))


class Registri:
    """The registry's side of a comparison: the people with these NIP, all units and all jabatan. Three queries."""

    def __init__(self, nips: Sequence[str]) -> None:
        self.people = {pegawai.nip: pegawai for pegawai in Pegawai.objects.filter(nip__in=nips)}
        self.pohon = Pohon()
        self.jabatan = DaftarJabatan()

    def place(self, data: dict[str, Any]) -> tuple[Tempat | None, str]:
        place = self.pohon.find(data["unit"], data["opd"])
        return (None, place.doubt) if place and place.doubt else (place, "")

    def compare(self, data: dict[str, Any]) -> tuple[str, dict[str, list[str]]]:
        """Say whether a row is new, changes somebody or nothing, and what: field → [old, new], as people read it."""
        pegawai = self.people.get(data["nip"])
        if pegawai is None:
            return Keadaan.BARU, {}
        changes = {name: [old, new] for name, old, new in self._simple(pegawai, data) if new and old != new}
        changes |= self._unit(pegawai, data) | self._jabatan(pegawai, data)
        return (Keadaan.BERUBAH if changes else Keadaan.TETAP), changes

    def _simple(self, pegawai: Pegawai, data: dict[str, Any]) -> list[tuple[str, str, str]]:
        stated = [name for name in (*TEXTS, "tanggal_lahir") if name not in data.get("dari_nip", [])]
        pairs = [(name, str(getattr(pegawai, name)), data[name]) for name in stated]
        # Another spelling of the same name (capitals, titles) is no change.
        same_name = search_form(data["nama"]) == pegawai.nama_cari
        return [pair for pair in pairs if not (pair[0] == "nama" and same_name)]

    def _unit(self, pegawai: Pegawai, data: dict[str, Any]) -> dict[str, list[str]]:
        place, _ = self.place(data)
        if place is None or (place.unit_id and place.unit_id == pegawai.unit_id):
            return {}
        return {"unit": [self.pohon.name_of(pegawai.unit_id), place.nama or place.opd]}

    def _jabatan(self, pegawai: Pegawai, data: dict[str, Any]) -> dict[str, list[str]]:
        found = self.jabatan.find(data["jabatan"])
        if not data["jabatan"] or (found and found.pk == pegawai.jabatan_id):
            return {}
        return {"jabatan": [self.jabatan.names.get(pegawai.jabatan_id or 0, ""), data["jabatan"]]}

    def would_make(self, rows: Sequence[BarisCalon]) -> dict[str, int]:
        """How many units and jabatan applying these rows would add."""
        good = [calon.data for calon in rows if calon.keadaan != Keadaan.DITOLAK]
        places = {place for data in good if (place := self.place(data)[0]) and place.unit_id is None}
        jabatan = {data["jabatan"].lower() for data in good if data["jabatan"]}
        return {
            "unit_baru": len({(place.opd.lower(), place.nama.lower()) for place in places}),
            "jabatan_baru": len(jabatan - self.jabatan.by_name.keys()),
        }


# ---------- Apply ----------


@dataclass
class Terapan:
    """What an application did, for the summary and for taking it back."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    unit_ids: tuple[int, ...] = ()
    jabatan_ids: tuple[int, ...] = ()


def apply(impor: Impor, at: datetime, lapor: Lapor = silent) -> Terapan:
    """Write the staged rows. They are compared again: the registry may have changed since the preview."""
    rows = list(impor.baris.exclude(keadaan=Keadaan.DITOLAK).order_by("nomor"))
    lapor(0, len(rows), "Membandingkan lagi dengan daftar pegawai")
    registry = Registri([row.data["nip"] for row in rows])
    moved = compare_again(rows, registry.compare)
    changed = [row for row in rows if row.keadaan != Keadaan.TETAP]
    places = [place for row in changed if (place := registry.place(row.data)[0])]
    unit_ids = make_units(registry.pohon, places)
    jabatan_ids = registry.jabatan.make([row.data for row in changed])
    lapor(len(rows) // 3, len(rows), "Menyimpan pegawai")
    _write(changed, registry, at)
    lapor(2 * len(rows) // 3, len(rows), "Mencatat perubahan tiap baris")
    keep_rows([*moved, *(row for row in changed if row.keadaan == Keadaan.BERUBAH)])
    _link(impor)
    lapor(len(rows), len(rows), "Selesai")
    created = sum(row.keadaan == Keadaan.BARU for row in changed)
    return Terapan(created, len(changed) - created, len(rows) - len(changed), tuple(unit_ids), tuple(jabatan_ids))


def compare_again(rows: Sequence[BarisImpor], compare: Callable[[dict[str, Any]], Any]) -> list[BarisImpor]:
    """Judge staged rows anew, in place, and return those that are judged differently now."""
    moved = []
    for row in rows:
        before = row.keadaan, row.perubahan
        row.keadaan, row.perubahan = compare(row.data)
        if (row.keadaan, row.perubahan) != before:
            moved.append(row)
    return moved


def keep_rows(rows: Iterable[BarisImpor]) -> None:
    distinct = {row.pk: row for row in rows}
    BarisImpor.objects.bulk_update(distinct.values(), ["keadaan", "perubahan", "data"], batch_size=500)


def _link(impor: Impor) -> None:
    """Note on each row whom it is about, in one statement."""
    person = Pegawai.objects.filter(nip=OuterRef("nip")).values("pk")[:1]
    rows = impor.baris.exclude(keadaan=Keadaan.DITOLAK).order_by().annotate(nip=KeyTextTransform("nip", "data"))
    rows.update(sasaran_id=Subquery(person))


def _write(rows: Sequence[BarisImpor], registry: Registri, at: datetime) -> None:
    new, old = [], []
    for row in rows:
        if row.keadaan == Keadaan.BARU:
            new.append(_filled(Pegawai(nip=row.data["nip"], created_at=at), row.data, registry, at))
        else:
            pegawai = registry.people[row.data["nip"]]
            row.data["lama"] = {"unit_id": pegawai.unit_id, "jabatan_id": pegawai.jabatan_id}
            old.append(_filled(pegawai, _only_changes(row), registry, at))
    Pegawai.objects.bulk_create(new, batch_size=BATCH)
    Pegawai.objects.bulk_update(old, WRITTEN, batch_size=500)


def _only_changes(row: BarisImpor) -> dict[str, Any]:
    kept = {"unit": "", "opd": "", "jabatan": ""} | {name: row.data[name] for name in row.perubahan}
    return kept | ({"opd": row.data["opd"]} if "unit" in row.perubahan else {})


def _filled(pegawai: Pegawai, data: dict[str, Any], registry: Registri, at: datetime) -> Pegawai:
    for name in TEXTS:
        if name in data:
            setattr(pegawai, name, data[name])
    if "nama" in data:
        pegawai.nama_cari = search_form(data["nama"])
    if "tanggal_lahir" in data:
        pegawai.tanggal_lahir = date.fromisoformat(data["tanggal_lahir"])
    place, _ = registry.place(data)
    if place:
        pegawai.unit_id = place.unit_id
    jabatan = registry.jabatan.find(data["jabatan"])
    if jabatan:
        pegawai.jabatan_id = jabatan.pk
    pegawai.updated_at = at
    return pegawai


# ---------- Take back ----------


def withdraw(impor: Impor, at: datetime) -> dict[str, int]:
    """Take away whom the import created and give the changed ones their old facts back. Raises ImporNotWithdrawable."""
    assert impor.applied_at is not None
    rows = list(impor.baris.filter(keadaan__in=[Keadaan.BARU, Keadaan.BERUBAH]))
    people = Pegawai.objects.in_bulk([row.sasaran_id for row in rows])
    newer = [p for p in people.values() if p.updated_at != impor.applied_at]
    if newer or len(people) != len(rows):
        count = len(newer) + len(rows) - len(people)
        raise ImporNotWithdrawable(f"{count} pegawai sudah diubah lagi setelah impor ini.")
    changed = [_restored(people[row.sasaran_id], row, at) for row in rows if row.keadaan == Keadaan.BERUBAH]
    Pegawai.objects.bulk_update(changed, WRITTEN, batch_size=500)
    created = [row.sasaran_id for row in rows if row.keadaan == Keadaan.BARU and row.sasaran_id]
    _delete(created)
    remove_unused_units(impor.ringkasan.get("unit_ids", []))
    _remove_unused_jabatan(impor.ringkasan.get("jabatan_ids", []))
    return {"removed": len(created), "restored": len(changed)}


def _delete(ids: Sequence[int]) -> None:
    try:
        Pegawai.objects.filter(pk__in=ids).delete()
    except ProtectedError as refusal:
        holders = {obj.pegawai_id for obj in refusal.protected_objects if hasattr(obj, "pegawai_id")}
        raise ImporNotWithdrawable(
            f"{len(holders)} pegawai dari impor ini sudah dipakai: punya riwayat asesmen, gelombang, atau akun."
        ) from refusal


def _restored(pegawai: Pegawai, row: BarisImpor, at: datetime) -> Pegawai:
    old = {name: pair[0] for name, pair in row.perubahan.items()}
    for name in TEXTS:
        if name in old:
            setattr(pegawai, name, old[name])
    if "nama" in old:
        pegawai.nama_cari = search_form(old["nama"])
    if "tanggal_lahir" in old:
        pegawai.tanggal_lahir = date.fromisoformat(old["tanggal_lahir"])
    pegawai.unit_id, pegawai.jabatan_id = row.data["lama"]["unit_id"], row.data["lama"]["jabatan_id"]
    pegawai.updated_at = at
    return pegawai


def _remove_unused_jabatan(ids: Sequence[int]) -> None:
    used = Pegawai.objects.filter(jabatan_id__in=ids).values_list("jabatan_id", flat=True)
    Jabatan.objects.filter(pk__in=ids).exclude(pk__in=list(used)).delete()
