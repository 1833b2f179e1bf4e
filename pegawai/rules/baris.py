"""What every imported list of people has in common: the cells of a row, its NIP and name, rows that are no data."""

import re
from collections.abc import Iterable, Iterator, Sequence

from pegawai.rules import sel as cells
from pegawai.rules.kolom import Baris, Pemetaan
from pegawai.rules.masalah import BarisDibaca
from pegawai.rules.nama import is_formula, split_titles
from pegawai.rules.nip import NUMBER_MESSAGE, Nip, NipInvalid, parse_nip
from pegawai.rules.sel import Sel

_TOTAL = re.compile(r"(jumlah|total|sub ?total|rata-rata)\b", re.IGNORECASE)
_SIGNATURE = re.compile(r"nip\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d{15}")
FORMULA_MESSAGE = "Sel ini berisi rumus. Salin, lalu tempel sebagai nilai, dan unggah lagi."


def data_rows(rows: Sequence[Baris], peta: Pemetaan) -> Iterator[tuple[int, dict[str, Sel]]]:
    """The rows below the header with their Excel numbers, without empty lines and the furniture of a printed table."""
    for index in range(peta.baris_data, len(rows)):
        row = rows[index]
        named = {field: row[at] if at < len(row) else None for field, at in peta.kolom.items()}
        filled = {field: cells.teks(sel) for field, sel in named.items() if not cells.is_empty(sel)}
        if (len(filled) > 1 or "nip" in filled) and not _is_furniture(filled, row, peta):
            yield index + 1, named


def _is_furniture(filled: dict[str, str], row: Baris, peta: Pemetaan) -> bool:
    """True for what a printed table has beside its rows: (1) (2) (3) under the header, the header again, totals."""
    nip = filled.get("nip", "")
    # "NIP. 1965…" alone in the column of NIP is the signature's.
    is_signed = len(filled) == 1 and bool(_SIGNATURE.match(nip))
    if is_signed or _DIGITS.search(nip):
        return is_signed
    if filled == {field: word for field, word in peta.judul.items() if field in filled}:
        return True
    words = [cells.teks(sel) for sel in row]
    numbers = [word.strip("().") for word in words if word]
    if len(numbers) > 2 and numbers == [str(n) for n in range(1, len(numbers) + 1)]:
        return True
    first = next(filter(None, words), "")
    return bool(_TOTAL.match(first))


def start_row(nomor: int, named: dict[str, Sel], peta: Pemetaan) -> BarisDibaca:
    asal = {peta.judul[field]: cells.teks(sel) for field, sel in named.items()}
    return BarisDibaca(nomor=nomor, asal=asal)


def read_nip(baris: BarisDibaca, sel: Sel, column: str) -> Nip | None:
    """Read the NIP's cell. A number is refused even with 18 digits: its last ones may be wrong (Excel keeps 15)."""
    if cells.jenis(sel) in {"n", "f"}:
        baris.refuse(column, "nip_number", NUMBER_MESSAGE)
        return None
    try:
        return parse_nip(cells.teks(sel))
    except NipInvalid as fault:
        baris.refuse(column, fault.code, str(fault))
        return None


def read_nama(baris: BarisDibaca, sel: Sel, column: str) -> tuple[str, str, str]:
    """Read the name's cell into (titles in front, name, titles behind)."""
    text = cells.teks(sel)
    if cells.jenis(sel) == "f" or is_formula(text):
        baris.refuse(column, "formula_name", "Nama berisi rumus. Tulis nama sebagai teks biasa.")
    elif not text:
        baris.refuse(column, "no_name", "Nama kosong. Isi nama pegawai.")
    elif len(text) > 150:
        baris.refuse(column, "too_long", "Nama lebih dari 150 huruf. Periksa apakah kolomnya tertukar.")
    return split_titles(text)


def read_text(baris: BarisDibaca, sel: Sel, column: str, limit: int) -> str:
    """Read a cell of plain words; formulas, errors and texts longer than the field are refused."""
    text = cells.teks(sel)
    if cells.jenis(sel) == "f" or (is_formula(text) and not text.startswith("-")):
        baris.refuse(column, "formula", FORMULA_MESSAGE)
        return ""
    if cells.jenis(sel) == "e":
        baris.refuse(column, "cell_error", f"Sel ini berisi galat {text}. Perbaiki di Excel, lalu unggah lagi.")
        return ""
    if len(text) > limit:
        baris.refuse(column, "too_long", f"Isi sel lebih dari {limit} huruf. Periksa apakah kolomnya tertukar.")
        return ""
    return text


def refuse_duplicates(rows: Iterable[BarisDibaca], key: Sequence[str], column: str, what: str) -> None:
    """Refuse every row whose key an earlier row that stands has already used."""
    first: dict[tuple[str, ...], BarisDibaca] = {}
    for baris in rows:
        if baris.is_refused:
            continue
        earlier = first.setdefault(tuple(str(baris.data[name]) for name in key), baris)
        if earlier is not baris:
            where = ", ".join(filter(None, [earlier.data.get("nama", ""), earlier.data.get("unit", "")]))
            baris.refuse(
                column,
                "duplicate",
                f"{what} ada di baris {earlier.nomor}{f' ({where})' if where else ''}. Hapus salah satu di Excel.",
            )
