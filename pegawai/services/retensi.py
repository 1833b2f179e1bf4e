"""Deleting what the registry keeps no longer than it must."""

from datetime import datetime

from django.db import transaction

from pegawai.models import BarisImpor
from pegawai.queries.retensi import old_impor, old_koreksi, old_masuk, old_percobaan, old_sesi


@transaction.atomic
def forget_percobaan(*, before: datetime) -> int:
    """Failed sign-ins that the lock-out counted."""
    return old_percobaan(before).delete()[0]


@transaction.atomic
def forget_masuk(*, before: datetime) -> int:
    """The lock-out's own list of sign-ins."""
    return old_masuk(before).delete()[0]


@transaction.atomic
def forget_sesi(*, before: datetime) -> int:
    """Sessions that nobody can use any more."""
    return old_sesi(before).delete()[0]


@transaction.atomic
def forget_impor(*, before: datetime) -> int:
    """The rows of old imports; the import itself stays as what was done, and says that it cannot be taken back."""
    count = 0
    for impor in old_impor(before).select_for_update(of=["self"]):
        count += BarisImpor.objects.filter(impor=impor).delete()[0]
        impor.ringkasan = impor.ringkasan | {"baris_dihapus": before.date().isoformat()}
        impor.save(update_fields=["ringkasan"])
    return count


@transaction.atomic
def forget_koreksi(*, before: datetime) -> int:
    return old_koreksi(before).delete()[0]
