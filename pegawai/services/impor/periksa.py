"""What a check of a file gives: rows with what they would change, and a summary. Nothing is written here."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from pegawai.formats.tabel import Lembar, TabelUnreadable, read_tabel
from pegawai.models import BarisImpor, ProfilKolom
from pegawai.rules.kolom import HeaderMissing, Pemetaan, find_header, is_one_unit
from pegawai.rules.masalah import BarisDibaca
from pegawai.rules.pilihan_kolom import PilihanKolom, apply_pilihan, find_known

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
    path: Path,
    nama: str,
    fields: Mapping[str, Sequence[str]],
    needed: Sequence[str],
    jenis: str = "pegawai",
    pilihan: PilihanKolom | None = None,
) -> tuple[Lembar, Pemetaan, list[str]]:
    """The sheet to read, its mapping, and the names of the other sheets. Raises ImporUnreadable.

    An officer's choice for this file comes first, then what was chosen for an earlier file of this source (a profile of
    `jenis`), then the known headers; of several sheets the first that is understood.
    """
    try:
        sheets = read_tabel(path, nama)
    except TabelUnreadable as refusal:
        raise ImporUnreadable(str(refusal), code=refusal.code) from refusal
    profiles = list(ProfilKolom.objects.filter(jenis=jenis))
    for sheet in sheets:
        if pilihan and sheet.nama == pilihan.lembar:
            peta: Pemetaan | None = replace(apply_pilihan(pilihan, sheet.rows, fields), cara="petugas")
        else:
            peta = None if pilihan else _mapped(sheet, fields, needed, profiles)
        if peta:
            # A workbook with a sheet per school names the school on the tab alone.
            unit = peta.unit_judul or (sheet.nama if is_one_unit(sheet.nama) else "")
            return sheet, replace(peta, unit_judul=unit), [other.nama for other in sheets if other is not sheet]
    wanted = " dan ".join(fields[name][0].upper() for name in needed)
    raise ImporUnreadable(
        f"Judul kolom tidak ditemukan pada 30 baris pertama. Berkas harus memuat kolom {wanted}.", code="no_header"
    )


def _mapped(
    sheet: Lembar, fields: Mapping[str, Sequence[str]], needed: Sequence[str], profiles: Sequence[ProfilKolom]
) -> Pemetaan | None:
    by_sidik = {profil.sidik: profil for profil in profiles}
    known = find_known(sheet.rows, {sidik: profil.kolom for sidik, profil in by_sidik.items()}, needed)
    if known:
        sidik, pilihan = known
        return replace(apply_pilihan(pilihan, sheet.rows, fields), cara="profil", profil=by_sidik[sidik].nama)
    try:
        return find_header(sheet.rows, fields, needed)
    except HeaderMissing:
        return None


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
        "pilihan": PilihanKolom(sheet.nama, peta.baris_judul, peta.is_dua_baris, peta.kolom).as_dict(),
        "cara": peta.cara,
        "profil": peta.profil,
        "unit_judul": peta.unit_judul if "unit" not in peta.judul else "",
    }
