"""Bringing a dictionary into the database: what is new, what changes its wording, what stays."""

from collections.abc import Mapping
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
    for entry in kamus.kompetensi:
        if entry.kode in changed:
            _save_entry(entry, groups[entry.kelompok])
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
    return {
        kode: KelompokKompetensi.objects.update_or_create(kode=kode, defaults={"nama": nama, "urut": urut})[0]
        for urut, (kode, nama) in enumerate(kamus.kelompok, 1)
    }


def _save_entry(entry: KompetensiData, kelompok: KelompokKompetensi) -> None:
    kompetensi, _ = Kompetensi.objects.update_or_create(
        kode=entry.kode,
        defaults={
            "nama": entry.nama,
            "jenis": entry.jenis,
            "kelompok": kelompok,
            "definisi": entry.definisi,
            "urut": entry.urut,
        },
    )
    for level in entry.level:
        LevelKompetensi.objects.update_or_create(
            kompetensi=kompetensi,
            level=level.level,
            defaults={"nama": level.nama, "deskripsi": level.deskripsi, "indikator": list(level.indikator)},
        )
