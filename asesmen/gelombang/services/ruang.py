"""Rooms and the daily pattern of sessions, as an office keeps them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from asesmen.gelombang.models import PolaSesi, Ruang, RuangSesi
from asesmen.gelombang.rules import Pola
from pegawai.services import record_by


class RuangInUse(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Ruang ini dipakai dalam sebuah sesi, sehingga tidak dapat dihapus. Hapus sesinya lebih dulu.",
            code="ruang_in_use",
        )


@transaction.atomic
def save_ruang(
    *, rows: Sequence[dict[str, Any]], akun_id: int | None, at: datetime, ruang_id: int | None = None
) -> dict[str, int]:
    """Create or update rooms by their kode (`ruang_id`: this room, whose kode may change).

    Returns how many were created (baru), updated (berubah), unchanged (tetap).

    A row: kode, nama, tempat, kecamatan, jumlah_kursi, kapasitas, is_akses_kursi_roda.
    """
    counts = {"baru": 0, "berubah": 0, "tetap": 0}
    for row in rows:
        which = {"pk": ruang_id} if ruang_id else {"kode": row["kode"]}
        ruang = Ruang.objects.select_for_update().filter(**which).first()
        if ruang is None:
            Ruang.objects.create(**row)
            counts["baru"] += 1
            continue
        changed = [name for name, value in row.items() if getattr(ruang, name) != value]
        for name in changed:
            setattr(ruang, name, row[name])
        if changed:
            ruang.save(update_fields=changed)
        counts["berubah" if changed else "tetap"] += 1
    ringkas = "Ruang disimpan: {baru} baru, {berubah} diubah, {tetap} tetap".format(**counts)
    record_by("ruang.simpan", "", ringkas, akun_id=akun_id, at=at, data={"kode": [r["kode"] for r in rows]})
    return counts


@transaction.atomic
def save_pola(*, pola: Sequence[Pola], akun_id: int | None, at: datetime) -> int:
    """Replace the daily pattern of sessions. Sessions that exist already keep their times."""
    PolaSesi.objects.all().delete()
    PolaSesi.objects.bulk_create(
        PolaSesi(nomor=p.nomor, mulai=p.mulai, selesai=p.selesai, jumat_mulai=p.jumat_mulai, is_jumat=p.is_jumat)
        for p in pola
    )
    record_by("pola_sesi.simpan", "", f"Pola harian {len(pola)} sesi disimpan", akun_id=akun_id, at=at)
    return len(pola)


@transaction.atomic
def remove_ruang(*, ruang_id: int, alasan: str, akun_id: int | None, at: datetime) -> None:
    """Raises RuangInUse."""
    ruang = Ruang.objects.select_for_update().get(pk=ruang_id)
    if RuangSesi.objects.filter(ruang=ruang).exists():
        raise RuangInUse
    ruang.delete()
    record_by("ruang.hapus", f"ruang:{ruang_id}", f"Ruang {ruang.kode} dihapus", akun_id=akun_id, at=at, alasan=alasan)
