"""Renaming and merging units, and taking it back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from pegawai import queries
from pegawai.models import Akun, Pegawai, PerubahanUnit, RiwayatPegawai, Unit
from pegawai.rules.pohon_unit import JenisPerubahan, allowed_jenis, merge_fault, moved_paths, same_names
from pegawai.rules.unit import LABEL, JenisUnit, jalur_below
from pegawai.services.jejak import record_jejak


class UnitNameTaken(ValidationError):
    def __init__(self, nama: str) -> None:
        super().__init__(
            f"Sudah ada unit bernama “{nama}” di tempat yang sama. Pilih nama lain, atau gabungkan kedua unit.",
            code="unit_name_taken",
        )


class UnitJenisRefused(ValidationError):
    def __init__(self, allowed: list[JenisUnit]) -> None:
        names = ", ".join(LABEL[jenis].lower() for jenis in allowed)
        super().__init__(f"Di tempat ini unit hanya dapat berjenis {names}.", code="unit_jenis_refused")


class UnitNotMergeable(ValidationError):
    def __init__(self, reason: str) -> None:
        super().__init__(reason, code="unit_not_mergeable")


class PerubahanNotUndoable(ValidationError):
    def __init__(self, reason: str) -> None:
        super().__init__(f"Perubahan ini tidak dapat dibatalkan. {reason}", code="perubahan_not_undoable")


class UnitBusy(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Daftar pegawai atau unit lain sedang disimpan. Belum ada yang berubah; coba lagi sebentar lagi.",
            code="unit_busy",
        )


def hold_units(*, wait: bool) -> None:
    """Until this transaction ends nobody else places people in units or merges them. Raises UnitBusy unless it waits.

    An import looks all units up before it writes: a merging in between would leave people in a unit that is gone.
    """
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('pegawai.unit'))")
            return
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('pegawai.unit'))")
        if not cursor.fetchone()[0]:
            raise UnitBusy


def _locked(*unit_ids: int) -> list[Unit]:
    hold_units(wait=False)
    # In the order of their keys: two officers who merge the same pair crosswise wait instead of blocking each other.
    found = {unit.pk: unit for unit in Unit.objects.select_for_update().filter(pk__in=unit_ids).order_by("pk")}
    return [found[unit_id] for unit_id in unit_ids]


def _is_taken(induk_id: int | None, nama: str, besides: int) -> bool:
    return Unit.objects.filter(induk_id=induk_id, nama__iexact=nama).exclude(pk=besides).exists()


@transaction.atomic
def rename_unit(
    *, unit_id: int, nama: str, jenis: str, alasan: str, akun: Akun | None, at: datetime
) -> PerubahanUnit | None:
    """Give a unit another name or kind; lists with the old name go on meaning it. None when nothing differs.

    Raises UnitBusy, UnitNameTaken, UnitJenisRefused.
    """
    [unit] = _locked(unit_id)
    nama = " ".join(nama.split())
    if (nama, jenis) == (unit.nama, unit.jenis):
        return None
    if _is_taken(unit.induk_id, nama, unit.pk):
        raise UnitNameTaken(nama)
    allowed = allowed_jenis(unit.jalur)
    if jenis != unit.jenis and jenis not in allowed:
        raise UnitJenisRefused(allowed)
    row = _record(
        unit, JenisPerubahan.GANTI_NAMA, nama, alasan, akun, at, data={"jenis": [unit.jenis, jenis]}, tujuan=None
    )
    unit.nama, unit.jenis = nama, jenis
    unit.save(update_fields=["nama", "jenis"])
    return row


@transaction.atomic
def merge_unit(*, unit_id: int, tujuan_id: int, alasan: str, akun: Akun | None, at: datetime) -> PerubahanUnit:
    """Let another unit take over a unit's people and the units below it. The old name goes on leading there.

    Raises UnitBusy, UnitNotMergeable.
    """
    unit, tujuan = _locked(unit_id, tujuan_id) if unit_id != tujuan_id else _locked(unit_id) * 2
    reason = merge_refusal(unit, tujuan, at)
    if reason:
        raise UnitNotMergeable(reason)
    changed = dict(Pegawai.objects.filter(unit=unit).order_by("pk").values_list("pk", "updated_at"))
    people = list(changed)
    below = list(Unit.objects.filter(induk=unit).order_by("pk").values_list("pk", flat=True))
    moved: dict[str, Any] = {"pegawai_ids": people, "unit_ids": below, "induk_id": unit.induk_id}
    moved["riwayat_ids"] = _note_move(people, tujuan, at)
    moved["updated_at"] = _by_moment(changed)
    row = _record(unit, JenisPerubahan.GABUNG, tujuan.nama, alasan, akun, at, data=moved, tujuan=tujuan)
    Pegawai.objects.filter(pk__in=people).update(unit=tujuan, updated_at=at)
    Unit.objects.filter(pk__in=below).update(induk=tujuan)
    _move(below, tujuan)
    unit.digabung_ke = tujuan
    unit.save(update_fields=["digabung_ke"])
    _put_below(unit, tujuan)
    return row


def _note_move(pegawai_ids: Sequence[int], tujuan: Unit, at: datetime) -> list[int]:
    """Write in everybody's history where they work from today on."""
    fakta, day = RiwayatPegawai.Fakta.UNIT, timezone.localdate(at)
    rows = RiwayatPegawai.objects.bulk_create(
        RiwayatPegawai(pegawai_id=pk, fakta=fakta, dari=day, nama=tujuan.nama, unit=tujuan, created_at=at)
        for pk in pegawai_ids
    )
    return [row.pk for row in rows]


