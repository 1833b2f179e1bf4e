"""Sheet 7: how the numbers came about, what was not measured, and who has no result and why."""

from antrean.formats.buku_kerja import BukuKerja, Gaya
from laporan.exports.kesenjangan.gaya import ISI, KEPALA, NIP, kepala
from laporan.exports.kesenjangan.isi import IsiKesenjangan

LEBAR = (32, 24, 34, 34, 34, 60)


def write_metode(buku: BukuKerja, isi: IsiKesenjangan) -> None:
    lembar = buku.lembar("Catatan metode", LEBAR)
    kepala(lembar, isi, "Catatan metode", len(LEBAR))
    for label, text in isi.metode:
        lembar.gabung(text, 1, 5, Gaya(bungkus=True))
        # A merged cell does not grow by itself: about 150 characters fit on a line.
        lembar.row([label], Gaya(tebal=True), tinggi=15 * (1 + len(text) // 150))
    lembar.skip()
    lembar.judul("Peserta tanpa hasil", len(LEBAR) - 1, Gaya(tebal=True, ukuran=12))
    if not isi.tanpa_hasil:
        lembar.judul("Semua peserta mendapat hasil.", len(LEBAR) - 1, Gaya())
        return
    lembar.row(["Nama", "NIP", "Jabatan", "Unit", "Perangkat daerah", "Alasan"], KEPALA)
    for row in isi.tanpa_hasil:
        lembar.row([row.nama, row.nip, row.jabatan, row.unit, row.opd, row.alasan], [ISI, NIP, ISI, ISI, ISI, ISI])
