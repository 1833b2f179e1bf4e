"""History of unit, jabatan, golongan and NIP: written in the transaction that changes the facts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from pegawai.models import RiwayatNip, RiwayatPegawai

BATCH = 2000
# Whom an import made begins on the day that it states (TMT), if that is past; others on the day they came.
BEGIN = """
INSERT INTO pegawai_riwayatpegawai (pegawai_id, fakta, nama, unit_id, jabatan_id, dari, impor_id, created_at)
SELECT p.id, fakta.nama,
       CASE fakta.nama WHEN 'unit' THEN coalesce(u.nama, '') WHEN 'jabatan' THEN coalesce(j.nama, '')
                       ELSE p.golongan END,
       CASE fakta.nama WHEN 'unit' THEN p.unit_id END,
       CASE fakta.nama WHEN 'jabatan' THEN p.jabatan_id END,
       least((b.data ->> ('tmt_' || fakta.nama))::date, (p.created_at AT TIME ZONE %(zona)s)::date),
       %(impor)s, %(at)s
FROM pegawai_pegawai p
CROSS JOIN (VALUES ('unit'), ('jabatan'), ('golongan')) AS fakta (nama)
LEFT JOIN pegawai_unit u ON u.id = p.unit_id
LEFT JOIN pegawai_jabatan j ON j.id = p.jabatan_id
LEFT JOIN pegawai_barisimpor b ON b.impor_id = %(impor)s AND b.sasaran_id = p.id AND b.keadaan = 'baru'
WHERE p.id = ANY(%(ids)s)
  AND NOT EXISTS (SELECT 1 FROM pegawai_riwayatpegawai r WHERE r.pegawai_id = p.id AND r.fakta = fakta.nama)
"""


@dataclass(frozen=True)
class FaktaBaru:
    """A fact that somebody has from now on. `tmt` is the beginning as the source states it."""

    pegawai_id: int
    fakta: str
    nama: str
    unit_id: int | None = None
    jabatan_id: int | None = None
    tmt: date | None = None


@transaction.atomic
def begin_riwayat(*, pegawai_ids: Sequence[int], at: datetime, impor_id: int | None = None) -> None:
    """Note what these people are, where nothing is noted yet: after they were made, or before their facts change."""
    zone = timezone.get_current_timezone_name()
    values: dict[str, Any] = {"ids": list(pegawai_ids), "at": at, "impor": impor_id, "zona": zone}
    with connection.cursor() as cursor:
        cursor.execute(BEGIN, values)


@transaction.atomic
def record_riwayat(*, rows: Sequence[FaktaBaru], hari: date, at: datetime, impor_id: int | None = None) -> int:
    """Note changed facts as beginning on `hari`, or on their TMT where that is later than what is known before it."""
    known = _newest({row.pegawai_id for row in rows if row.tmt})
    found = [
        RiwayatPegawai(
            pegawai_id=row.pegawai_id,
            fakta=row.fakta,
            nama=row.nama,
            unit_id=row.unit_id,
            jabatan_id=row.jabatan_id,
            dari=_beginning(row, known, hari),
            impor_id=impor_id,
            created_at=at,
        )
        for row in rows
    ]
    RiwayatPegawai.objects.bulk_create(found, batch_size=BATCH)
    return len(found)


def _newest(pegawai_ids: Iterable[int]) -> dict[tuple[int, str], date]:
    rows = RiwayatPegawai.objects.filter(pegawai_id__in=list(pegawai_ids)).order_by()
    found = rows.values_list("pegawai_id", "fakta").annotate(Max("dari"))
    return {(pegawai_id, fakta): dari for pegawai_id, fakta, dari in found}


def _beginning(row: FaktaBaru, known: dict[tuple[int, str], date], hari: date) -> date:
    earlier = known.get((row.pegawai_id, row.fakta), date.min)
    return row.tmt if row.tmt and earlier < row.tmt <= hari else hari


@transaction.atomic
def record_nip(*, former: dict[int, str], hari: date, at: datetime, impor_id: int | None = None) -> None:
    """Keep the NIP that these people had until this day: id → former NIP."""
    RiwayatNip.objects.bulk_create(
        RiwayatNip(pegawai_id=pegawai_id, nip=nip, sampai=hari, impor_id=impor_id, created_at=at)
        for pegawai_id, nip in former.items()
    )


@transaction.atomic
def remove_riwayat_of_impor(impor_id: int) -> None:
    """Forget what an import noted."""
    RiwayatPegawai.objects.filter(impor_id=impor_id).delete()
    RiwayatNip.objects.filter(impor_id=impor_id).delete()
