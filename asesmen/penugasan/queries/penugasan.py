"""What the office sees: assignments with their numbers, who handed in, who could still be added."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from asesmen.gelombang.queries import peserta_list
from asesmen.penugasan.models import Kiriman, Penugasan, Tugas
from pegawai.queries import Scope

SENT = (Kiriman.Status.DIKIRIM, Kiriman.Status.DINILAI)
ALL = Scope(is_all=True)


@dataclass(frozen=True)
class Ringkasan:
    """How far an assignment is. `dikirim` includes those marked already."""

    peserta: int
    dikirim: int
    dinilai: int
    tanpa_asesor: int

    @property
    def belum(self) -> int:
        return self.peserta - self.dikirim


def tugas_list() -> QuerySet[Tugas]:
    return Tugas.objects.order_by("kode")


def penugasan_list(*, cari: str = "", gelombang_id: int | None = None) -> QuerySet[Penugasan]:
    """Assignments, newest first, each with peserta_count, dikirim_count, dinilai_count."""
    rows = Penugasan.objects.select_related("gelombang", "tugas").annotate(
        peserta_count=Count("kiriman"),
        dikirim_count=Count("kiriman", filter=Q(kiriman__status__in=SENT)),
        dinilai_count=Count("kiriman", filter=Q(kiriman__status=Kiriman.Status.DINILAI)),
    )
    if gelombang_id is not None:
        rows = rows.filter(gelombang_id=gelombang_id)
    for word in cari.split():
        rows = rows.filter(Q(tugas__judul__icontains=word) | Q(gelombang__nama__icontains=word))
    return rows.order_by("-dibuka", "-pk")


def penugasan_get(penugasan_id: int) -> Penugasan | None:
    return Penugasan.objects.select_related("gelombang", "tugas").filter(pk=penugasan_id).first()


def ringkasan(penugasan_id: int) -> Ringkasan:
    counts = Kiriman.objects.filter(penugasan_id=penugasan_id).aggregate(
        peserta=Count("pk"),
        dikirim=Count("pk", filter=Q(status__in=SENT)),
        dinilai=Count("pk", filter=Q(status=Kiriman.Status.DINILAI)),
        tanpa_asesor=Count("pk", filter=Q(asesor=None)),
    )
    return Ringkasan(**counts)


def kiriman_list(penugasan_id: int, *, cari: str = "", keadaan: str = "", at: datetime) -> QuerySet[Kiriman]:
    """Who has this assignment, by participant number. `keadaan`: belum, terlambat, dikirim, dinilai, tanpa_asesor."""
    rows = Kiriman.objects.filter(penugasan_id=penugasan_id).select_related("peserta__pegawai__unit", "asesor")
    conditions = {
        "belum": Q(status=Kiriman.Status.BELUM),
        "terlambat": Q(status=Kiriman.Status.BELUM, penugasan__tenggat__lte=at),
        "dikirim": Q(status=Kiriman.Status.DIKIRIM),
        "dinilai": Q(status=Kiriman.Status.DINILAI),
        "tanpa_asesor": Q(asesor=None),
    }
    rows = rows.filter(conditions.get(keadaan, Q()))
    for word in cari.split():
        rows = rows.filter(
            Q(peserta__pegawai__nama_cari__icontains=word)
            | Q(peserta__pegawai__nip__startswith=word)
            | Q(peserta__nomor__icontains=word)
            | Q(peserta__pegawai__unit__nama__icontains=word)
        )
    return rows.annotate(berkas_count=Count("berkas", filter=Q(berkas__is_dikirim=True))).order_by("peserta__nomor")


def kiriman_get(kiriman_id: int) -> Kiriman | None:
    return (
        Kiriman.objects.select_related("penugasan__tugas", "penugasan__gelombang", "peserta__pegawai__unit", "asesor")
        .filter(pk=kiriman_id)
        .first()
    )


def calon_list(penugasan: Penugasan, *, cari: str = "") -> QuerySet[Any]:
    """Participants of the wave who do not have this assignment yet, by name of unit and number."""
    given = Kiriman.objects.filter(penugasan=penugasan).values("peserta_id")
    return peserta_list(penugasan.gelombang_id, ALL, cari=cari, urut="unit").exclude(pk__in=given)
