"""Questions about items and instruments: the face that other apps read. Keys leave only through `kunci_rows`."""

from asesmen.bank.queries.butir import butir_content, kunci_rows
from asesmen.bank.queries.daftar import ButirRinci, bank_is_empty, butir_counts, butir_get, butir_rows
from asesmen.bank.queries.gambar import gambar_uris, shown_html, words_of
from asesmen.bank.queries.instrumen import (
    InstrumenRinci,
    InstrumenRow,
    instrumen_detail,
    instrumen_get,
    instrumen_rows,
    naskah_bahan,
)
from asesmen.bank.rules.kunci import KunciRow

__all__ = [
    "ButirRinci",
    "InstrumenRinci",
    "InstrumenRow",
    "KunciRow",
    "bank_is_empty",
    "butir_content",
    "butir_counts",
    "butir_get",
    "butir_rows",
    "gambar_uris",
    "instrumen_detail",
    "instrumen_get",
    "instrumen_rows",
    "kunci_rows",
    "naskah_bahan",
    "shown_html",
    "words_of",
]
