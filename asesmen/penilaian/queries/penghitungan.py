"""Computations, and what a computation says as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from asesmen.gelombang.queries import gelombang_list, penempatan_rows
from asesmen.penilaian.models import Hasil, HasilKompetensi, Penghitungan
from asesmen.penilaian.rules.jpm import mean_of
from asesmen.penilaian.rules.status import JALAN_GELOMBANG, Status
from asesmen.ujian.queries import accepted_since
from pegawai.queries import Scope

ALL = Scope(is_all=True)
AKUN = ("dihitung_oleh", "disahkan_oleh", "diumumkan_oleh")


@dataclass(frozen=True)
class GelombangPenilaian:
    """One wave that can be computed or was, with its computations, newest first."""

    gelombang: Any
    penghitungan: Sequence[Penghitungan]

    @property
    def terakhir(self) -> Penghitungan | None:
        """The newest one that was not given up."""
        return next((p for p in self.penghitungan if p.status != Status.DIBATALKAN), None)


@dataclass(frozen=True)
class RerataKompetensi:
    """One competency over many people. `di_bawah` counts those below the standard."""

    kode: str
    nama: str
    jumlah: int
    level: Decimal
    standar: Decimal
    kesenjangan: Decimal
    di_bawah: int


def penghitungan_get(penghitungan_id: UUID | str) -> Penghitungan | None:
    """One computation with its wave; None also for what is no id."""
    try:
        return Penghitungan.objects.select_related("gelombang", *AKUN).filter(pk=penghitungan_id).first()
    except ValidationError:
        return None


def late_count(penghitungan: Penghitungan) -> int:
    """How many answers were let in from quarantine after this computation read the answers."""
    return accepted_since(penghitungan.gelombang_id, penghitungan.dihitung_at) if penghitungan.dihitung_at else 0


def penghitungan_list(gelombang_id: int) -> QuerySet[Penghitungan]:
    """All computations of a wave, newest first."""
    return Penghitungan.objects.filter(gelombang_id=gelombang_id).select_related(*AKUN).order_by("-nomor")


def penghitungan_diumumkan(gelombang_id: int) -> Penghitungan | None:
    """The computation of this wave that participants see."""
    return penghitungan_terbit().filter(gelombang_id=gelombang_id).first()


def penghitungan_terbit() -> QuerySet[Penghitungan]:
    """Every published computation, the one with the newest reference day first."""
    return (
        Penghitungan.objects.filter(status=Status.DIUMUMKAN)
        .select_related("gelombang", *AKUN)
        .order_by("-gelombang__tanggal_acuan", "-diumumkan_at")
    )


def latest_published() -> Penghitungan | None:
    return penghitungan_terbit().first()


def gelombang_penilaian(waves: Sequence[Any]) -> list[GelombangPenilaian]:
    """These waves with their computations, in one query."""
    found: dict[int, list[Penghitungan]] = {wave.pk: [] for wave in waves}
    rows = Penghitungan.objects.filter(gelombang_id__in=list(found)).select_related(*AKUN)
    for row in rows.order_by("-nomor"):
        found[row.gelombang_id].append(row)
    return [GelombangPenilaian(wave, found[wave.pk]) for wave in waves]


def gelombang_siap_dinilai() -> QuerySet[Any]:
    """Waves whose exam is over, and those that are already scored."""
    return gelombang_list().filter(status__in=JALAN_GELOMBANG)


def kategori_counts(penghitungan: Penghitungan, scope: Scope = ALL) -> list[tuple[str, str, int, int]]:
    """(code, name, rank, people) of every class of the scheme, best first, also where nobody is in it."""
    rows = Hasil.objects.filter(scope.q("unit_jalur"), penghitungan=penghitungan).order_by().values("kategori_kode")
    counts = dict(rows.annotate(n=Count("pk")).values_list("kategori_kode", "n"))
    bands = penghitungan.masukan.get("aturan", {}).get("skema", {}).get("pita", [])
    ordered = sorted(bands, key=lambda band: -band["peringkat"])
    return [(b["kode"], b["nama"], b["peringkat"], counts.get(b["kode"], 0)) for b in ordered]


def rerata_kompetensi(penghitungan: Penghitungan, scope: Scope = ALL) -> list[RerataKompetensi]:
    """Means per competency of one computation, in the order of the dictionary."""
    return rerata_of(HasilKompetensi.objects.filter(scope.q("hasil__unit_jalur"), hasil__penghitungan=penghitungan))


def rerata_of(rows: QuerySet[HasilKompetensi]) -> list[RerataKompetensi]:
    """Means per competency of any rows; the sums are exact, a mean is rounded for display. One query."""
    order = ("kompetensi__kelompok__urut", "kompetensi__kelompok__kode", "kompetensi__urut", "kode")
    sums = (
        rows.order_by(*order)
        .values(*order, "kompetensi__nama")
        .annotate(
            n=Count("pk"),
            di_bawah=Count("pk", filter=Q(kesenjangan__lt=0)),
            sum_level=Sum("level"),
            sum_standar=Sum("standar"),
            sum_kesenjangan=Sum("kesenjangan"),
        )
    )
    return [_rerata(row) for row in sums]


def _rerata(row: dict[str, Any]) -> RerataKompetensi:
    means = {key: mean_of(row[f"sum_{key}"], row["n"]) for key in ("level", "standar", "kesenjangan")}
    return RerataKompetensi(
        kode=row["kode"], nama=row["kompetensi__nama"], jumlah=row["n"], di_bawah=row["di_bawah"], **means
    )


def tanggal_ujian(gelombang_id: int) -> dict[int, date]:
    """Participant → the day of their session, for those who have a seat."""
    return {row.peserta_id: timezone.localdate(row.mulai) for row in penempatan_rows(gelombang_id)}
