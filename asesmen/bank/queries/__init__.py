"""Questions about items and instruments: the face that other apps read. Keys leave only through `kunci_rows`."""

from asesmen.bank.queries.butir import butir_content, kunci_rows
from asesmen.bank.queries.instrumen import InstrumenRow, instrumen_get, instrumen_rows, naskah_bahan
from asesmen.bank.rules.kunci import KunciRow

__all__ = [
    "InstrumenRow",
    "KunciRow",
    "butir_content",
    "instrumen_get",
    "instrumen_rows",
    "kunci_rows",
    "naskah_bahan",
]
