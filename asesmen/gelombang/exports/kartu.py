"""Participant cards, several on a page, each room of each session beginning a new page."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import groupby

import segno

from antrean.formats.teks import code_text, nip_text
from asesmen.gelombang.exports.cetak import Kop, typeset

COLUMNS = 2
ROWS = {"A4": 4, "F4": 5}


@dataclass(frozen=True)
class KartuRow:
    """One card. `kelompok` keeps the cards of one room and session together; the QR holds `nomor`, never the code."""

    kelompok: int
    nomor: str
    nip: str
    nama: str
    unit: str
    sesi: str
    ruang: str
    tempat: str
    kursi: int
    hari: str
    jam: str
    kode: str


def kartu_pdf(rows: Iterable[KartuRow], kop: Kop) -> bytes:
    groups = [[_card(row) for row in cards] for _, cards in groupby(rows, key=lambda row: row.kelompok)]
    size = COLUMNS * ROWS[kop.kertas]
    pages = [cards[i : i + size] for cards in groups for i in range(0, len(cards), size)]
    return typeset("kartu.typ", kop, {"halaman": pages, "baris": ROWS[kop.kertas], "kolom": COLUMNS})


def _card(row: KartuRow) -> dict[str, object]:
    return {**asdict(row), "nip": nip_text(row.nip), "kode": code_text(row.kode), "qr": qr_svg(row.nomor)}


def qr_svg(text: str) -> str:
    """A QR code as SVG. The fixed mask saves trying all eight: any mask is readable."""
    code = segno.make_qr(text, error="m", mask=2, boost_error=False)
    return code.svg_inline(border=0, omitsize=True)
