"""Sheets 2 to 4: summaries per OPD and unit, per competency, per jabatan."""

from collections.abc import Sequence

from antrean.formats.buku_kerja import BukuKerja, Cell, Gaya
from antrean.formats.teks import gap_text
from laporan.exports.kesenjangan.gaya import (
    BAGIAN,
    BULAT,
    CELAH,
    ISI,
    JPM,
    KEPALA,
    LEVEL,
    TEBAL,
    TEBAL_BAGIAN,
    TEBAL_BULAT,
    TEBAL_JPM,
    kepala,
    share,
)
from laporan.exports.kesenjangan.isi import IsiKesenjangan
from laporan.rules.rekap import Rekap, rekap, rekap_kompetensi

OPD_SENDIRI = "Seluruhnya"


def write_per_opd(buku: BukuKerja, isi: IsiKesenjangan) -> None:
    """Each OPD, then its units."""
    judul = ["Perangkat daerah", "Unit", "Peserta", "Hadir", "Mendapat hasil", *_judul_kelas(isi)]
    lembar = buku.lembar("Rekap per OPD", [34, 34, 10, 10, 10, *_lebar_kelas(isi)])
    kepala(lembar, isi, "Rekap per perangkat daerah dan unit", len(judul))
    first = lembar.baris
    lembar.row(judul, KEPALA)
    lembar.bekukan(2)
    lembar.ulangi(first)
    missing = _missing(isi)
    for opd in rekap(isi.rows, lambda row: (row.opd_nama or row.unit_nama,)):
        units = [row for row in isi.rows if (row.opd_nama or row.unit_nama) == opd.kunci[0]]
        for number, group in enumerate(
            [opd, *rekap(units, lambda row: (row.opd_nama or row.unit_nama, row.unit_nama))]
        ):
            names = (*group.kunci, OPD_SENDIRI)[:2]
            without, absent = missing.get(group.kunci, (0, 0))
            invited = group.jumlah + without
            cells = [*names, invited, invited - absent, group.jumlah, *_cells_kelas(group, isi)]
            lembar.row(cells, _gaya_kelas(isi, is_total=number == 0))
    lembar.saring(first, len(judul))


def _missing(isi: IsiKesenjangan) -> dict[tuple[str, ...], tuple[int, int]]:
    """How many without a result, and how many of them absent, each OPD and each unit has."""
    found: dict[tuple[str, ...], tuple[int, int]] = {}
    for row in isi.tanpa_hasil:
        opd = row.opd or row.unit
        for key in ((opd,), (opd, row.unit)):
            without, absent = found.get(key, (0, 0))
            found[key] = (without + 1, absent + (not row.is_hadir))
    return found


def write_per_kompetensi(buku: BukuKerja, isi: IsiKesenjangan) -> None:
    judul = [
        "No", "Kode", "Kompetensi", "Orang diukur", "Rata-rata standar", "Rata-rata capaian", "Rata-rata kesenjangan",
        "Di bawah standar", "Di bawah standar (%)", "Kesenjangan ≤ −1", "≤ −1 (%)", "Kesenjangan ≤ −2", "≤ −2 (%)",
    ]  # fmt: skip
    lembar = buku.lembar("Rekap per Kompetensi", [5, 12, 36, *[13] * 10])
    kepala(lembar, isi, "Rekap per kompetensi", len(judul))
    first = lembar.baris
    lembar.row(judul, KEPALA)
    lembar.bekukan(3)
    lembar.ulangi(first)
    looks = [BULAT, ISI, ISI, BULAT, LEVEL, LEVEL, CELAH, BULAT, BAGIAN, BULAT, BAGIAN, BULAT, BAGIAN]
    for number, k in enumerate(rekap_kompetensi(isi.rows, [(c.kode, c.nama) for c in isi.kolom]), 1):
        counts: list[Cell] = []
        for count in (k.di_bawah, k.kurang_satu, k.kurang_dua):
            counts += [count, share(count, k.jumlah)]
        lembar.row([number, k.kode, k.nama, k.jumlah, k.standar, k.level, k.kesenjangan, *counts], looks)
    lembar.saring(first, len(judul))


def write_per_jabatan(buku: BukuKerja, isi: IsiKesenjangan) -> None:
    judul = ["Jenjang", "Jabatan", "Mendapat hasil", *_judul_kelas(isi)]
    lembar = buku.lembar("Rekap per Jabatan", [20, 40, 10, *_lebar_kelas(isi)])
    kepala(lembar, isi, "Rekap per jenjang dan jabatan", len(judul))
    first = lembar.baris
    lembar.row(judul, KEPALA)
    lembar.bekukan(2)
    lembar.ulangi(first)
    looks = [ISI, ISI, BULAT, *_gaya_kelas(isi)[5:]]
    for group in rekap(isi.rows, lambda row: (row.jenjang, row.jabatan)):
        lembar.row([*group.kunci, group.jumlah, *_cells_kelas(group, isi)], looks)
    lembar.saring(first, len(judul))


def _judul_kelas(isi: IsiKesenjangan) -> list[str]:
    pairs = [word for kelas in isi.kelas for word in (kelas.nama, f"{kelas.kode} (%)")]
    return [*pairs, "Rata-rata JPM (%)", "Kesenjangan terbesar"]


def _lebar_kelas(isi: IsiKesenjangan) -> list[int]:
    return [*[11] * (2 * len(isi.kelas) + 1), 60]


def _cells_kelas(group: Rekap, isi: IsiKesenjangan) -> list[Cell]:
    cells: list[Cell] = []
    for kelas in isi.kelas:
        count = group.kategori.get(kelas.kode, 0)
        cells += [count, share(count, group.jumlah)]
    largest = "; ".join(f"{isi.nama_kompetensi[kode]} {gap_text(gap, 2)}" for kode, gap in group.terbesar)
    return [*cells, group.jpm, largest or "tidak ada"]


def _gaya_kelas(isi: IsiKesenjangan, *, is_total: bool = False) -> Sequence[Gaya]:
    text, count, jpm, part = (TEBAL, TEBAL_BULAT, TEBAL_JPM, TEBAL_BAGIAN) if is_total else (ISI, BULAT, JPM, BAGIAN)
    return [text, text, count, count, count, *[count, part] * len(isi.kelas), jpm, text]
