"""Changing settings and signatories: a new row each time, the old ones are the history."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from pegawai.models import Akun, Penandatangan, Pengaturan
from pegawai.queries.pengaturan import pengaturan
from pegawai.rules.pengaturan import DEFINISI, DOKUMEN, PengaturanInvalid, clean_nilai, nilai_text
from pegawai.services.jejak import record_jejak


class PengaturanRefused(ValidationError):
    """The written value is none this setting can take."""


@transaction.atomic
def set_pengaturan(*, kunci: str, text: str, alasan: str, akun: Akun | None, at: datetime) -> Pengaturan | None:
    """Let a setting have another value from now on; None when it had that value already. Raises PengaturanRefused."""
    try:
        nilai = clean_nilai(kunci, text)
    except PengaturanInvalid as fault:
        raise PengaturanRefused(str(fault), code=fault.code) from fault
    before = pengaturan(kunci)
    if nilai == before:
        return None
    row = Pengaturan.objects.create(kunci=kunci, nilai=nilai, at=at, akun=akun, alasan=alasan[:300])
    record_jejak(
        tindakan="pengaturan.ubah",
        ringkas=f"Ubah {DEFINISI[kunci].label}: {nilai_text(kunci, before)} → {nilai_text(kunci, nilai)}",
        at=at,
        akun=akun,
        objek=f"pengaturan:{kunci}",
        alasan=alasan,
        sebelum=before,
        sesudah=nilai,
    )
    return row


@transaction.atomic
def add_penandatangan(*, dokumen: str, dari: date, akun: Akun | None, at: datetime, **fields: Any) -> Penandatangan:
    """Name who signs a kind of document from a day on; whoever signed it until then ends the day before."""
    open_rows = Penandatangan.objects.select_for_update().filter(dokumen=dokumen, dari__lt=dari)
    open_rows.exclude(sampai__lt=dari).update(sampai=dari - timedelta(days=1))
    row = Penandatangan.objects.create(dokumen=dokumen, dari=dari, **fields)
    record_jejak(
        tindakan="penandatangan.tetapkan",
        ringkas=f"{DOKUMEN.get(dokumen, dokumen)} ditandatangani {row.nama} ({row.jabatan})",
        at=at,
        akun=akun,
        objek=f"penandatangan:{row.pk}",
        data={"dari": str(dari), "sampai": str(row.sampai or "")},
    )
    return row


@transaction.atomic
def remove_penandatangan(*, penandatangan_id: int, alasan: str, akun: Akun | None, at: datetime) -> None:
    """Take away a signatory who was named by mistake."""
    row = Penandatangan.objects.select_for_update().get(pk=penandatangan_id)
    record_jejak(
        tindakan="penandatangan.hapus",
        ringkas=f"Hapus penanda tangan {row.nama} ({DOKUMEN.get(row.dokumen, row.dokumen)})",
        at=at,
        akun=akun,
        objek=f"penandatangan:{row.pk}",
        alasan=alasan,
    )
    row.delete()
