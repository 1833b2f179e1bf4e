"""One row of earlier assessment results: person, day, organiser, level per competency, JPM."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from pegawai.rules import sel as cells
from pegawai.rules.baris import data_rows, read_nama, read_nip, read_text, refuse_duplicates, start_row
from pegawai.rules.kolom import Baris, Pemetaan, kolom_kompetensi
from pegawai.rules.masalah import BarisDibaca
from pegawai.rules.sel import Sel
from pegawai.rules.tanggal import read_tanggal

NEEDED = ("nip", "tanggal")
_NUMBER = re.compile(r"[-+]?[0-9]{1,30}(\.[0-9]{1,30})?([eE][-+]?[0-9]{1,3})?")
HIGHEST_LEVEL = Decimal("5.5")
HIGHEST_JPM = Decimal(1000)
TUJUAN = {
    **dict.fromkeys(("", "pemetaan", "pemetaan kompetensi", "pemetaan talenta"), "pemetaan"),
    **dict.fromkeys(("pengisian", "pengisian jabatan", "seleksi", "seleksi terbuka", "promosi"), "pengisian"),
}


def read_rows(rows: Sequence[Baris], peta: Pemetaan, today: date) -> list[BarisDibaca]:
    """Read every data row; of rows about the same assessment of the same person the first one stands."""
    kompetensi = kolom_kompetensi(rows[peta.baris_data - 1], peta.kolom)
    read = []
    for nomor, named in data_rows(rows, peta):
        levels = {kode: rows[nomor - 1][at] if at < len(rows[nomor - 1]) else None for kode, at in kompetensi.items()}
        read.append(_read(nomor, named, levels, peta, today))
    refuse_duplicates(read, ["nip", "tanggal", "tujuan", "penyelenggara"], peta.judul["nip"], "Penilaian yang sama")
    return read


def _read(nomor: int, named: dict[str, Sel], levels: dict[str, Sel], peta: Pemetaan, today: date) -> BarisDibaca:
    baris = start_row(nomor, named, peta)
    baris.asal |= {kode: cells.teks(sel) for kode, sel in levels.items()}
    nip = read_nip(baris, named.get("nip"), peta.judul["nip"])
    nama = read_nama(baris, named["nama"], peta.judul["nama"])[1] if "nama" in peta.kolom else ""
    baris.data = {
        "nip": nip.angka if nip else cells.teks(named.get("nip")),
        "nama": nama,
        "tanggal": _tanggal(baris, named.get("tanggal"), peta.judul["tanggal"], today),
        "penyelenggara": _text(baris, named, peta, "penyelenggara", 150) or "Tidak disebut",
        "tujuan": _tujuan(baris, named, peta),
        "kategori": _text(baris, named, peta, "kategori", 40),
        "jpm": _jpm(baris, named, peta),
        "level": _levels(baris, levels),
    }
    return baris


def _text(baris: BarisDibaca, named: dict[str, Sel], peta: Pemetaan, field: str, limit: int) -> str:
    return read_text(baris, named.get(field), peta.judul.get(field, field), limit)


def _tanggal(baris: BarisDibaca, sel: Sel, column: str, today: date) -> str:
    text = cells.teks(sel)
    found = read_tanggal(text)
    if found is None:
        shown = f"“{text}” bukan tanggal." if text else "Tanggal penilaian kosong."
        baris.refuse(column, "date_unreadable", f"{shown} Tulis seperti 25-03-2025.")
        return ""
    if found > today:
        baris.refuse(column, "date_future", f"Tanggal penilaian {found:%d-%m-%Y} belum tiba. Periksa tahunnya.")
    return found.isoformat()


def _tujuan(baris: BarisDibaca, named: dict[str, Sel], peta: Pemetaan) -> str:
    text = _text(baris, named, peta, "tujuan", 60)
    found = TUJUAN.get(text.lower())
    if found is None:
        message = f"Tujuan “{text}” tidak dikenal. Tulis Pemetaan atau Pengisian."
        baris.refuse(peta.judul["tujuan"], "purpose_unknown", message)
    return found or ""


def number(sel: Sel) -> Decimal | None:
    """The cell's number, exact; Indonesian decimal comma and a percent sign are understood. None for no number."""
    text = cells.teks(sel).removesuffix("%").strip()
    if "," in text:
        text = text.replace(".", "").replace(",", ".")
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _jpm(baris: BarisDibaca, named: dict[str, Sel], peta: Pemetaan) -> str | None:
    sel = named.get("jpm")
    if cells.is_empty(sel):
        return None
    found = number(sel)
    if found is None or not 0 <= found < HIGHEST_JPM:
        baris.refuse(peta.judul["jpm"], "jpm_invalid", f"JPM “{cells.teks(sel)}” bukan persentase, misalnya 88,89.")
        return None
    return str(found.quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP))


def _levels(baris: BarisDibaca, levels: dict[str, Sel]) -> dict[str, str]:
    found: dict[str, str] = {}
    for kode, sel in levels.items():
        if cells.is_empty(sel):
            continue
        level = number(sel)
        if level is None or not 0 <= level <= HIGHEST_LEVEL:
            baris.refuse(kode, "level_invalid", f"Level “{cells.teks(sel)}” bukan angka 0 sampai 5,5.")
            continue
        found[kode] = str(level.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))
    return found
