"""Sheet 5: one row per person, with achieved, required and gap per competency under a two-row header."""

from collections.abc import Sequence
from decimal import Decimal

from antrean.formats.buku_kerja import BukuKerja, Cell, Gaya, Lembar
from asesmen.penilaian.rules.jpm import sum_per_kelompok
from laporan.exports.kesenjangan.gaya import BULAT, CELAH, ISI, JPM, KELOMPOK, KEPALA, LEVEL, NIP, kepala
from laporan.exports.kesenjangan.isi import HasilOrang, IsiKesenjangan

NAMA_LEMBAR = "Detail individu"
IDENTITAS = ("No", "Nama", "NIP", "Jabatan", "Jenjang", "Unit", "Perangkat daerah")
LEBAR = (6, 32, 22, 28, 14, 30, 30)
PENUTUP = ("Capaian dihitung", "JPM (%)", "Kategori", "Keterangan")


def write_detail(buku: BukuKerja, isi: IsiKesenjangan) -> None:
    names = [k.judul for k in isi.kolom]
    groups = [f"JPM {nama} (%)" for nama in isi.kelompok.values()]
    blocks = [
        ("Identitas", IDENTITAS),
        ("Capaian", [*names, "Jumlah capaian"]),
        ("Standar", [*names, "Jumlah standar"]),
        ("Kesenjangan (capaian − standar)", [*names, "Jumlah kesenjangan"]),
        ("JPM per kelompok kompetensi", groups),
        ("Hasil", PENUTUP),
    ]
    width = sum(len(titles) for _, titles in blocks)
    lembar = buku.lembar(NAMA_LEMBAR, [*LEBAR, *[12] * (width - len(LEBAR) - 2), 22, 34])
    kepala(lembar, isi, "Detail individu", len(IDENTITAS))
    _header(lembar, blocks)
    looks = _looks(isi)
    for number, row in enumerate(isi.rows, 1):
        lembar.row([number, *_person(row), *_levels(row, isi), *_result(row, isi)], looks)
    lembar.saring(4, width)


def _header(lembar: Lembar, blocks: Sequence[tuple[str, Sequence[str]]]) -> None:
    column = 0
    for name, titles in blocks:
        if titles:
            lembar.gabung(name, column, column + len(titles) - 1, KELOMPOK)
        column += len(titles)
    lembar.skip()
    lembar.row([title for _, titles in blocks for title in titles], KEPALA, tinggi=60)
    lembar.bekukan(3)
    lembar.ulangi(3)


def _person(row: HasilOrang) -> list[Cell]:
    return [row.nama, row.nip, row.jabatan, row.jenjang, row.unit_nama, row.opd_nama]


def _levels(row: HasilOrang, isi: IsiKesenjangan) -> list[Cell]:
    """Three blocks; a competency that this person was not measured in stays empty in all of them."""
    values = [row.kompetensi.get(k.kode) for k in isi.kolom]
    gaps = sum((v.kesenjangan for v in values if v), Decimal(0))
    return [
        *[v.level if v else None for v in values],
        row.capaian,
        *[v.standar if v else None for v in values],
        row.standar,
        *[v.kesenjangan if v else None for v in values],
        gaps,
    ]


def _result(row: HasilOrang, isi: IsiKesenjangan) -> list[Cell]:
    rows = [(k.kelompok_kode, v.level, v.standar) for k in isi.kolom if (v := row.kompetensi.get(k.kode)) is not None]
    sums = sum_per_kelompok(rows, isi.batas_jpm)
    per_group: list[Cell] = [sums[kode].persen if kode in sums else None for kode in isi.kelompok]
    note = "Standar perlu konfirmasi" if row.is_perlu_konfirmasi else ""
    return [*per_group, row.capaian_dihitung, row.jpm, row.kategori_nama, note]


def _looks(isi: IsiKesenjangan) -> list[Gaya]:
    count = len(isi.kolom) + 1
    return [
        *[BULAT, ISI, NIP, ISI, ISI, ISI, ISI],
        *[LEVEL] * (2 * count),
        *[CELAH] * count,
        *[JPM] * len(isi.kelompok),
        *[LEVEL, JPM, ISI, ISI],
    ]
