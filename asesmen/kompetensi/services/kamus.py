"""Bringing a dictionary into the database: what is new, what changes its wording, what stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from asesmen.kompetensi.models import KelompokKompetensi, Kompetensi, LevelKompetensi
from asesmen.kompetensi.rules.kamus import KamusData, KamusInvalid, KompetensiData, LevelData, read_kamus
from pegawai.services import record_jejak

if TYPE_CHECKING:
    from pegawai.models import Akun


@dataclass(frozen=True)
class Muatan:
    """What loading does or did: codes that are new, that change, and that stay as they are."""

    baru: tuple[str, ...] = ()
    berubah: tuple[str, ...] = ()
    tetap: tuple[str, ...] = ()

    @property
    def changes(self) -> int:
        return len(self.baru) + len(self.berubah)

    @property
    def has_changes(self) -> bool:
        return self.changes > 0


class KamusRefused(ValidationError):
    """The dictionary does not hold together; nothing was changed."""


def plan_kamus(data: Mapping[str, Any]) -> Muatan:
    """What `load_kamus` would do.

    Raises KamusRefused.
    """
    return _compare(_read(data))


@transaction.atomic
def load_kamus(data: Mapping[str, Any], *, at: datetime, akun: "Akun | None" = None) -> Muatan:
    """Create and update groups, competencies and levels by code. Nothing is removed; a second time changes nothing.

    Raises KamusRefused.
    """
    kamus = _read(data)
    plan = _compare(kamus)
    if not plan.has_changes:
        return plan
    groups = _save_groups(kamus)
    changed = {*plan.baru, *plan.berubah}
    _save_entries([entry for entry in kamus.kompetensi if entry.kode in changed], groups)
    record_jejak(
        tindakan="kamus.muat",
        ringkas=f"Kamus kompetensi dimuat: {len(plan.baru)} baru, {len(plan.berubah)} berubah",
        at=at,
        akun=akun,
        data={"baru": list(plan.baru), "berubah": list(plan.berubah)},
    )
    return plan


def _read(data: Mapping[str, Any]) -> KamusData:
    try:
        return read_kamus(data)
    except KamusInvalid as wrong:
        raise KamusRefused(str(wrong), code=wrong.code) from wrong
    except (KeyError, TypeError) as wrong:
        raise KamusRefused(f"Isian {wrong} tidak ada dalam data kamus.", code=KamusInvalid.code) from wrong


def _compare(kamus: KamusData) -> Muatan:
    stored = {k.kode: _as_stored(k) for k in Kompetensi.objects.select_related("kelompok").prefetch_related("level")}
    names = dict(kamus.kelompok)
    sorted_into: dict[str, list[str]] = {"baru": [], "berubah": [], "tetap": []}
    for entry in kamus.kompetensi:
        wanted = (entry, names[entry.kelompok])
        state = "baru" if entry.kode not in stored else "tetap" if stored[entry.kode] == wanted else "berubah"
        sorted_into[state].append(entry.kode)
    return Muatan(**{state: tuple(codes) for state, codes in sorted_into.items()})


def _as_stored(kompetensi: Kompetensi) -> tuple[KompetensiData, str]:
    levels = tuple(LevelData(v.level, v.nama, v.deskripsi, tuple(v.indikator)) for v in kompetensi.level.all())
    entry = KompetensiData(
        kompetensi.kode,
        kompetensi.nama,
        kompetensi.jenis,
        kompetensi.kelompok.kode,
        kompetensi.definisi,
        kompetensi.urut,
        levels,
    )
    return entry, kompetensi.kelompok.nama


def _save_groups(kamus: KamusData) -> dict[str, KelompokKompetensi]:
    groups = [
        KelompokKompetensi(kode=kode, nama=nama, urut=urut) for urut, (kode, nama) in enumerate(kamus.kelompok, 1)
    ]
    KelompokKompetensi.objects.bulk_create(
        groups, update_conflicts=True, unique_fields=["kode"], update_fields=["nama", "urut"]
    )
    return {group.kode: group for group in groups}


def _save_entries(entries: Sequence[KompetensiData], groups: Mapping[str, KelompokKompetensi]) -> None:
    rows = [
        Kompetensi(
            kode=entry.kode,
            nama=entry.nama,
            jenis=entry.jenis,
            kelompok=groups[entry.kelompok],
            definisi=entry.definisi,
            urut=entry.urut,
        )
        for entry in entries
    ]
    Kompetensi.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["kode"],
        update_fields=["nama", "jenis", "kelompok", "definisi", "urut"],
    )
    levels = [
        LevelKompetensi(
            kompetensi=row,
            level=level.level,
            nama=level.nama,
            deskripsi=level.deskripsi,
            indikator=list(level.indikator),
        )
        for row, entry in zip(rows, entries, strict=True)
        for level in entry.level
    ]
    LevelKompetensi.objects.bulk_create(
        levels,
        update_conflicts=True,
        unique_fields=["kompetensi", "level"],
        update_fields=["nama", "deskripsi", "indikator"],
    )
