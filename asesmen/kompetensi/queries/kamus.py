"""The dictionary: competencies in their order, with the group that forms a JPM of its own."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q

from asesmen.kompetensi.models import Kompetensi


@dataclass(frozen=True)
class KompetensiRow:
    id: int
    kode: str
    nama: str
    jenis: str
    kelompok_kode: str
    kelompok_nama: str


def kompetensi_rows() -> list[KompetensiRow]:
    """Every competency, by group and order: the columns of any table come from here."""
    rows = Kompetensi.objects.order_by("kelompok__urut", "kelompok__kode", "urut", "kode").values_list(
        "id", "kode", "nama", "jenis", "kelompok__kode", "kelompok__nama"
    )
    return [KompetensiRow(*row) for row in rows]


def kompetensi_ids() -> dict[str, int]:
    """Code → id."""
    return dict(Kompetensi.objects.values_list("kode", "id"))


@dataclass(frozen=True)
class KelompokRow:
    """A group of the dictionary with those of its competencies that match a search."""

    kode: str
    nama: str
    kompetensi: tuple[Kompetensi, ...]


def kamus_by_kelompok(*, cari: str = "", jenis: str = "") -> list[KelompokRow]:
    """The dictionary by group; groups without a match are left out."""
    found = Kompetensi.objects.select_related("kelompok").order_by("kelompok__urut", "kelompok__kode", "urut", "kode")
    if cari:
        found = found.filter(Q(nama__icontains=cari) | Q(kode__icontains=cari) | Q(definisi__icontains=cari))
    if jenis:
        found = found.filter(jenis=jenis)
    groups = groupby(found, key=lambda k: (k.kelompok.kode, k.kelompok.nama))
    return [KelompokRow(kode, nama, tuple(members)) for (kode, nama), members in groups]


def kompetensi_get(kode: str) -> Kompetensi | None:
    """One competency with its levels."""
    return Kompetensi.objects.select_related("kelompok").prefetch_related("level").filter(kode=kode).first()


def kamus_is_empty() -> bool:
    return not Kompetensi.objects.exists()
