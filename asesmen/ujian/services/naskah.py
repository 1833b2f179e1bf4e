"""Papers are drawn before the day: when a wave is locked, every seated participant gets an attempt with its paper."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from asesmen.bank import queries as bank
from asesmen.bank.rules import DurasiMixed, TooFewButir, draw
from asesmen.gelombang import queries as gelombang_queries
from asesmen.gelombang.queries import PenempatanRow
from asesmen.ujian.models import Pengerjaan
from asesmen.ujian.rules import Status, is_timed, open_section, seed_of, versions_of, with_extra
from pegawai.queries import pengaturan
from pegawai.services import record_jejak

CHUNK = 100
FIELDS = [
    *("ruang_sesi_id", "seed", "naskah", "versi_ids", "butir_count", "durasi"),
    *("tambahan", "tenggang", "batas_sesi", "navigasi"),
    *("bagian_ke", "bagian_durasi", "bagian_versi_ids"),
]


class NaskahNotPreparable(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Naskah disiapkan untuk gelombang yang sudah dikunci dan punya instrumen. Kunci gelombangnya lebih dulu.",
            code="naskah_not_preparable",
        )


class NaskahTooShort(ValidationError):
    def __init__(self, shortage: TooFewButir) -> None:
        super().__init__(
            f"Bank soal belum cukup. {shortage} Tambah butir atau ubah kisi-kisi, lalu siapkan ulang.",
            code="naskah_too_short",
        )


class NaskahMixed(ValidationError):
    def __init__(self, mixed: DurasiMixed) -> None:
        super().__init__(f"{mixed} Susun versi baru instrumennya, lalu siapkan ulang.", code=mixed.code)


@dataclass(frozen=True)
class NaskahSiap:
    """What preparing did; `tetap` were the same already or have begun and are never touched."""

    dibuat: int
    diperbarui: int
    tetap: int
    dihapus: int


def prepare_naskah(
    *,
    gelombang_id: int,
    at: datetime,
    seed_key: str = "",
    on_step: Callable[[int, int], None] = lambda done, total: None,
) -> NaskahSiap:
    """Give every seated participant of a locked wave an attempt with its paper. Safe to repeat.

    `seed_key` replaces the installation's key, so that a demonstration is the same on every machine.
    `on_step(done, total)` hears how far it is. Raises NaskahNotPreparable, NaskahTooShort, NaskahMixed.
    """
    wanted = _wanted(gelombang_id, seed_key or settings.UJIAN_KEY, on_step)
    with transaction.atomic():
        return _store(gelombang_id, wanted, at)


def _wanted(gelombang_id: int, key: str, on_step: Callable[[int, int], None]) -> dict[int, dict[str, Any]]:
    """participant → the fields of their attempt."""
    gelombang = gelombang_queries.gelombang_get(gelombang_id)
    if gelombang is None or gelombang.status not in {"dikunci", "berlangsung"} or gelombang.instrumen_id is None:
        raise NaskahNotPreparable
    instrumen = bank.instrumen_get(gelombang.instrumen_id)
    bahan = bank.naskah_bahan(gelombang.instrumen_id)
    seats = gelombang_queries.penempatan_rows(gelombang_id)
    common = {
        "durasi": instrumen.durasi_menit * 60 if instrumen else 0,
        "navigasi": instrumen.navigasi if instrumen else "bebas",
        "tenggang": pengaturan("tenggang_detik"),
    }
    wanted = {}
    for done, seat in enumerate(seats, start=1):
        wanted[seat.peserta_id] = common | _paper(gelombang_id, key, bahan, seat)
        if done % CHUNK == 0 or done == len(seats):
            on_step(done, len(seats))
    return wanted


def _paper(gelombang_id: int, key: str, bahan: Any, seat: PenempatanRow) -> dict[str, Any]:
    seed = seed_of(key, gelombang_id, seat.nomor)
    try:
        drawn = draw(seed, bahan)
    except TooFewButir as shortage:
        raise NaskahTooShort(shortage) from shortage
    except DurasiMixed as mixed:
        raise NaskahMixed(mixed) from mixed
    naskah, versions = with_extra(drawn, seat.tambahan_menit * 60), versions_of(drawn)
    return {
        "ruang_sesi_id": seat.ruang_sesi_id,
        "seed": seed,
        "naskah": naskah,
        "versi_ids": versions,
        "butir_count": len(versions),
        "tambahan": seat.tambahan_menit * 60,
        "batas_sesi": seat.selesai,
        # The first section is frozen as open, so that starting only has to note when.
        **open_section(naskah, 0),
        **({"durasi": sum(bagian["durasi"] for bagian in drawn)} if is_timed(drawn) else {}),
    }


def _store(gelombang_id: int, wanted: dict[int, dict[str, Any]], at: datetime) -> NaskahSiap:
    rows = Pengerjaan.objects.select_for_update().filter(peserta__gelombang_id=gelombang_id)
    have = {p.peserta_id: p for p in rows}
    new = [Pengerjaan(peserta_id=pk, **fields) for pk, fields in wanted.items() if pk not in have]
    changed = list(_changed(have, wanted))
    gone = [p.pk for pk, p in have.items() if pk not in wanted and p.status == Status.SIAP]
    Pengerjaan.objects.bulk_create(new, batch_size=CHUNK)
    Pengerjaan.objects.bulk_update(changed, FIELDS, batch_size=CHUNK)
    Pengerjaan.objects.filter(pk__in=gone).delete()
    done = NaskahSiap(len(new), len(changed), len(wanted) - len(new) - len(changed), len(gone))
    record_jejak(
        tindakan="naskah.siapkan",
        objek=f"gelombang:{gelombang_id}",
        ringkas=f"Naskah {done.dibuat} baru, {done.diperbarui} diperbarui, {done.tetap} tetap, {done.dihapus} dihapus",
        at=at,
    )
    return done


def _changed(have: dict[int, Pengerjaan], wanted: dict[int, dict[str, Any]]) -> Iterable[Pengerjaan]:
    """Attempts that have not begun and differ from what is wanted, already with the new values."""
    for peserta_id, fields in wanted.items():
        p = have.get(peserta_id)
        if p is None or p.status != Status.SIAP:
            continue
        if any(getattr(p, name) != value for name, value in fields.items()):
            for name, value in fields.items():
                setattr(p, name, value)
            yield p
