"""Taking a roster back: every row as it was before, or none of them."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db.models import ProtectedError, QuerySet

from antrean.formats.teks import count_text
from pegawai.models import BarisImpor, Impor, Jabatan, Pegawai, Unit
from pegawai.queries.unit import changed_units
from pegawai.rules.unit import jalur_ids
from pegawai.services.impor.periksa import Keadaan, Lapor, silent
from pegawai.services.impor.potret import restore
from pegawai.services.impor.tahap import ImporNotWithdrawable
from pegawai.services.riwayat_pegawai import remove_riwayat_of_impor
from pegawai.services.unit import hold_units

# What an import may change of a person.
WRITTEN = [
    "nip", "nama", "gelar_depan", "gelar_belakang", "golongan", "kedudukan_hukum", "jenis_kelamin", "status_asn",
    "nama_cari", "tanggal_lahir", "unit", "jabatan", "updated_at",
]  # fmt: skip
BATCH = 500


def withdraw(impor: Impor, at: datetime, lapor: Lapor = silent) -> dict[str, int]:
    """Take away whom the import created and give the changed ones their old facts back. Raises ImporNotWithdrawable."""
    rows = list(impor.baris.filter(keadaan__in=[Keadaan.BARU, Keadaan.BERUBAH]))
    lapor(0, len(rows), "Memeriksa apakah datanya sudah dipakai")
    people = Pegawai.objects.in_bulk([row.sasaran_id for row in rows])
    hold_units(wait=True)
    _refuse_newer(impor, people, len(rows))
    _refuse_changed_units(impor, [row.data["lama"].get("unit_id") for row in rows if row.data.get("lama")])
    lapor(len(rows) // 3, len(rows), "Mengembalikan isi semula")
    remove_riwayat_of_impor(impor.pk)
    changed = [_restored(people[row.sasaran_id], row) for row in rows if row.keadaan == Keadaan.BERUBAH]
    Pegawai.objects.bulk_update(changed, WRITTEN, batch_size=BATCH)
    lapor(2 * len(rows) // 3, len(rows), "Menghapus baris yang dibuat impor ini")
    created = [row.sasaran_id for row in rows if row.keadaan == Keadaan.BARU]
    _delete(Pegawai.objects.filter(pk__in=created), f"{count_text(len(created))} pegawai")
    _remove_places(impor)
    lapor(len(rows), len(rows), "Selesai")
    return {"removed": len(created), "restored": len(changed)}


def _refuse_newer(impor: Impor, people: dict[int, Pegawai], expected: int) -> None:
    newer = [pegawai for pegawai in people.values() if pegawai.updated_at != impor.applied_at]
    if newer or len(people) != expected:
        count = len(newer) + expected - len(people)
        raise ImporNotWithdrawable(
            f"{count_text(count)} pegawai sudah diubah lagi setelah impor ini. Tarik dahulu yang mengubahnya."
        )


def _refuse_changed_units(impor: Impor, former: list[int | None]) -> None:
    """A unit that was renamed or merged since is neither taken away nor filled again: that comes back first."""
    names = changed_units(made=impor.ringkasan.get("unit_ids", []), former=former)
    if names:
        told = f"Unit “{names[0]}”" + (f" dan {count_text(len(names) - 1)} unit lain" if names[1:] else "")
        raise ImporNotWithdrawable(
            f"{told} sudah diganti namanya atau digabungkan. Batalkan perubahan unit lebih dahulu."
        )


def _restored(pegawai: Pegawai, row: BarisImpor) -> Pegawai:
    # Imports of earlier versions kept less: their simple facts stand in the changes.
    told = {name: pair[0] for name, pair in row.perubahan.items() if name not in {"unit", "jabatan"}}
    restore(pegawai, told | row.data["lama"])
    return pegawai


def _remove_places(impor: Impor) -> None:
    """Take away the jabatan and units that the import made, the lowest units first."""
    _delete_named(Jabatan.objects.filter(pk__in=impor.ringkasan.get("jabatan_ids", [])), "Jabatan")
    units = list(Unit.objects.filter(pk__in=impor.ringkasan.get("unit_ids", [])))
    for depth in sorted({len(jalur_ids(unit.jalur)) for unit in units}, reverse=True):
        level = [unit.pk for unit in units if len(jalur_ids(unit.jalur)) == depth]
        _delete_named(Unit.objects.filter(pk__in=level), "Unit")


def _delete_named(rows: QuerySet[Any], noun: str) -> None:
    """Delete them at once; when one of them is used, say which."""
    try:
        rows.delete()
    except ProtectedError:
        # Nothing was deleted yet: Django looks at all of them first.
        for row in rows:
            _delete(rows.filter(pk=row.pk), f"{noun} “{row.nama}”")


def _delete(rows: QuerySet[Any], what: str) -> None:
    """Raises ImporNotWithdrawable when something newer needs one of these rows."""
    try:
        rows.delete()
    except ProtectedError as refusal:
        users = Counter(str(user._meta.verbose_name) for user in refusal.protected_objects)
        told = ", ".join(f"{count_text(count)} {noun}" for noun, count in sorted(users.items()))
        raise ImporNotWithdrawable(f"{what} dari impor ini sudah dipakai oleh {told}. Lepaskan dahulu.") from refusal
