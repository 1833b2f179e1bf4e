"""Loading the training catalogue and the clinic topics; the same rows twice change nothing."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import models, transaction

from asesmen.kompetensi.queries import kompetensi_ids
from pegawai.rules.muatan import LoadResult
from pegawai.services import record_by
from pengembangan.models import ProgramDiklat, TopikKlinik

Row = Mapping[str, Any]
PROGRAM = ("nama", "jenis", "bentuk", "jp", "dari_level", "ke_level", "sasaran", "deskripsi")
TOPIK = ("judul", "dari_level", "ke_level", "sasaran", "durasi_menit", "jp", "kuota")
RINCIAN = ("prasyarat", "perangkat", "tujuan", "materi", "praktik", "cek_awal", "cek_akhir")


@transaction.atomic
def load_katalog(*, rows: Iterable[Row], at: datetime) -> LoadResult:
    """Create or update programmes from rows as in contoh/konten/diklat.json. ValueError for an unknown competency."""
    return _load(ProgramDiklat, [(r, {name: r[name] for name in PROGRAM}) for r in rows], "katalog.muat", at)


@transaction.atomic
def load_klinik(*, rows: Iterable[Row], at: datetime) -> LoadResult:
    """Create or update topics from rows as in contoh/konten/coaching.json. ValueError for an unknown competency."""
    prepared = [
        (r, {name: r[name] for name in TOPIK} | {"rincian": {name: r[name] for name in RINCIAN if name in r}})
        for r in rows
    ]
    return _load(TopikKlinik, prepared, "klinik.muat", at)


def _load(model: type[models.Model], rows: list[tuple[Row, dict[str, Any]]], tindakan: str, at: datetime) -> LoadResult:
    known = kompetensi_ids()
    outcomes = [_load_one(model, row, fields, known) for row, fields in rows]
    result = LoadResult.of(outcomes)
    if result.created or result.updated:
        ringkas = f"{result.created} baru, {result.updated} berubah"
        record_by(tindakan, "katalog", ringkas, akun_id=None, at=at)
    return result


def _load_one(model: type[models.Model], row: Row, fields: dict[str, Any], known: Mapping[str, int]) -> str:
    unknown = set(row["kompetensi"]) - set(known)
    if unknown:
        raise ValueError(f"{row['kode']}: kompetensi {', '.join(sorted(unknown))} tidak ada di kamus")
    wanted = {known[kode] for kode in row["kompetensi"]}
    manager = model._default_manager
    stored = manager.filter(kode=row["kode"]).first()
    if stored is None:
        manager.create(kode=row["kode"], **fields).kompetensi.set(wanted)  # type: ignore[attr-defined]
        return "created"
    covered = set(stored.kompetensi.values_list("pk", flat=True))  # type: ignore[attr-defined]
    if covered == wanted and all(getattr(stored, name) == value for name, value in fields.items()):
        return "unchanged"
    manager.filter(pk=stored.pk).update(**fields)
    stored.kompetensi.set(wanted)  # type: ignore[attr-defined]
    return "updated"
