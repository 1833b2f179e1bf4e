"""One archive: the sheets as a workbook for people and as JSON for programs, and the person's files."""

import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime

from antrean.formats.buku_kerja import TEKS, BukuKerja, Gaya
from pegawai.rules.data_pribadi import LembarData

KEPALA = Gaya(tebal=True, latar="#E0F0F3", garis=True, bungkus=True)
ISI = Gaya(garis=True, angka=TEKS, bungkus=True)
BACA = """Data Anda pada {instansi}, disusun {at:%Y-%m-%d %H:%M}.

data-saya.xlsx  semua data sebagai tabel, satu lembar per jenis data
data-saya.json  isi yang sama untuk program komputer
berkas/         berkas tugas yang Anda unggah

Hasil yang belum diumumkan dan kunci soal tidak termasuk.
Bila ada yang keliru, tekan Minta koreksi di halaman Data saya.
Arsip ini memuat data pribadi: simpan di tempat yang hanya Anda yang dapat membukanya.
"""


def data_saya_zip(
    sheets: Sequence[LembarData], files: Iterable[tuple[str, bytes]], *, instansi: str, kertas: str, at: datetime
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("BACA-SAYA.txt", BACA.format(instansi=instansi, at=at))
        archive.writestr("data-saya.xlsx", _workbook(sheets, instansi=instansi, kertas=kertas, at=at))
        archive.writestr("data-saya.json", _json(sheets, at))
        for name, content in files:
            archive.writestr(f"berkas/{safe_name(name)}", content)
    return out.getvalue()


def safe_name(name: str) -> str:
    """A file's name that leads nowhere: neither into another folder nor beside the archive."""
    return name.replace("/", "_").replace("\\", "_").lstrip(".") or "berkas"


def _workbook(sheets: Sequence[LembarData], *, instansi: str, kertas: str, at: datetime) -> bytes:
    book = BukuKerja(kertas=kertas, judul="Data saya", instansi=instansi, at=at)
    for sheet in sheets:
        page = book.lembar(sheet.nama, [24] * len(sheet.kolom))
        page.row(sheet.kolom, KEPALA)
        page.bekukan(0)
        for row in sheet.baris:
            page.row(row, ISI)
    return book.content()


def _json(sheets: Sequence[LembarData], at: datetime) -> str:
    tables = {sheet.nama: [dict(zip(sheet.kolom, row, strict=True)) for row in sheet.baris] for sheet in sheets}
    return json.dumps({"disusun": at.isoformat(), "data": tables}, ensure_ascii=False, indent=1)
