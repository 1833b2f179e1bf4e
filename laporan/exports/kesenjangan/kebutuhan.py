"""Sheet 6: competency → programme → participants, with what each has done about it."""

from antrean.formats.buku_kerja import BukuKerja
from laporan.exports.kesenjangan.gaya import BULAT, CELAH, ISI, KEPALA, LEVEL, NIP, kepala
from laporan.exports.kesenjangan.isi import IsiKesenjangan

JUDUL = (
    "No", "Kompetensi", "Program yang sesuai", "Nama", "NIP", "Unit", "Capaian", "Standar", "Kesenjangan",
    "Tindak lanjut",
)  # fmt: skip
LEBAR = (6, 32, 48, 32, 22, 30, 10, 10, 12, 48)
LOOKS = (BULAT, ISI, ISI, ISI, NIP, ISI, LEVEL, LEVEL, CELAH, ISI)


def write_kebutuhan(buku: BukuKerja, isi: IsiKesenjangan) -> None:
    lembar = buku.lembar("Kebutuhan pengembangan", LEBAR)
    kepala(lembar, isi, "Kebutuhan pengembangan", len(JUDUL))
    first = lembar.baris
    lembar.row(JUDUL, KEPALA)
    lembar.bekukan(2)
    lembar.ulangi(first)
    for number, row in enumerate(isi.kebutuhan, 1):
        lembar.row(
            [
                number, row.kompetensi, row.program, row.nama, row.nip, row.unit, row.level, row.standar,
                row.kesenjangan, row.tindak_lanjut,
            ],
            LOOKS,
        )  # fmt: skip
    if not isi.kebutuhan:
        lembar.judul("Tidak ada kompetensi di bawah standar.", len(JUDUL) - 1, ISI)
    lembar.saring(first, len(JUDUL))
