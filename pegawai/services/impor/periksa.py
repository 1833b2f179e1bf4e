"""What a check of a file gives: rows with what they would change, and a summary. Nothing is written here."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from pegawai.formats.tabel import Lembar, TabelUnreadable, read_tabel
from pegawai.models import BarisImpor
from pegawai.rules.kolom import HeaderMissing, Pemetaan, find_header
from pegawai.rules.masalah import BarisDibaca

Keadaan = BarisImpor.Keadaan
# Called with (done, total, words) while something long goes on.
Lapor = Callable[[int, int, str], None]


def silent(done: int, total: int, keterangan: str) -> None:
    """Report to nobody."""


class ImporUnreadable(ValidationError):
    """The file is no table, or none of its first rows names the needed columns."""


@dataclass
class BarisCalon:
    """One checked row: `keadaan` is baru, berubah, tetap or ditolak; `perubahan` maps field → [old, new]."""

    nomor: int
    keadaan: str
    data: dict[str, Any] = field(default_factory=dict)
    perubahan: dict[str, list[Any]] = field(default_factory=dict)
    masalah: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Pemeriksaan:
    baris: list[BarisCalon]
    ringkasan: dict[str, Any]


def open_table(
    path: Path, nama: str, fields: Mapping[str, Sequence[str]], needed: Sequence[str]
) -> tuple[Lembar, Pemetaan, list[str]]:
    """The first sheet whose header is found, its mapping, and the names of the other sheets. Raises ImporUnreadable."""
    try:
        sheets = read_tabel(path, nama)
    except TabelUnreadable as refusal:
        raise ImporUnreadable(str(refusal), code=refusal.code) from refusal
    for sheet in sheets:
        try:
            peta = find_header(sheet.rows, fields, needed)
        except HeaderMissing:
            continue
        return sheet, peta, [other.nama for other in sheets if other is not sheet]
    wanted = " dan ".join(fields[name][0].upper() for name in needed)
    raise ImporUnreadable(
        f"Judul kolom tidak ditemukan pada 30 baris pertama. Berkas harus memuat kolom {wanted}.", code="no_header"
    )


def as_calon(baris: BarisDibaca, keadaan: str = "", perubahan: dict[str, list[Any]] | None = None) -> BarisCalon:
    """A row to stage; rows with a trouble keep their cells as written, for the file of corrections."""
    data = dict(baris.data)
    if baris.masalah:
        data["asal"] = baris.asal
    return BarisCalon(
        nomor=baris.nomor,
        keadaan=Keadaan.DITOLAK if baris.is_refused else keadaan,
        data=data,
        perubahan={} if baris.is_refused else perubahan or {},
        masalah=[m.as_dict() for m in baris.masalah],
    )


def summarise(sheet: Lembar, peta: Pemetaan, others: list[str], rows: Iterable[BarisCalon]) -> dict[str, Any]:
    """Counts and where they come from, as the preview shows them."""
    rows = list(rows)
    counts = Counter(calon.keadaan for calon in rows)
    return {
        "baris": len(rows),
        **{keadaan.value: counts[keadaan] for keadaan in Keadaan},
        "peringatan": sum(1 for c in rows if c.masalah and c.keadaan != Keadaan.DITOLAK),
        "lembar": sheet.nama,
        "lembar_lain": others[:10],
        "baris_judul": peta.baris_judul,
        "jumlah_kolom": peta.jumlah_kolom,
        "judul": peta.judul,
        # The database keeps no order of keys, people want their file's.
        "urutan": list(dict.fromkeys(header for c in rows for header in c.data.get("asal", peta.judul.values()))),
        "ganda": list(peta.ganda),
    }
