"""Whom an act of a proctor concerns, and how it is written down: for the participant's page and for the audit trail."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q

from asesmen.ujian.models import Pengerjaan, TindakanProktor
from pegawai.services import record_jejak

if TYPE_CHECKING:
    from pegawai.models import Akun

MAX_ALASAN = 300
# A room, or all the rooms of a session.
Ruang = int | Sequence[int]
Orang = Sequence[int] | None


class AlasanMissing(ValidationError):
    def __init__(self) -> None:
        super().__init__("Tulis alasannya: tindakan ini tercatat dan dapat ditanyakan kemudian.", code="alasan_missing")


class NobodyChosen(ValidationError):
    def __init__(self) -> None:
        super().__init__("Belum ada kursi yang dapat dikenai tindakan ini. Pilih kursi lain.", code="nobody_chosen")


@dataclass(frozen=True)
class Perintah:
    """One order: what, in which rooms, for whom (None: everybody there), why, by whom and when."""

    jenis: TindakanProktor.Jenis
    ruang: tuple[int, ...]
    orang: Orang
    alasan: str
    akun: "Akun"
    at: datetime


def order(
    jenis: TindakanProktor.Jenis, ruang: Ruang, orang: Orang, alasan: str, akun: "Akun", at: datetime
) -> Perintah:
    """Raises AlasanMissing."""
    if not alasan.strip():
        raise AlasanMissing
    rooms = (ruang,) if isinstance(ruang, int) else tuple(ruang)
    return Perintah(jenis, rooms, orang, alasan.strip()[:MAX_ALASAN], akun, at)


def chosen(perintah: Perintah, condition: Q) -> list[Any]:
    """Lock the sittings of people who sit in these rooms; others are left out, whatever the request named.

    Each carries `duduk_di`, the room of its seat. Raises NobodyChosen.
    """
    rows = Pengerjaan.objects.filter(condition, peserta__penempatan__ruang_sesi_id__in=perintah.ruang)
    if perintah.orang is not None:
        rows = rows.filter(peserta_id__in=list(perintah.orang))
    rows = rows.annotate(
        duduk_di=F("peserta__penempatan__ruang_sesi_id"), status_gelombang=F("peserta__gelombang__status")
    )
    # One order for everybody who locks several sittings: by key.
    found = list(rows.select_for_update(no_key=True, of=("self",)).defer("naskah", "versi_ids").order_by("pk"))
    if not found:
        raise NobodyChosen
    return found


def note(
    perintah: Perintah, people: Sequence[Any], *, is_for_room: bool = False, detik: int = 0, **fields: Any
) -> None:
    """Write the act down, a row per person, or per room where the whole of it is meant."""
    by_room: dict[int, list[Any]] = defaultdict(list)
    for p in people:
        by_room[p.duduk_di].append(p)
    if not people:
        by_room.update((pk, []) for pk in perintah.ruang)
    TindakanProktor.objects.bulk_create(
        TindakanProktor(
            ruang_sesi_id=room,
            pengerjaan=p,
            jenis=perintah.jenis,
            detik=detik,
            alasan=perintah.alasan,
            akun=perintah.akun,
            at=perintah.at,
            **fields,
        )
        for room, there in by_room.items()
        for p in ([None] if is_for_room else there)
    )
    for room, there in by_room.items():
        _trail(perintah, room, [p.peserta_id for p in there], detik)


def _trail(perintah: Perintah, room: int, peserta_ids: list[int], detik: int) -> None:
    whom = f"{len(peserta_ids)} peserta" if peserta_ids else "seluruh ruang"
    record_jejak(
        tindakan=f"ujian.{perintah.jenis.value}",
        objek=f"ruang_sesi:{room}",
        ringkas=f"{perintah.jenis.label}: {whom}" + (f", {detik // 60} menit" if detik else ""),
        akun=perintah.akun,
        at=perintah.at,
        alasan=perintah.alasan,
        data={"peserta": peserta_ids},
    )
