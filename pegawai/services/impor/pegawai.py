"""Rosters: compare with the registry, apply set-wise."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.utils import timezone

from pegawai.models import BarisImpor, Impor, Pegawai, RiwayatPegawai
from pegawai.rules.kolom import PEGAWAI, Pemetaan
from pegawai.rules.masalah import BarisDibaca
from pegawai.rules.nama import search_form
from pegawai.rules.pegawai_baris import NEEDED, read_rows
from pegawai.rules.pilihan_kolom import PilihanKolom
from pegawai.services.impor.kembali import WRITTEN, withdraw
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
from pegawai.services.impor.pohon import make_units
from pegawai.services.impor.potret import snapshot
from pegawai.services.impor.registri import TEXTS, Registri, as_usul
from pegawai.services.riwayat_pegawai import (
    FaktaBaru,
    begin_riwayat,
    record_nip,
    record_riwayat,
)
from pegawai.services.unit import hold_units

__all__ = ["apply", "check", "compare_again", "keep_rows", "withdraw"]

BATCH = 1000
Fakta = RiwayatPegawai.Fakta


def check(
    path: Path, nama: str, today: date, lapor: Lapor = silent, pilihan: PilihanKolom | None = None
) -> Pemeriksaan:
    """Read a roster and say what it would change. Raises ImporUnreadable."""
    lapor(0, 0, "Membaca berkas")
    sheet, peta, others = open_table(path, nama, PEGAWAI, NEEDED, "pegawai", pilihan)
    read = read_rows(sheet.rows, peta, today)
    lapor(0, len(read), "Membandingkan dengan daftar pegawai")
    registry = Registri([baris.data for baris in read if not baris.is_refused])
    rows = []
    for done, baris in enumerate(read, 1):
        if done % 500 == 0:
            lapor(done, len(read), "Membandingkan dengan daftar pegawai")
        rows.append(_judged(baris, registry, peta))
    return Pemeriksaan(rows, summarise(sheet, peta, others, rows) | registry.would_make(rows))


def _judged(baris: BarisDibaca, registry: Registri, peta: Pemetaan) -> BarisCalon:
    if not baris.is_refused:
        registry.check(baris, peta.judul["nip"])
    if baris.is_refused:
        return as_calon(baris)
    if doubt := registry.place(baris.data)[1]:
        baris.warn(peta.judul.get("unit", "unit"), "unit_unknown", doubt)
    keadaan, perubahan = registry.compare(baris.data)
    if keadaan == Keadaan.USULAN:
        baris.data["usul"] = as_usul(registry.proposals(baris.data))
    return as_calon(baris, keadaan, perubahan)


# ---------- Apply ----------


@dataclass
class Terapan:
    """What an application did, for the summary and for taking it back; `undecided` rows were left out."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    undecided: int = 0
    unit_ids: tuple[int, ...] = ()
    jabatan_ids: tuple[int, ...] = ()


