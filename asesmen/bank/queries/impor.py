"""Reading an item file against the dictionary as it is now."""

from collections.abc import Iterable

from asesmen.bank.formats.berkas import BerkasUnreadable, Row
from asesmen.bank.formats.butir_json import read_json
from asesmen.bank.formats.butir_xlsx import read_xlsx
from asesmen.bank.rules.baris import BarisButir, read_row, refuse_repeated
from asesmen.kompetensi.queries import kompetensi_ids

__all__ = ["BerkasUnreadable", "read_berkas", "read_rows"]


def read_berkas(content: bytes, nama: str) -> list[BarisButir]:
    """Raises BerkasUnreadable."""
    rows = read_json(content) if nama.casefold().endswith(".json") else read_xlsx(content)
    if not rows:
        raise BerkasUnreadable("Berkas tidak memuat satu butir pun di bawah baris judul.")
    return read_rows(rows)


def read_rows(rows: Iterable[Row]) -> list[BarisButir]:
    known = {kode.upper(): kode for kode in kompetensi_ids()}
    return refuse_repeated([read_row(row.nomor, row.cells, known) for row in rows])
