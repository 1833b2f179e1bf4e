"""What a participant sees: own assignments, and of each what is asked and what is there."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from asesmen.penugasan.models import BerkasKiriman, Kiriman
from asesmen.penugasan.rules.berkas import Persyaratan, missing, persyaratan_from


@dataclass(frozen=True)
class Bagian:
    """One requirement with its files; `urut` counts from 1."""

    urut: int
    persyaratan: Persyaratan
    berkas: tuple[BerkasKiriman, ...]

    @property
    def kept(self) -> tuple[BerkasKiriman, ...]:
        return tuple(b for b in self.berkas if not b.is_dibuang)

    @property
    def sisa(self) -> int:
        """How many more files fit."""
        return self.persyaratan.maks_jumlah - len(self.kept)

    @property
    def is_changed(self) -> bool:
        """Something waits for the next sending."""
        return any(not b.is_dikirim or b.is_dibuang for b in self.berkas)

    @property
    def is_missing(self) -> bool:
        return bool(missing([self.persyaratan], {self.persyaratan.nama: len(self.kept)}))


def tugas_saya(peserta_id: int) -> QuerySet[Kiriman]:
    """A participant's assignments, the nearest deadline first, each with berkas_count."""
    return (
        Kiriman.objects.filter(peserta_id=peserta_id)
        .select_related("penugasan__tugas")
        .annotate(berkas_count=Count("berkas", filter=Q(berkas__is_dibuang=False)))
        .order_by("penugasan__tenggat", "pk")
    )


def kiriman_of_peserta(kiriman_id: int, peserta_id: int) -> Kiriman | None:
    return (
        Kiriman.objects.select_related("penugasan__tugas", "peserta")
        .filter(pk=kiriman_id, peserta_id=peserta_id)
        .first()
    )


def bagian_rows(kiriman: Kiriman, *, only_sent: bool = False) -> list[Bagian]:
    """What the task asks for, in its order, with the files of each. One query."""
    files = [b for b in kiriman.berkas.all() if b.is_dikirim or not only_sent]
    return [
        Bagian(urut, asked, tuple(b for b in files if b.persyaratan == asked.nama))
        for urut, asked in enumerate(persyaratan_from(kiriman.penugasan.tugas.berkas), 1)
    ]


def berkas_get(berkas_id: UUID) -> BerkasKiriman | None:
    return (
        BerkasKiriman.objects.select_related("kiriman__peserta", "kiriman__penugasan__tugas")
        .filter(pk=berkas_id)
        .first()
    )


def berkas_urut(berkas: BerkasKiriman) -> int:
    """The file's place among the sent ones of its requirement, from 1."""
    same = berkas.kiriman.berkas.filter(persyaratan=berkas.persyaratan, is_dikirim=True)
    return [b.pk for b in same].index(berkas.pk) + 1
