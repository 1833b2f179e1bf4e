"""A standard as a table, and who has none."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Q, QuerySet

from asesmen.kompetensi.models import BarisStandar, StandarKompetensi
from asesmen.kompetensi.queries.kamus import KompetensiRow, kompetensi_rows
from asesmen.kompetensi.queries.standar import Tuntutan, rows_by_pair
from asesmen.kompetensi.rules.jabatan import JENJANG, Pair, missing_pairs
from pegawai.queries import Orang, Scope, orang_in


@dataclass(frozen=True)
class BarisTabel:
    jenjang: str
    sel: tuple[Tuntutan | None, ...]
    sumber: tuple[str, ...]


@dataclass(frozen=True)
class TabelKelompok:
    """One family of jabatan: jenjang down, competencies across."""

    kelompok: str
    kolom: tuple[KompetensiRow, ...]
    baris: tuple[BarisTabel, ...]


@dataclass(frozen=True)
class JabatanTanpaStandar:
    """A jabatan whose standard is missing or incomplete, and how many people hold it."""

    jabatan: str
    jenis: str
    jenjang: str
    jumlah: int
    kurang: tuple[Pair, ...]

    @property
    def is_unread(self) -> bool:
        """The jenjang is not on any ladder, so no row could ever apply."""
        return not self.kurang


def standar_rows() -> QuerySet[StandarKompetensi]:
    """Every standard with the number of its rows, the newest first."""
    return (
        StandarKompetensi.objects.select_related("dibuat_oleh", "disahkan_oleh")
        .annotate(baris_count=Count("baris"), konfirmasi_count=Count("baris", filter=Q(baris__perlu_konfirmasi=True)))
        .order_by("-is_disahkan", "-berlaku_dari", "-id")
    )


def standar_get(standar_id: int) -> StandarKompetensi | None:
    return standar_rows().filter(pk=standar_id).first()


def tabel_standar(standar_id: int) -> list[TabelKelompok]:
    """The standard by family, jenjang from the highest down, columns in the dictionary's order."""
    columns = kompetensi_rows()
    rows = rows_by_pair(standar_id)
    sources = _sources(standar_id)
    families = [family for family in JENJANG if any(pair[0] == family for pair in rows)]
    families += sorted({pair[0] for pair in rows} - set(JENJANG))
    return [_tabel(family, columns, rows, sources) for family in families]


def _tabel(
    family: str,
    columns: Sequence[KompetensiRow],
    rows: Mapping[Pair, Mapping[str, Tuntutan]],
    sources: Mapping[Pair, tuple[str, ...]],
) -> TabelKelompok:
    tiers = [tier for kelompok, tier in rows if kelompok == family]
    ladder = JENJANG.get(family, ())
    tiers.sort(key=lambda tier: (ladder.index(tier) if tier in ladder else len(ladder), tier))
    used = {kode for tier in tiers for kode in rows[family, tier]}
    shown = tuple(column for column in columns if column.kode in used)
    lines = tuple(
        BarisTabel(tier, tuple(rows[family, tier].get(c.kode) for c in shown), sources[family, tier]) for tier in tiers
    )
    return TabelKelompok(family, shown, lines)


def _sources(standar_id: int) -> dict[Pair, tuple[str, ...]]:
    rows = BarisStandar.objects.filter(standar_id=standar_id).order_by("kelompok", "jenjang", "id")
    found = rows.values_list("kelompok", "jenjang", "sumber")
    return {
        pair: tuple(dict.fromkeys(sumber for _, _, sumber in group if sumber))
        for pair, group in groupby(found, key=lambda row: (row[0], row[1]))
    }


def jabatan_without_standar(standar_id: int) -> list[JabatanTanpaStandar]:
    """The jabatan in use for which rows are missing, most people first; nobody is left out silently."""
    known = set(rows_by_pair(standar_id))
    people = orang_in(Scope(is_all=True))
    counts = Counter(map(_seat, people))
    found = []
    for (jabatan, jenis, kelompok, jenjang), count in counts.items():
        missing = missing_pairs(jenis=jenis, kelompok=kelompok, jenjang=jenjang, known=known)
        if missing is not None:
            found.append(JabatanTanpaStandar(jabatan, jenis, jenjang, count, missing))
    return sorted(found, key=lambda row: (-row.jumlah, row.jabatan))


def _seat(orang: Orang) -> tuple[str, str, str, str]:
    return orang.jabatan, orang.jabatan_jenis, orang.kelompok, orang.jenjang
