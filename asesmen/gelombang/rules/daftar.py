"""The lists an office keeps: participants, rooms, the daily pattern of sessions. Cells in, rows with faults out."""

import re
from collections.abc import Sequence
from datetime import time

from asesmen.gelombang.rules.jadwal import Pola, PolaUnreadable, read_catatan
from pegawai.rules.baris import data_rows, read_nip, read_text, refuse_duplicates, start_row
from pegawai.rules.kolom import PEGAWAI, Baris, find_header
from pegawai.rules.masalah import BarisDibaca
from pegawai.rules.sel import Sel, jenis, teks

PESERTA = {name: PEGAWAI[name] for name in ("nip", "nama", "unit")}
RUANG: dict[str, tuple[str, ...]] = {
    "kode": ("kode", "kode ruang"),
    "nama": ("nama ruang", "nama", "ruang"),
    "tempat": ("tempat", "lokasi", "alamat", "gedung"),
    "kecamatan": ("kecamatan",),
    "jumlah_kursi": ("jumlah kursi", "kursi", "jumlah komputer"),
    "kapasitas": ("kapasitas ujian", "kapasitas"),
    "akses": ("akses kursi roda", "ramah kursi roda"),
}
SESI: dict[str, tuple[str, ...]] = {
    "sesi": ("sesi", "no sesi", "nomor sesi"),
    "mulai": ("mulai", "jam mulai", "waktu mulai"),
    "selesai": ("selesai", "jam selesai", "waktu selesai"),
    "catatan": ("catatan", "keterangan"),
}
YA = frozenset({"ya", "y", "ada", "1"})
MAX_KURSI = 500
_JAM = re.compile(r"(\d{1,2})[.:](\d{2})(?:[.:]00)?")


def read_peserta(rows: Sequence[Baris]) -> list[BarisDibaca]:
    """Read a list of people by their NIP; a NIP that stands twice is refused the second time. Raises HeaderMissing."""
    peta = find_header(rows, PESERTA, ["nip"])
    found = []
    for nomor, named in data_rows(rows, peta):
        baris = start_row(nomor, named, peta)
        nip = read_nip(baris, named.get("nip"), peta.judul["nip"])
        baris.data = {
            "nip": nip.angka if nip else teks(named.get("nip"))[:40],
            "nama": teks(named.get("nama"))[:150],
            "unit": teks(named.get("unit"))[:150],
        }
        found.append(baris)
    refuse_duplicates(found, ["nip"], peta.judul["nip"], "NIP ini")
    return found


def read_ruang(rows: Sequence[Baris]) -> list[BarisDibaca]:
    """Read a list of rooms. Raises HeaderMissing."""
    peta = find_header(rows, RUANG, ["kode", "nama", "kapasitas"])
    found = []
    for nomor, named in data_rows(rows, peta):
        baris = start_row(nomor, named, peta)
        judul = {field: peta.judul.get(field, field) for field in RUANG}
        kapasitas = _count(baris, named.get("kapasitas"), judul["kapasitas"])
        kursi = (
            _count(baris, named.get("jumlah_kursi"), judul["jumlah_kursi"]) if "jumlah_kursi" in named else kapasitas
        )
        baris.data = {
            "kode": _needed(baris, named.get("kode"), judul["kode"], 12),
            "nama": _needed(baris, named.get("nama"), judul["nama"], 120),
            "tempat": read_text(baris, named.get("tempat"), judul["tempat"], 150),
            "kecamatan": read_text(baris, named.get("kecamatan"), judul["kecamatan"], 80),
            "jumlah_kursi": kursi,
            "kapasitas": kapasitas,
            "is_akses_kursi_roda": teks(named.get("akses")).lower() in YA,
        }
        if not baris.is_refused and kapasitas > kursi:
            baris.refuse(
                judul["kapasitas"], "over_seats", f"Kapasitas ujian {kapasitas} melebihi jumlah kursi {kursi}. Kurangi."
            )
        found.append(baris)
    refuse_duplicates(found, ["kode"], peta.judul["kode"], "Kode ini")
    return found


def read_pola(rows: Sequence[Baris]) -> tuple[list[Pola], list[BarisDibaca]]:
    """Read the daily pattern: the sessions that are right, and every row as it was read. Raises HeaderMissing."""
    peta = find_header(rows, SESI, ["sesi", "mulai", "selesai"])
    pola, found = [], []
    for nomor, named in data_rows(rows, peta):
        baris = start_row(nomor, named, peta)
        sesi = _count(baris, named.get("sesi"), peta.judul["sesi"])
        mulai = _clock(baris, named.get("mulai"), peta.judul["mulai"])
        selesai = _clock(baris, named.get("selesai"), peta.judul["selesai"])
        jumat, is_jumat = _note(baris, named.get("catatan"), peta.judul.get("catatan", "Catatan"))
        if mulai and selesai and mulai >= selesai:
            baris.refuse(peta.judul["selesai"], "ends_before_start", "Jam selesai tidak sesudah jam mulai. Perbaiki.")
        baris.data = {"sesi": sesi}
        found.append(baris)
        if mulai and selesai and not baris.is_refused:
            pola.append(Pola(sesi, mulai, selesai, jumat, is_jumat))
    refuse_duplicates(found, ["sesi"], peta.judul["sesi"], "Sesi ini")
    refused = {b.data["sesi"] for b in found if b.is_refused}
    return [p for p in pola if p.nomor not in refused], found


def _needed(baris: BarisDibaca, sel: Sel, column: str, limit: int) -> str:
    words = read_text(baris, sel, column, limit)
    if not words and not baris.is_refused:
        baris.refuse(column, "missing", f"{column} kosong. Isi, atau hapus baris ini.")
    return words


def _count(baris: BarisDibaca, sel: Sel, column: str) -> int:
    words = teks(sel)
    if jenis(sel) != "f" and words.isascii() and words.isdigit() and 1 <= int(words) <= MAX_KURSI:
        return int(words)
    baris.refuse(column, "not_a_count", f"{column} harus bilangan bulat 1 sampai {MAX_KURSI}. Perbaiki di Excel.")
    return 0


def _clock(baris: BarisDibaca, sel: Sel, column: str) -> time | None:
    found = _JAM.fullmatch(teks(sel)) if jenis(sel) != "f" else None
    if found and int(found[1]) < 24 and int(found[2]) < 60:
        return time(int(found[1]), int(found[2]))
    baris.refuse(column, "not_a_clock", f"{column} bukan jam. Tulis seperti 07.30.")
    return None


def _note(baris: BarisDibaca, sel: Sel, column: str) -> tuple[time | None, bool]:
    try:
        return read_catatan(teks(sel))
    except PolaUnreadable as fault:
        baris.refuse(
            column,
            fault.code,
            'Catatan ini tidak dikenali. Tulis "Jumat mulai 14.00", "tidak pada hari Jumat", atau kosongkan.',
        )
        return None, True