def _by_moment(changed: Mapping[int, datetime]) -> dict[str, list[int]]:
    """Whose row was last changed when: an import of that moment can be taken back again once the merging is."""
    found: dict[str, list[int]] = {}
    for pk, moment in changed.items():
        found.setdefault(moment.isoformat(), []).append(pk)
    return found


def merge_refusal(unit: Unit, tujuan: Unit, at: datetime) -> str:
    """Why these two cannot be merged now, with what to do; empty when they can."""
    if unit.digabung_ke_id or tujuan.digabung_ke_id:
        return "Salah satu unit ini sudah digabungkan. Muat ulang halaman dan pilih unit yang masih ada."
    fault = merge_fault(unit.jenis, unit.jalur, tujuan.jalur)
    if fault:
        return fault
    clash = same_names([*queries.names_below(unit.pk), unit.nama], _others_below(tujuan, unit))
    if clash:
        return f"Di bawah unit tujuan sudah ada “{'”, “'.join(clash[:3])}”. Gabungkan atau ganti namanya lebih dahulu."
    holders = queries.holders_of(unit.pk, at.date())
    if holders:
        names = ", ".join(holders[:3])
        return f"Masih ada peran untuk unit ini: {names}. Cabut perannya lebih dahulu, lalu beri untuk unit tujuan."
    return ""


def _others_below(tujuan: Unit, unit: Unit) -> list[str]:
    """Names below the target without the unit itself, where it stands there already."""
    return list(Unit.objects.filter(induk=tujuan).exclude(pk=unit.pk).values_list("nama", flat=True))


def _put_below(unit: Unit, induk: Unit | None) -> None:
    """Hang a unit below another, with everything that stands below it."""
    Unit.objects.filter(pk=unit.pk).update(induk=induk)
    _move([unit.pk], induk)


def _move(unit_ids: Sequence[int], induk: Unit | None) -> None:
    """Let the paths of these units, and of all below them, follow their new parent."""
    for unit in Unit.objects.filter(pk__in=unit_ids):
        new = jalur_below(induk.jalur if induk else "", unit.pk)
        rows = Unit.objects.filter(jalur__startswith=unit.jalur)
        paths = moved_paths(dict(rows.values_list("pk", "jalur")), unit.jalur, new)
        Unit.objects.bulk_update([Unit(pk=pk, jalur=jalur) for pk, jalur in paths.items()], ["jalur"], batch_size=500)


