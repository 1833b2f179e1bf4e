"""Scoring rules: every change is a new version; bands without a hole."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max

from antrean.formats.teks import decimal_text
from asesmen.kompetensi.models import AturanPenilaian, Konversi, PitaKategori, PitaKonversi, SkemaKategori
from asesmen.kompetensi.rules import contoh
from asesmen.kompetensi.rules.pilihan import BatasJpm, CaraKonversi
from asesmen.kompetensi.rules.pita import Berpita, Pita, PitaKelas, hole_in
from pegawai.services import record_jejak

if TYPE_CHECKING:
    from pegawai.models import Akun


class AturanHasHole(ValidationError):
    def __init__(self, lower: Decimal, upper: Decimal | None) -> None:
        where = (
            f"dari {decimal_text(lower)}% ke atas"
            if upper is None
            else (f"dari {decimal_text(lower)}% sampai di bawah {decimal_text(upper)}%")
        )
        super().__init__(f"Nilai {where} belum punya pita. Sambungkan batas pitanya.", code="pita_berlubang")


class AturanOverlaps(ValidationError):
    def __init__(self) -> None:
        super().__init__("Dua pita tumpang tindih. Setiap nilai masuk satu pita saja.", code="pita_tumpang_tindih")


def check_bands(bands: Sequence[Berpita]) -> None:
    """Raises AturanHasHole."""
    hole = hole_in(bands)
    if hole:
        raise AturanHasHole(*hole)


@transaction.atomic
def create_konversi(
    *, nama: str, cara: CaraKonversi, pita: Sequence[Pita] = (), is_contoh: bool = False, sumber: str = "", at: datetime
) -> Konversi:
    """Add the next version of a conversion.

    Raises AturanHasHole, AturanOverlaps.
    """
    if cara is CaraKonversi.PITA_PERSEN:
        check_bands(pita)
    konversi = Konversi.objects.create(
        nama=nama,
        versi=_next_version(Konversi, nama),
        cara=cara.value,
        is_contoh=is_contoh,
        sumber=sumber,
        created_at=at,
    )
    rows = [PitaKonversi(konversi=konversi, dari=p.dari, sampai=p.sampai, level=p.level) for p in pita]
    try:
        with transaction.atomic():
            PitaKonversi.objects.bulk_create(rows)
    except IntegrityError as clash:
        raise AturanOverlaps from clash
    return konversi


@transaction.atomic
def create_skema(*, nama: str, tujuan: str, pita: Sequence[PitaKelas], sumber: str = "", at: datetime) -> SkemaKategori:
    """Add the next version of a set of classes.

    Raises AturanHasHole, AturanOverlaps.
    """
    check_bands(pita)
    skema = SkemaKategori.objects.create(
        nama=nama, versi=_next_version(SkemaKategori, nama), tujuan=tujuan, sumber=sumber, created_at=at
    )
    rows = [
        PitaKategori(skema=skema, kode=p.kode, nama=p.nama, dari=p.dari, sampai=p.sampai, peringkat=p.peringkat)
        for p in pita
    ]
    try:
        with transaction.atomic():
            PitaKategori.objects.bulk_create(rows)
    except IntegrityError as clash:
        raise AturanOverlaps from clash
    return skema


@transaction.atomic
def load_contoh_aturan(at: datetime, akun: "Akun | None" = None) -> dict[str, int]:
    """Make sure the demonstration's rule sets exist; return their ids by purpose ("pemetaan", "pengisian")."""
    return {tujuan: _contoh_aturan(tujuan, at, akun).pk for tujuan in contoh.ATURAN}


def _contoh_aturan(tujuan: str, at: datetime, akun: "Akun | None") -> AturanPenilaian:
    nama = contoh.ATURAN[tujuan]
    found = AturanPenilaian.objects.filter(nama=nama, is_contoh=True).first()
    if found:
        return found
    aturan = AturanPenilaian.objects.create(
        nama=nama,
        konversi_bobot=_contoh_konversi(contoh.KONVERSI_BOBOT, at),
        konversi_poin=_contoh_konversi(contoh.KONVERSI_POIN, at),
        skema=_contoh_skema(tujuan, at),
        batas_jpm=BatasJpm.TANPA_BATAS.value,
        bobot_ujian=Decimal("0.50"),
        is_contoh=True,
        sumber=contoh.SUMBER_CONTOH,
        created_at=at,
    )
    record_jejak(tindakan="aturan.muat", ringkas=f"{nama} dimuat", at=at, akun=akun, objek=f"aturan:{aturan.pk}")
    return aturan


def _contoh_konversi(nama: str, at: datetime) -> Konversi:
    cara, pita = contoh.KONVERSI[nama]
    found = Konversi.objects.filter(nama=nama, is_contoh=True).first()
    return found or create_konversi(nama=nama, cara=cara, pita=pita, is_contoh=True, sumber=contoh.SUMBER_CONTOH, at=at)


def _contoh_skema(tujuan: str, at: datetime) -> SkemaKategori:
    data = contoh.SKEMA[tujuan]
    found = SkemaKategori.objects.filter(nama=data["nama"], tujuan=tujuan).first()
    return found or create_skema(nama=data["nama"], tujuan=tujuan, pita=data["pita"], sumber=data["sumber"], at=at)


def _next_version(model: type[Konversi] | type[SkemaKategori], nama: str) -> int:
    return (model._default_manager.filter(nama=nama).aggregate(last=Max("versi"))["last"] or 0) + 1
