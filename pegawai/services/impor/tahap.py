"""The stages of any import: opened, staged, applied or discarded, withdrawn. Nothing here knows what is imported."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from pegawai.models import Akun, BarisImpor, Impor
from pegawai.services.impor.periksa import BarisCalon
from pegawai.services.jejak import record_jejak

Status = Impor.Status


class ImporNotStaged(ValidationError):
    def __init__(self, status: str) -> None:
        super().__init__(
            f"Impor ini berstatus “{status}”, bukan pratinjau, jadi tidak dapat diubah lagi. Unggah berkasnya lagi.",
            code="not_staged",
        )


class ImporNotWithdrawable(ValidationError):
    def __init__(self, reason: str) -> None:
        super().__init__(f"Impor ini tidak dapat ditarik kembali. {reason}", code="not_withdrawable")


@transaction.atomic
def open_impor(*, jenis: str, nama: str, isi: bytes, akun: Akun | None, at: datetime) -> Impor:
    """Keep an uploaded file, under a name of our own, until it has been read."""
    impor = Impor(
        jenis=jenis,
        berkas_nama=Path(nama).name[:150],
        sha256=hashlib.sha256(isi).hexdigest(),
        akun=akun,
        created_at=at,
    )
    impor.berkas.save(f"{uuid4().hex}{Path(nama).suffix.lower()[:6]}", ContentFile(isi), save=False)
    impor.save()
    record_jejak(
        tindakan="impor.unggah",
        ringkas=f"Unggah {impor.berkas_nama}",
        at=at,
        akun=akun,
        objek=f"impor:{impor.pk}",
        data={"jenis": jenis, "sha256": impor.sha256},
    )
    return impor


@transaction.atomic
def store_impor(
    *, impor_id: int, baris: Iterable[BarisCalon], ringkasan: dict[str, Any], keep_berkas: bool = False
) -> Impor:
    """Write checked rows beside their file and show them as a preview. Storing again replaces them.

    Only the rows stay: the file, which may hold columns that nobody needs, is deleted. With `keep_berkas` it lives on
    until the preview is applied or discarded, so that an officer may still correct which column is which.
    """
    impor = locked(impor_id, Status.DIBACA)
    impor.baris.all().delete()
    rows = [_row(impor_id, calon) for calon in baris]
    BarisImpor.objects.bulk_create(rows, batch_size=2000)
    impor.ringkasan, impor.status = ringkasan | {"kolom_bermasalah": _troubled(rows)}, Status.PRATINJAU
    if not keep_berkas:
        drop_file(impor)
    impor.save()
    return impor


def _troubled(rows: Iterable[BarisImpor]) -> list[list[Any]]:
    """[column, number of rows with a trouble there], the worst first."""
    counts = Counter(column for row in rows for column in {trouble["column"] for trouble in row.masalah})
    return [[column, count] for column, count in counts.most_common(12)]


def _row(impor_id: int, calon: BarisCalon) -> BarisImpor:
    return BarisImpor(
        impor_id=impor_id,
        nomor=calon.nomor,
        keadaan=calon.keadaan,
        data=calon.data,
        perubahan=calon.perubahan,
        masalah=calon.masalah,
        has_masalah=bool(calon.masalah),
    )


@transaction.atomic
def fail_impor(*, impor_id: int, galat: str) -> Impor:
    """Note that the file cannot be read, and why."""
    impor = locked(impor_id, Status.DIBACA)
    impor.status, impor.galat = Status.GAGAL, galat
    drop_file(impor)
    impor.save()
    return impor


@transaction.atomic
def finish_impor(*, impor_id: int, akun: Akun | None, at: datetime, data: dict[str, Any]) -> Impor:
    """Mark a staged import as applied; called inside the transaction that changed the facts. Raises ImporNotStaged."""
    impor = locked(impor_id, Status.PRATINJAU)
    impor.status, impor.applied_at = Status.DITERAPKAN, at
    impor.ringkasan |= data
    drop_file(impor)
    impor.save()
    # The trail tells how many, the import itself keeps which.
    told = {name: len(value) if isinstance(value, list | tuple) else value for name, value in data.items()}
    _record(impor, "terapkan", f"Simpan {impor.berkas_nama}", akun, at, told)
    return impor


@transaction.atomic
def discard_impor(*, impor_id: int, akun: Akun | None, at: datetime) -> Impor:
    """Throw a staged import away with its rows; nothing else had changed. Raises ImporNotStaged."""
    impor = locked(impor_id, Status.PRATINJAU, Status.PEMETAAN)
    impor.status = Status.DIBUANG
    impor.baris.all().delete()
    drop_file(impor)
    impor.save()
    _record(impor, "buang", f"Buang {impor.berkas_nama}", akun, at, {})
    return impor


@transaction.atomic
def finish_withdrawal(*, impor_id: int, akun: Akun | None, at: datetime, alasan: str, data: dict[str, Any]) -> Impor:
    """Mark an applied import as withdrawn; called inside the transaction that took the facts back."""
    impor = locked(impor_id, Status.DITERAPKAN)
    impor.status = Status.DITARIK
    impor.ringkasan |= data
    impor.save()
    _record(impor, "tarik", f"Tarik kembali {impor.berkas_nama}", akun, at, data, alasan)
    return impor


def locked(impor_id: int, *statuses: Status) -> Impor:
    # Two officers may press at once: the lock makes the second one see what the first one did.
    impor = Impor.objects.select_for_update().get(pk=impor_id)
    if impor.status not in statuses:
        raise ImporNotStaged(impor.get_status_display())
    return impor


def drop_file(impor: Impor) -> None:
    if impor.berkas:
        storage, name = impor.berkas.storage, str(impor.berkas.name)
        transaction.on_commit(lambda: storage.delete(name))
        impor.berkas = ""


def _record(
    impor: Impor, verb: str, ringkas: str, akun: Akun | None, at: datetime, data: dict[str, Any], alasan: str = ""
) -> None:
    record_jejak(
        tindakan=f"impor.{verb}",
        ringkas=ringkas,
        at=at,
        akun=akun,
        objek=f"impor:{impor.pk}",
        alasan=alasan,
        data={"jenis": impor.jenis, "sha256": impor.sha256} | data,
    )
