"""Taking a roster back: every row as it was before, or none of them."""

from collections import Counter
from collections.abc import Sequence
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
    created, changed = _ids(impor, Keadaan.BARU), _ids(impor, Keadaan.BERUBAH)
    rows = list(impor.baris.filter(keadaan=Keadaan.BERUBAH))
    total = len(created) + len(changed)
    lapor(0, total, "Memeriksa apakah datanya sudah dipakai")
    hold_units(wait=True)
    _refuse_newer(impor, [*created, *changed])
    _refuse_changed_units(impor, [row.data["lama"].get("unit_id") for row in rows])
    lapor(total // 3, total, "Mengembalikan isi semula")
    remove_riwayat_of_impor(impor.pk)
    people = Pegawai.objects.in_bulk(changed)
    restored = [_restored(people[row.sasaran_id or 0], row) for row in rows]
    Pegawai.objects.bulk_update(restored, WRITTEN, batch_size=BATCH)
    lapor(2 * total // 3, total, "Menghapus baris yang dibuat impor ini")
    _delete_people(created)
    _remove_places(impor)
    lapor(total, total, "Selesai")
    return {"removed": len(created), "restored": len(changed)}


def _ids(impor: Impor, keadaan: str) -> list[int]:
    """Whom the rows of this kind are about; 0 for somebody who is gone."""
    return [pk or 0 for pk in impor.baris.filter(keadaan=keadaan).values_list("sasaran_id", flat=True)]


def _refuse_newer(impor: Impor, ids: Sequence[int]) -> None:
    assert impor.applied_at is not None
    untouched = Pegawai.objects.filter(pk__in=ids, updated_at=impor.applied_at).count()
    if untouched != len(ids):
        raise ImporNotWithdrawable(
            f"{count_text(len(ids) - untouched)} pegawai sudah diubah lagi setelah impor ini. "
            "Tarik dahulu yang mengubahnya."
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


def _delete_people(ids: Sequence[int]) -> None:
    try:
        Pegawai.objects.filter(pk__in=ids).delete()
    except ProtectedError as refusal:
        holders = {user.pegawai_id for user in refusal.protected_objects if hasattr(user, "pegawai_id")}
        raise _used(f"{count_text(len(holders))} pegawai", refusal) from refusal


def _delete(rows: QuerySet[Any], what: str) -> None:
    try:
        rows.delete()
    except ProtectedError as refusal:
        raise _used(what, refusal) from refusal


def _used(what: str, refusal: ProtectedError) -> ImporNotWithdrawable:
    """Something newer needs what the import made."""
    users = Counter(str(user._meta.verbose_name) for user in refusal.protected_objects)
    told = ", ".join(f"{count_text(count)} {noun}" for noun, count in sorted(users.items()))
    return ImporNotWithdrawable(f"{what} dari impor ini sudah dipakai oleh {told}. Lepaskan dahulu.")
