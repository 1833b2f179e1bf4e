"""The way of a roster or a list of results through its stages, by kind."""

from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from pegawai.models import Akun, Impor
from pegawai.rules.pilihan_kolom import PilihanKolom
from pegawai.services.impor import hasil, pegawai, pemetaan, tahap
from pegawai.services.impor.periksa import ImporUnreadable, Lapor, Pemeriksaan, silent

KINDS: dict[str, Any] = {"pegawai": pegawai, "hasil": hasil}


def check_berkas(*, jenis: str, path: Path, nama: str, today: date) -> Pemeriksaan:
    """Say what a file would change, without keeping anything. Raises ImporUnreadable."""
    return KINDS[jenis].check(path, nama, today)


def stage_impor(*, impor_id: int, at: datetime, lapor: Lapor = silent) -> Impor:
    """Read the file and keep its rows as a preview. Staging what is staged already changes nothing.

    Raises ImporUnreadable, after noting on the import why the file could not be read. With code no_header the file is
    kept, until an officer says which column is which.
    """
    impor = Impor.objects.get(pk=impor_id)
    if impor.status != Impor.Status.DIBACA:
        return impor
    try:
        chosen = PilihanKolom.of(impor.ringkasan.get("pilihan"))
        path, today = Path(impor.berkas.path), timezone.localdate(at)
        found = KINDS[impor.jenis].check(path, impor.berkas_nama, today, lapor, chosen)
    except ImporUnreadable as refusal:
        note = pemetaan.await_kolom if refusal.code == "no_header" else tahap.fail_impor
        note(impor_id=impor_id, galat=" ".join(refusal.messages))
        raise
    lapor(len(found.baris), len(found.baris), "Menyimpan pratinjau")
    return tahap.store_impor(impor_id=impor_id, baris=found.baris, ringkasan=found.ringkasan, keep_berkas=True)


@transaction.atomic
def apply_impor(*, impor_id: int, akun: Akun | None, at: datetime, lapor: Lapor = silent) -> Impor:
    """Write a preview's good rows, all or none; a second time changes nothing. Raises ImporNotStaged."""
    impor = Impor.objects.select_for_update().get(pk=impor_id)
    if impor.status == Impor.Status.DITERAPKAN:
        return impor
    if impor.status != Impor.Status.PRATINJAU:
        raise tahap.ImporNotStaged(impor.get_status_display())
    done = KINDS[impor.jenis].apply(impor, at, lapor)
    return tahap.finish_impor(impor_id=impor_id, akun=akun, at=at, data=asdict(done))


@transaction.atomic
def withdraw_impor(*, impor_id: int, akun: Akun | None, at: datetime, alasan: str, lapor: Lapor = silent) -> Impor:
    """Undo an applied import while nothing newer depends on it; a second time changes nothing.

    Every row is as it was before the import. Raises ImporNotWithdrawable.
    """
    impor = Impor.objects.select_for_update().get(pk=impor_id)
    if impor.status == Impor.Status.DITARIK:
        return impor
    if impor.status != Impor.Status.DITERAPKAN or impor.jenis not in KINDS:
        raise tahap.ImporNotWithdrawable("Impor ini belum diterapkan.")
    if impor.ringkasan.get("baris_dihapus"):
        raise tahap.ImporNotWithdrawable("Baris impor ini sudah dihapus karena lewat masa simpannya.")
    done = KINDS[impor.jenis].withdraw(impor, at, lapor)
    return tahap.finish_withdrawal(impor_id=impor_id, akun=akun, at=at, alasan=alasan, data=done)
