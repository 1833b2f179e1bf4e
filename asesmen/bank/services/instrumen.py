"""Instruments: what an exam consists of. A changed one is a new version."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from asesmen.bank.models import Bagian, Instrumen, KisiKisi
from asesmen.bank.rules import DurasiMixed, refuse_mixed
from asesmen.kompetensi.queries import kompetensi_ids
from pegawai.services import record_jejak

if TYPE_CHECKING:
    from pegawai.models import Akun


@dataclass(frozen=True)
class BagianBaru:
    """One section of an instrument to be: competency code → number of items."""

    nama: str
    jumlah: dict[str, int]
    petunjuk: str = ""
    durasi_menit: int | None = field(default=None)


class InstrumenRefused(ValidationError):
    """The blueprint does not hold together."""


@transaction.atomic
def create_instrumen(
    *,
    nama: str,
    durasi_menit: int,
    bagian: Sequence[BagianBaru],
    at: datetime,
    petunjuk: str = "",
    navigasi: str = "bebas",
    akun: "Akun | None" = None,
) -> Instrumen:
    """Add the next version of an instrument. `navigasi`: "bebas", or "berurutan" where nobody goes back.

    Sections have all a time of their own, which then add up to the whole, or none has. Raises InstrumenRefused.
    """
    ids = kompetensi_ids()
    _check(bagian, ids, durasi_menit)
    last = Instrumen.objects.filter(nama=nama).aggregate(last=Max("versi"))["last"] or 0
    instrumen = Instrumen.objects.create(
        nama=nama,
        versi=last + 1,
        petunjuk=petunjuk,
        durasi_menit=durasi_menit,
        navigasi=navigasi,
        created_at=at,
    )
    for urut, section in enumerate(bagian, 1):
        _add_bagian(instrumen, urut, section, ids)
    total = sum(sum(section.jumlah.values()) for section in bagian)
    record_jejak(
        tindakan="instrumen.buat",
        ringkas=f"{nama} versi {instrumen.versi}: {total} butir, {durasi_menit} menit",
        at=at,
        akun=akun,
        objek=f"instrumen:{instrumen.pk}",
    )
    return instrumen


def _add_bagian(instrumen: Instrumen, urut: int, section: BagianBaru, ids: dict[str, int]) -> None:
    row = Bagian.objects.create(
        instrumen=instrumen,
        urut=urut,
        nama=section.nama,
        petunjuk=section.petunjuk,
        durasi_menit=section.durasi_menit,
    )
    KisiKisi.objects.bulk_create(
        KisiKisi(bagian=row, kompetensi_id=ids[kode], jumlah=n) for kode, n in section.jumlah.items()
    )


def _check(bagian: Sequence[BagianBaru], ids: dict[str, int], durasi_menit: int) -> None:
    if not bagian or any(not section.jumlah for section in bagian):
        message = "Setiap bagian memerlukan sedikitnya satu kompetensi dengan jumlah butir lebih dari 0."
        raise InstrumenRefused(message, code="bagian_kosong")
    for section in bagian:
        for kode, count in section.jumlah.items():
            if kode not in ids:
                raise InstrumenRefused(f"Kompetensi {kode} tidak ada di kamus.", code="kompetensi_tidak_dikenal")
            if count < 1:
                raise InstrumenRefused(f"Jumlah butir {kode} harus lebih dari 0.", code="jumlah_di_luar_batas")
    used = [kode for section in bagian for kode in section.jumlah]
    twice = next((kode for kode in used if used.count(kode) > 1), None)
    if twice:
        # Two sections that draw from the same items could show one item twice.
        message = f"{twice} ada di dua bagian. Letakkan setiap kompetensi pada satu bagian saja."
        raise InstrumenRefused(message, code="kompetensi_di_dua_bagian")
    _check_times(bagian, durasi_menit)


def _check_times(bagian: Sequence[BagianBaru], durasi_menit: int) -> None:
    try:
        refuse_mixed((section.nama, section.durasi_menit) for section in bagian)
    except DurasiMixed as mixed:
        raise InstrumenRefused(str(mixed), code=mixed.code) from mixed
    total = sum(section.durasi_menit or 0 for section in bagian)
    if total > durasi_menit:
        message = f"Waktu bagian berjumlah {total} menit, melebihi {durasi_menit} menit seluruhnya."
        raise InstrumenRefused(message, code="durasi_bagian_melebihi")
    if 0 < total < durasi_menit:
        message = (
            f"Waktu bagian berjumlah {total} menit, kurang dari {durasi_menit} menit seluruhnya. Samakan keduanya."
        )
        raise InstrumenRefused(message, code="durasi_bagian_kurang")