def _record(
    unit: Unit,
    jenis: JenisPerubahan,
    menjadi: str,
    alasan: str,
    akun: Akun | None,
    at: datetime,
    *,
    data: dict[str, Any],
    tujuan: Unit | None,
) -> PerubahanUnit:
    row = PerubahanUnit.objects.create(
        unit=unit,
        jenis=jenis,
        dari=unit.nama,
        menjadi=menjadi,
        jalur_lama=unit.jalur,
        tujuan=tujuan,
        data=data,
        alasan=alasan[:300],
        akun=akun,
        at=at,
    )
    told = {key: len(value) if key.endswith("_ids") else value for key, value in data.items() if key != "updated_at"}
    record_jejak(
        tindakan=f"unit.{jenis}",
        ringkas=f"{unit.nama} → {menjadi}",
        at=at,
        akun=akun,
        objek=f"unit:{unit.pk}",
        alasan=alasan,
        sebelum=unit.nama,
        sesudah=menjadi,
        data={"tujuan": tujuan and tujuan.pk} | told,
    )
    return row


# ---------- Take back ----------


@transaction.atomic
def undo_perubahan_unit(*, perubahan_id: int, alasan: str, akun: Akun | None, at: datetime) -> PerubahanUnit:
    """Take a renaming or merging back; whoever moved on since stays where they are. Raises PerubahanNotUndoable."""
    row = PerubahanUnit.objects.select_for_update().get(pk=perubahan_id)
    if row.undone_at:
        raise PerubahanNotUndoable("Perubahan ini sudah dibatalkan.")
    [unit] = _locked(row.unit_id)
    if row.unit.perubahan.filter(undone_at=None, pk__gt=row.pk).exists():
        raise PerubahanNotUndoable("Ada perubahan yang lebih baru pada unit ini. Batalkan yang terbaru lebih dahulu.")
    back = _undo_name if row.jenis == JenisPerubahan.GANTI_NAMA else _undo_merge
    told = back(row, unit, at)
    row.undone_at = at
    row.save(update_fields=["undone_at"])
    record_jejak(
        tindakan="unit.batal_ubah",
        ringkas=f"Batalkan {row.get_jenis_display().lower()}: {row.dari} → {row.menjadi}",
        at=at,
        akun=akun,
        objek=f"unit:{unit.pk}",
        alasan=alasan,
        sebelum=row.menjadi,
        sesudah=row.dari,
        data={"perubahan": row.pk} | told,
    )
    return row


def _undo_name(row: PerubahanUnit, unit: Unit, at: datetime) -> dict[str, int]:
    if _is_taken(unit.induk_id, row.dari, unit.pk):
        raise PerubahanNotUndoable(f"Nama “{row.dari}” sudah dipakai unit lain di tempat yang sama.")
    unit.nama, unit.jenis = row.dari, row.data["jenis"][0]
    unit.save(update_fields=["nama", "jenis"])
    return {}


def _undo_merge(row: PerubahanUnit, unit: Unit, at: datetime) -> dict[str, int]:
    induk = queries.unit_get(row.data["induk_id"]) if row.data["induk_id"] else None
    if induk and induk.digabung_ke_id:
        raise PerubahanNotUndoable(f"Induknya dahulu, {induk.nama}, sudah digabungkan ke unit lain.")
    if _is_taken(row.data["induk_id"], unit.nama, unit.pk):
        raise PerubahanNotUndoable(f"Nama “{unit.nama}” sudah dipakai unit lain di tempat asalnya.")
    if row.tujuan and row.tujuan.digabung_ke_id:
        raise PerubahanNotUndoable(
            f"{row.tujuan.nama} sendiri sudah digabungkan. Batalkan penggabungan itu lebih dahulu."
        )
    unit.digabung_ke = None
    unit.save(update_fields=["digabung_ke"])
    _put_below(unit, induk)
    unit.refresh_from_db()
    below = list(Unit.objects.filter(pk__in=row.data["unit_ids"], induk=row.tujuan_id).values_list("pk", flat=True))
    Unit.objects.filter(pk__in=below).update(induk=unit)
    _move(below, unit)
    people = Pegawai.objects.filter(pk__in=row.data["pegawai_ids"], unit=row.tujuan_id)
    RiwayatPegawai.objects.filter(pk__in=row.data["riwayat_ids"], pegawai__in=people).delete()
    count = sum(
        people.filter(pk__in=ids, updated_at=row.at).update(unit=unit, updated_at=datetime.fromisoformat(moment))
        for moment, ids in row.data["updated_at"].items()
    )
    return {"unit": len(below), "pegawai": count + people.update(unit=unit, updated_at=at)}
