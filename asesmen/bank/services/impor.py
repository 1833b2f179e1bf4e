"""Importing items through a preview: staged as rows of the registry's import, applied or thrown away."""

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from asesmen.bank.formats.berkas import Row
from asesmen.bank.queries.impor import JENIS, BerkasUnreadable, read_berkas, read_rows
from asesmen.bank.rules.baris import Bawaan
from asesmen.bank.services.butir import HasilImpor, RencanaBaris, import_butir, plan_butir
from pegawai import queries as pegawai_queries
from pegawai import services as pegawai_services

if TYPE_CHECKING:
    from pegawai.models import Akun

STATES = ("baru", "berubah", "tetap", "ditolak")


class ImporButirUnreadable(ValidationError):
    """The file cannot be read; nothing was kept."""


def check_berkas(*, isi: bytes, nama: str, bawaan: Bawaan) -> list[RencanaBaris]:
    """Say what a file would change, without keeping anything.

    Raises ImporButirUnreadable.
    """
    return plan_butir(read_rows(_read(isi, nama, bawaan)))


@transaction.atomic
def stage_impor(*, isi: bytes, nama: str, bawaan: Bawaan, akun: "Akun | None", at: datetime) -> int:
    """Keep the rows of a file as a preview; return the import's id.

    Raises ImporButirUnreadable.
    """
    rows = _read(isi, nama, bawaan)
    plans = plan_butir(read_rows(rows))
    impor = pegawai_services.open_impor(jenis=JENIS, nama=nama, isi=isi, akun=akun, at=at)
    calon = [_calon(plan, row) for plan, row in zip(plans, rows, strict=True)]
    pegawai_services.store_impor(impor_id=impor.pk, baris=calon, ringkasan=summary(plans))
    return impor.pk


@transaction.atomic
def apply_impor(*, impor_id: int, akun: "Akun | None", at: datetime) -> HasilImpor:
    """Write a preview's good rows, all or none; they are read again, since the bank may have changed.

    Raises pegawai.services.ImporNotStaged.
    """
    staged = pegawai_queries.baris_impor(impor_id, "semua").values_list("nomor", "data")
    rows = read_rows([Row(nomor, data["sel"], data.get("gambar", {})) for nomor, data in staged])
    done = import_butir(rows, at=at, akun=akun)
    counts = {"created": done.created, "updated": done.updated, "unchanged": done.unchanged}
    pegawai_services.finish_impor(impor_id=impor_id, akun=akun, at=at, data=counts)
    return done


def summary(plans: list[RencanaBaris]) -> dict[str, int]:
    counts = Counter(plan.keadaan for plan in plans)
    warned = sum(1 for plan in plans if plan.masalah and plan.keadaan != "ditolak")
    return {"baris": len(plans), **{state: counts[state] for state in STATES}, "peringatan": warned}


def _read(isi: bytes, nama: str, bawaan: Bawaan) -> list[Row]:
    try:
        return read_berkas(isi, nama, bawaan)
    except BerkasUnreadable as wrong:
        raise ImporButirUnreadable(str(wrong), code=wrong.code) from wrong


def _calon(plan: RencanaBaris, row: Row) -> pegawai_services.BarisCalon:
    data: dict[str, Any] = {"kode": row.cells.get("Kode", ""), "sel": dict(row.cells)}
    if row.gambar:
        data["gambar"] = dict(row.gambar)
    return pegawai_services.BarisCalon(
        nomor=row.nomor,
        keadaan=plan.keadaan,
        data=data,
        perubahan=dict(plan.perubahan),
        masalah=[m.as_json() for m in plan.masalah],
    )
