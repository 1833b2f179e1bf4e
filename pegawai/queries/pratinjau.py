"""Rows of an import as its preview shows them: a cell a field, with the trouble or the change where it belongs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from antrean.formats.teks import decimal_text, nip_text, short_date_text
from pegawai.models import BarisImpor, Impor

# Kind of import → (field, label, class of the cell).
KOLOM: dict[str, tuple[tuple[str, str, str], ...]] = {
    "pegawai": (
        ("nama", "Nama", ""),
        ("nip", "NIP", "angka"),
        ("tanggal_lahir", "Tanggal lahir", "angka"),
        ("golongan", "Gol.", ""),
        ("jabatan", "Jabatan", ""),
        ("unit", "Unit kerja", ""),
    ),
    "hasil": (
        ("nama", "Nama", ""),
        ("nip", "NIP", "angka"),
        ("tanggal", "Tanggal", "angka"),
        ("penyelenggara", "Penyelenggara", ""),
        ("jpm", "JPM (%)", "kanan"),
        ("level", "Level", ""),
    ),
}
LABEL = {
    "gelar_depan": "gelar depan",
    "gelar_belakang": "gelar belakang",
    "kedudukan_hukum": "kedudukan hukum",
    "jenis_kelamin": "jenis kelamin",
    "status_asn": "status",
    "kategori": "kategori",
}


@dataclass
class SelTampil:
    """One cell: what the file says, what stood before (None when nothing changes), and the troubles."""

    label: str
    teks: str
    kelas: str = ""
    lama: str | None = None
    salah: list[str] = field(default_factory=list)
    ragu: list[str] = field(default_factory=list)


@dataclass
class BarisTampil:
    nomor: int
    keadaan: str
    keadaan_label: str
    sel: list[SelTampil]
    lain: list[str] = field(default_factory=list)
    usul: list[dict[str, Any]] = field(default_factory=list)
    keputusan: str = ""


def rows_of(impor: Impor, rows: list[BarisImpor]) -> list[BarisTampil]:
    return [_row(impor, row) for row in rows]


def headers_of(impor: Impor) -> list[tuple[str, str]]:
    return [(label, kelas) for _, label, kelas in KOLOM[impor.jenis]]


def _row(impor: Impor, row: BarisImpor) -> BarisTampil:
    judul = impor.ringkasan.get("judul", {})
    cells = {name: _cell(row, name, label, kelas, judul.get(name, "")) for name, label, kelas in KOLOM[impor.jenis]}
    by_header = {judul[name]: cell for name, cell in cells.items() if name in judul}
    by_header |= {cell.label.lower(): cell for cell in cells.values()} | {"unit": cells.get("unit", cells["nama"])}
    for trouble in row.masalah:
        cell = by_header.get(trouble["column"])
        message = trouble["message"] if cell else f"{trouble['column']}: {trouble['message']}"
        cell = cell or (cells["level"] if "level" in cells else cells["nama"])
        (cell.salah if trouble["refuses"] else cell.ragu).append(message)
    others = [_change(name, pair) for name, pair in row.perubahan.items() if name not in cells]
    return BarisTampil(
        row.nomor,
        row.keadaan,
        row.get_keadaan_display(),
        list(cells.values()),
        others,
        row.data.get("usul", []),
        row.data.get("keputusan", {}).get("pilihan", ""),
    )


def _cell(row: BarisImpor, name: str, label: str, kelas: str, header: str) -> SelTampil:
    # A row with a trouble is shown as the file writes it, so that it is found there.
    raw = row.data.get("asal", {}).get(header) if row.keadaan == BarisImpor.Keadaan.DITOLAK else None
    pair = row.perubahan.get(name)
    return SelTampil(label, _text(name, raw or row.data.get(name)), kelas, _text(name, pair[0]) if pair else None)


def _change(name: str, pair: list[Any]) -> str:
    old, new = (_text(name, value) or "kosong" for value in pair)
    return f"{LABEL.get(name, name)}: {old} → {new}"


def _text(name: str, value: Any) -> str:
    """Write a field's value as the other pages do; what does not read as its kind stays as it is."""
    if isinstance(value, dict):
        return ", ".join(f"{kode} {level.rstrip('0').rstrip('.').replace('.', ',')}" for kode, level in value.items())
    text = "" if value is None else str(value)
    return WRITTEN[name](text) if name in WRITTEN else text


def _day(text: str) -> str:
    try:
        return short_date_text(date.fromisoformat(text))
    except ValueError:
        return text


WRITTEN: dict[str, Callable[[str], str]] = {
    "nip": nip_text,
    "jpm": lambda text: decimal_text(text) or text,
    "tanggal": _day,
    "tanggal_lahir": _day,
}
