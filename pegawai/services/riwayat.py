"""Assessment history: written downwards when a result is published, taken away when that is undone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from pegawai.models import RiwayatAsesmen


@dataclass(frozen=True)
class RiwayatBaru:
    """One finished assessment to write. `level` maps competency code to a decimal as text."""

    pegawai_id: int
    tanggal: date
    berlaku_sampai: date
    penyelenggara: str
    tujuan: str = "pemetaan"
    is_internal: bool = False
    is_terakreditasi: bool | None = None
    kategori: str = ""
    jpm: Decimal | None = None
    level: dict[str, str] = field(default_factory=dict)
    hasil_id: int | None = None
    impor_id: int | None = None


KEY = ["pegawai", "tanggal", "tujuan", "penyelenggara"]
WRITTEN = ["berlaku_sampai", "is_internal", "is_terakreditasi", "kategori", "jpm", "level", "hasil_id", "impor"]


@transaction.atomic
def write_riwayat(rows: Sequence[RiwayatBaru], at: datetime) -> int:
    """Write these rows set-wise and return how many there are.

    A row with the same person, day, purpose and organiser is replaced, so that publishing twice leaves one row.
    """
    objects = [RiwayatAsesmen(created_at=at, **vars(row)) for row in rows]
    RiwayatAsesmen.objects.bulk_create(
        objects, batch_size=1000, update_conflicts=True, unique_fields=KEY, update_fields=WRITTEN
    )
    return len(objects)


@transaction.atomic
def remove_riwayat(hasil_ids: Iterable[int]) -> int:
    """Remove the rows that these results wrote and return how many there were."""
    deleted, _ = RiwayatAsesmen.objects.filter(hasil_id__in=list(hasil_ids)).delete()
    return deleted
