"""Slips with activation codes, several on a page, the people of each unit beginning a new page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from antrean.formats.tata_letak import typeset
from antrean.formats.teks import code_text, date_text, nip_text

ROWS = {"A4": 8, "F4": 9}
TEMPLATE = Path(__file__).parent / "surat_akun.typ"


@dataclass(frozen=True)
class SuratRow:
    nip: str
    nama: str
    unit: str
    kode: str


def surat_pdf(rows: Iterable[SuratRow], *, instansi: str, alamat: str, sampai: date, kertas: str) -> bytes:
    """`alamat` is where the code is typed; `rows` come by unit."""
    size = ROWS[kertas]
    groups = [[_slip(row) for row in of_unit] for _, of_unit in groupby(rows, key=lambda row: row.unit)]
    pages = [slips[i : i + size] for slips in groups for i in range(0, len(slips), size)]
    data = {"halaman": pages, "baris": size, "instansi": instansi, "alamat": alamat, "sampai": date_text(sampai)}
    return typeset(TEMPLATE, data, kertas)


def _slip(row: SuratRow) -> dict[str, str]:
    return {"nip": nip_text(row.nip), "nama": row.nama, "unit": row.unit, "kode": code_text(row.kode)}
