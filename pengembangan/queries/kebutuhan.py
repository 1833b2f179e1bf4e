"""Who needs what: published shortfalls, and the programmes that would close them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from asesmen.penilaian.queries import KesenjanganRow, kesenjangan_rows
from pegawai.queries import Scope, pengaturan
from pengembangan.queries.program import program_rows
from pengembangan.rules.kebutuhan import needs_development
from pengembangan.rules.kecocokan import Program, fitting


@dataclass(frozen=True)
class KebutuhanRow:
    """One person below the standard in one competency, with the programmes that fit."""

    baris: KesenjanganRow
    program: tuple[Program, ...]


@dataclass(frozen=True)
class KebutuhanKompetensi:
    """One competency: how many people, how far below on average (two decimals) and at most, and who fits where."""

    kode: str
    nama: str
    orang: int
    rerata: Decimal
    terdalam: Decimal
    program: tuple[tuple[Program, int], ...]
    tanpa_program: int


def kebutuhan_rows(
    scope: Scope, *, kode: str | None = None, unit_jalur: str = "", cari: str = ""
) -> list[KebutuhanRow]:
    """Needs within a scope, the largest shortfall first. Five queries."""
    rule = pengaturan("di_bawah_standar")
    programs = program_rows()
    words = cari.lower().split()
    return [
        KebutuhanRow(row, fitting(programs, row.kode, row.level))
        for row in kesenjangan_rows(scope, kode)
        if needs_development(rule, has_gap=True, peringkat=row.kategori_peringkat)
        and row.unit_jalur.startswith(unit_jalur)
        and all(w in row.nama.lower() or row.nip.startswith(w) or w in row.unit_nama.lower() for w in words)
    ]


def kebutuhan_of(scope: Scope, pegawai_id: int) -> list[KebutuhanRow]:
    """One person's needs within a scope, the largest first."""
    return [row for row in kebutuhan_rows(scope) if row.baris.pegawai_id == pegawai_id]


def per_kompetensi(rows: Iterable[KebutuhanRow]) -> list[KebutuhanKompetensi]:
    """Needs grouped by competency, the most people first."""
    grouped: dict[str, list[KebutuhanRow]] = defaultdict(list)
    for row in rows:
        grouped[row.baris.kode].append(row)
    return sorted((_summary(found) for found in grouped.values()), key=lambda k: (-k.orang, k.nama))


def _summary(rows: list[KebutuhanRow]) -> KebutuhanKompetensi:
    gaps = [row.baris.kesenjangan for row in rows]
    # By id: hashing a whole programme for each of thousands of rows takes longer than reading them.
    programs = {p.id: p for row in rows for p in row.program}
    counts = Counter(p.id for row in rows for p in row.program)
    return KebutuhanKompetensi(
        kode=rows[0].baris.kode,
        nama=rows[0].baris.kompetensi_nama,
        orang=len(rows),
        rerata=(sum(gaps, Decimal(0)) / len(gaps)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP),
        terdalam=min(gaps),
        program=tuple(
            sorted(((programs[pk], n) for pk, n in counts.items()), key=lambda pair: (-pair[1], pair[0].kode))
        ),
        tanpa_program=sum(1 for row in rows if not row.program),
    )
