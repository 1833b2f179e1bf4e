"""The dictionary: competencies in their order, with the group that forms a JPM of its own."""

from dataclasses import dataclass

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
