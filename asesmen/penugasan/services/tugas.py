"""Loading tasks with their rubrics."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from asesmen.kompetensi.queries import kompetensi_rows
from asesmen.penugasan.models import KriteriaRubrik, NilaiKriteria, Tugas
from asesmen.penugasan.rules.berkas import persyaratan_from
from pegawai.rules.muatan import LoadResult
from pegawai.services import record_jejak

Row = Mapping[str, Any]


class TugasInUse(ValidationError):
    def __init__(self, kode: str) -> None:
        super().__init__(
            f"Rubrik tugas {kode} sudah dipakai menilai dan tidak dapat diubah. "
            "Muat perubahan sebagai tugas berkode baru.",
            code="tugas_in_use",
        )


@transaction.atomic
def load_tugas(*, rows: Iterable[Row], at: datetime) -> LoadResult:
    """Create or update tasks from rows as in contoh/konten/penugasan.json; the same rows twice change nothing.

    Raises TugasInUse, ValueError for a requirement or competency nobody could fulfil.
    """
    kompetensi = {k.kode: k.id for k in kompetensi_rows()}
    outcomes = [_load(row, kompetensi) for row in rows]
    result = LoadResult.of(outcomes)
    if result.created or result.updated:
        record_jejak(
            tindakan="tugas.muat",
            ringkas=f"Tugas dimuat: {result.created} baru, {result.updated} berubah",
            objek="tugas",
            at=at,
        )
    return result


def _load(row: Row, kompetensi: Mapping[str, int]) -> str:
    persyaratan_from(row["berkas"])
    if sum(r["bobot"] for r in row["rubrik"]) != 100:
        raise ValueError(f"{row['kode']}: jumlah bobot rubrik bukan 100")
    unknown = {r["kompetensi"] for r in row["rubrik"]} - set(kompetensi)
    if unknown:
        raise ValueError(f"{row['kode']}: kompetensi {', '.join(sorted(unknown))} tidak ada di kamus")
    stored = Tugas.objects.filter(kode=row["kode"]).first()
    fields, rubrik = _fields(row), _rubrik(row, kompetensi)
    if stored is None:
        _write_rubrik(Tugas.objects.create(kode=row["kode"], **fields), rubrik)
        return "created"
    return _update(stored, fields, rubrik)


def _fields(row: Row) -> dict[str, Any]:
    names = ("judul", "sasaran", "durasi_hari", "skenario", "instruksi", "berkas")
    return {name: row[name] for name in names}


def _rubrik(row: Row, kompetensi: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "nama": r["kriteria"],
            "kompetensi_id": kompetensi[r["kompetensi"]],
            "bobot": r["bobot"],
            "deskriptor": dict(r["deskriptor"]),
        }
        for r in row["rubrik"]
    ]


def _update(tugas: Tugas, fields: dict[str, Any], rubrik: list[dict[str, Any]]) -> str:
    names = ("nama", "kompetensi_id", "bobot", "deskriptor")
    before = list(tugas.kriteria.order_by("urut").values(*names))
    same_fields = all(getattr(tugas, name) == value for name, value in fields.items())
    if same_fields and before == rubrik:
        return "unchanged"
    if before != rubrik:
        if NilaiKriteria.objects.filter(kriteria__tugas=tugas).exists():
            raise TugasInUse(tugas.kode)
        tugas.kriteria.all().delete()
        _write_rubrik(tugas, rubrik)
    Tugas.objects.filter(pk=tugas.pk).update(**fields)
    return "updated"


def _write_rubrik(tugas: Tugas, rubrik: list[dict[str, Any]]) -> None:
    KriteriaRubrik.objects.bulk_create(KriteriaRubrik(tugas=tugas, urut=n, **r) for n, r in enumerate(rubrik, 1))
