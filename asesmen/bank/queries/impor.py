"""Reading an item file against the dictionary as it is now."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from asesmen.bank.formats.berkas import BerkasUnreadable, Row
from asesmen.bank.formats.butir_json import read_json
from asesmen.bank.formats.butir_xlsx import read_xlsx
from asesmen.bank.formats.html import with_html
from asesmen.bank.rules.baris import BarisButir, Bawaan, read_row, refuse_repeated
from asesmen.kompetensi.queries import kompetensi_ids

JENIS = "butir"
__all__ = ["JENIS", "BerkasUnreadable", "read_berkas", "read_rows"]
TANPA_BAWAAN = Bawaan()


def read_berkas(content: bytes, nama: str, bawaan: Bawaan = TANPA_BAWAAN) -> list[Row]:
    """The rows of an item file (xlsx or JSON), with `bawaan` where a column is missing.

    Raises BerkasUnreadable.
    """
    rows = read_json(content) if nama.casefold().endswith(".json") else read_xlsx(content)
    if not rows:
        raise BerkasUnreadable("Berkas tidak memuat satu butir pun. Isi baris di bawah judul kolom.")
    return [replace(row, cells=bawaan.fill(row.cells, i)) for i, row in enumerate(rows, 1)]


def read_rows(rows: Iterable[Row]) -> list[BarisButir]:
    """Read the rows against the dictionary: items, or the reasons against them."""
    known = {kode.upper(): kode for kode in kompetensi_ids()}
    return refuse_repeated([_read(row, known) for row in rows])


def _read(row: Row, known: Mapping[str, str]) -> BarisButir:
    read = read_row(row.nomor, row.cells, known)
    return with_html(read, row.gambar) if row.cells.get("Format") == "html" else read
