"""Sheet 1: letterhead, what this is about, who took part, classes, mean JPM, signature."""

from antrean.formats.buku_kerja import BukuKerja, Gaya, Lembar
from laporan.exports.kesenjangan.gaya import BAGIAN, BULAT, CATATAN, ISI, JPM, KEPALA, share
from laporan.exports.kesenjangan.isi import IsiKesenjangan, TandaTangan
from laporan.rules.rekap import summary

LEBAR = (38, 18, 18, 52)
TENGAH = Gaya(rata="center", tebal=True, ukuran=12)


def write_ringkasan(buku: BukuKerja, isi: IsiKesenjangan) -> None:
    # One page: a signature never stands alone on the next.
    lembar = buku.lembar("Ringkasan", LEBAR, is_satu_halaman=True)
    _kop(lembar, isi)
    for label, text in isi.keterangan:
        _pair(lembar, label, text)
    lembar.skip()
    _peserta(lembar, isi)
    lembar.skip()
    _kelas(lembar, isi)
    lembar.skip()
    for number, text in enumerate(isi.dasar_hukum):
        _pair(lembar, "Dasar hukum" if number == 0 else "", text)
    if isi.tanda_tangan:
        lembar.skip(2)
        _tanda_tangan(lembar, isi.tanda_tangan)


def _kop(lembar: Lembar, isi: IsiKesenjangan) -> None:
    lembar.judul(f"PEMERINTAH {isi.kabupaten.upper()}", 3, TENGAH)
    lembar.judul(isi.instansi.upper(), 3, TENGAH)
    lembar.judul(isi.alamat, 3, Gaya(rata="center"))
    lembar.skip()
    lembar.judul(isi.judul.upper(), 3, Gaya(rata="center", tebal=True, ukuran=14))
    for catatan in isi.catatan:
        lembar.judul(catatan, 3, CATATAN)
    lembar.skip()


def _pair(lembar: Lembar, label: str, text: str) -> None:
    lembar.gabung(text, 1, 3, Gaya(bungkus=True))
    lembar.row([label], Gaya(tebal=True))


def _peserta(lembar: Lembar, isi: IsiKesenjangan) -> None:
    rows = (
        ("Peserta", isi.peserta),
        ("Hadir", isi.hadir),
        ("Mendapat hasil", len(isi.rows)),
        ("Tanpa hasil", len(isi.tanpa_hasil)),
        ("Memakai standar yang perlu konfirmasi", sum(row.is_perlu_konfirmasi for row in isi.rows)),
    )
    lembar.row(["Peserta", "Jumlah", "Bagian"], KEPALA)
    for label, count in rows:
        lembar.row([label, count, share(count, isi.peserta)], [ISI, BULAT, BAGIAN])


def _kelas(lembar: Lembar, isi: IsiKesenjangan) -> None:
    lembar.row(["Kategori", "Jumlah", "Bagian"], KEPALA)
    if not isi.rows:
        lembar.row(["Belum ada peserta yang mendapat hasil", 0, 0], [ISI, BULAT, BAGIAN])
        return
    found = summary((), isi.rows)
    for kelas in isi.kelas:
        count = found.kategori.get(kelas.kode, 0)
        lembar.row([f"{kelas.nama} ({kelas.kode})", count, share(count, found.jumlah)], [ISI, BULAT, BAGIAN])
    lembar.row(["Rata-rata JPM (%)", found.jpm], [ISI, JPM])


def _tanda_tangan(lembar: Lembar, tanda: TandaTangan) -> None:
    for text in (tanda.tempat_tanggal, tanda.jabatan):
        lembar.row([None, None, None, text], Gaya())
    lembar.skip(3)
    lembar.row([None, None, None, tanda.nama], Gaya(tebal=True))
    for text in filter(None, (tanda.pangkat, tanda.nip)):
        lembar.row([None, None, None, text], Gaya())