def apply(impor: Impor, at: datetime, lapor: Lapor = silent) -> Terapan:
    """Write the staged rows. They are compared again: the registry may have changed since the preview."""
    rows = list(impor.baris.exclude(keadaan=Keadaan.DITOLAK).order_by("nomor"))
    lapor(0, len(rows), "Membandingkan lagi dengan daftar pegawai")
    hold_units(wait=True)
    registry = Registri([row.data for row in rows])
    moved = compare_again(rows, registry.compare)
    for row in rows:
        if row.keadaan == Keadaan.USULAN:
            row.data["usul"] = as_usul(registry.proposals(row.data))
    keep_rows(moved)
    changed = [row for row in rows if row.keadaan in {Keadaan.BARU, Keadaan.BERUBAH}]
    places = [place for row in changed if (place := registry.place(row.data)[0])]
    unit_ids = make_units(registry.pohon, places)
    jabatan_ids = registry.jabatan.make([row.data for row in changed])
    lapor(len(rows) // 4, len(rows), "Menyimpan pegawai")
    _write(impor, changed, registry, at)
    lapor(len(rows), len(rows), "Selesai")
    counts = {keadaan: sum(row.keadaan == keadaan for row in rows) for keadaan in Keadaan}
    return Terapan(
        created=counts[Keadaan.BARU],
        updated=counts[Keadaan.BERUBAH],
        unchanged=counts[Keadaan.TETAP],
        undecided=counts[Keadaan.USULAN],
        unit_ids=tuple(unit_ids),
        jabatan_ids=tuple(jabatan_ids),
    )


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
    """Keep how staged rows were judged."""
    distinct = {row.pk: row for row in rows}
    BarisImpor.objects.bulk_update(distinct.values(), ["keadaan", "perubahan", "data"], batch_size=500)


def _write(impor: Impor, rows: Sequence[BarisImpor], registry: Registri, at: datetime) -> None:
    new = [row for row in rows if row.keadaan == Keadaan.BARU]
    people = [_filled(Pegawai(nip=row.data["nip"], created_at=at), row.data, registry, at) for row in new]
    Pegawai.objects.bulk_create(people, batch_size=BATCH)
    _link(impor)
    begin_riwayat(pegawai_ids=[pegawai.pk for pegawai in people], at=at, impor_id=impor.pk)
    _change(impor, [row for row in rows if row.keadaan == Keadaan.BERUBAH], registry, at)


def _link(impor: Impor) -> None:
    """Note on each row whom it is about, in one statement."""
    person = Pegawai.objects.filter(nip=OuterRef("nip")).values("pk")[:1]
    rows = impor.baris.exclude(keadaan=Keadaan.DITOLAK).order_by().annotate(nip=KeyTextTransform("nip", "data"))
    rows.update(sasaran_id=Subquery(person))


def _change(impor: Impor, rows: Sequence[BarisImpor], registry: Registri, at: datetime) -> None:
    """Change the people whom these rows are about; what they were before is kept on the row."""
    hari = timezone.localdate(at)
    pairs = [(row, pegawai) for row in rows if (pegawai := registry.person(row.data))]
    begin_riwayat(pegawai_ids=[pegawai.pk for _, pegawai in pairs], at=at, impor_id=impor.pk)
    for row, pegawai in pairs:
        row.sasaran_id, row.data["lama"] = pegawai.pk, snapshot(pegawai, WRITTEN)
        _filled(pegawai, _only_changes(row), registry, at)
    Pegawai.objects.bulk_update([pegawai for _, pegawai in pairs], WRITTEN, batch_size=500)
    BarisImpor.objects.bulk_update([row for row, _ in pairs], ["data", "sasaran_id"], batch_size=500)
    former = {pegawai.pk: row.data["lama"]["nip"] for row, pegawai in pairs if "nip" in row.perubahan}
    record_nip(former=former, hari=hari, at=at, impor_id=impor.pk)
    facts = [fact for row, pegawai in pairs for fact in _facts(row, pegawai)]
    record_riwayat(rows=facts, hari=hari, at=at, impor_id=impor.pk)


def _facts(row: BarisImpor, pegawai: Pegawai) -> list[FaktaBaru]:
    """The changed facts that have a history."""
    found = []
    for fakta in (fakta for fakta in Fakta.values if fakta in row.perubahan):
        tmt = row.data.get(f"tmt_{fakta}")
        found.append(
            FaktaBaru(
                pegawai_id=pegawai.pk,
                fakta=fakta,
                nama=row.perubahan[fakta][1],
                unit_id=pegawai.unit_id if fakta == Fakta.UNIT else None,
                jabatan_id=pegawai.jabatan_id if fakta == Fakta.JABATAN else None,
                tmt=date.fromisoformat(tmt) if tmt else None,
            )
        )
    return found


def _only_changes(row: BarisImpor) -> dict[str, Any]:
    kept = {"unit": "", "opd": "", "jabatan": ""} | {name: row.data[name] for name in row.perubahan}
    return kept | ({"opd": row.data["opd"]} if "unit" in row.perubahan else {})


def _filled(pegawai: Pegawai, data: dict[str, Any], registry: Registri, at: datetime) -> Pegawai:
    for name in ("nip", *TEXTS):
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
