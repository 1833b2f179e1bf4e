"""What is over its time, kind by kind: the dry run."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from antrean.queries import old_pekerjaan
from asesmen.penugasan.queries.retensi import old_berkas
from laporan.rules.retensi import JENIS, Jenis, limit_of
from pegawai.queries import pengaturan_all
from pegawai.queries.retensi import old_baris_impor, old_koreksi, old_masuk, old_percobaan, old_sesi

# Kind → what is older than a moment, and the field that tells the age.
OLD: dict[str, tuple[Callable[[datetime], QuerySet[Any]], str]] = {
    "pekerjaan": (old_pekerjaan, "created_at"),
    "sesi": (old_sesi, "expire_date"),
    "masuk": (old_masuk, "attempt_time"),
    "percobaan": (old_percobaan, "attempt_time"),
    "impor": (old_baris_impor, "impor__created_at"),
    "koreksi": (old_koreksi, "created_at"),
    "berkas_tugas": (old_berkas, "uploaded_at"),
}


@dataclass(frozen=True)
class BarisRetensi:
    """One kind: how long it is kept, since when it would be deleted now, how many rows that is, the oldest of them."""

    jenis: Jenis
    hari: int
    batas: datetime | None
    jumlah: int
    tertua: datetime | None


def retensi_rows(at: datetime) -> list[BarisRetensi]:
    settings = pengaturan_all()
    return [_row(jenis, int(settings[jenis.setelan]) if jenis.setelan else 0, at) for jenis in JENIS]


def retensi_ditahan() -> bool:
    """Whether the office has stopped all deletion (a dispute, an audit)."""
    return bool(pengaturan_all()["retensi_ditahan"])


def _row(jenis: Jenis, hari: int, at: datetime) -> BarisRetensi:
    batas = limit_of(hari, at) if jenis.setelan else at
    if batas is None:
        return BarisRetensi(jenis, hari, None, 0, None)
    find, field = OLD[jenis.kunci]
    rows = find(batas)
    oldest = rows.order_by(field).values_list(field, flat=True).first()
    return BarisRetensi(jenis, hari, batas, rows.count(), oldest)
