"""Looks of cells that the sheets share, and the head that each begins with."""

from decimal import Decimal

from antrean.formats.buku_kerja import Gaya, Lembar
from asesmen.penilaian.rules.angka import Nisbah, round_half_up
from laporan.exports.kesenjangan.isi import IsiKesenjangan

TINTA, PUDAR, HIJAU_PUDAR = "#05515D", "#E0F0F3", "#F5F8F8"
DUA = "0.00"
MERAH = "0.00;[Red]-0.00;0.00"
PERSEN = '0.00"%"'

JUDUL = Gaya(tebal=True, ukuran=14)
ISI = Gaya(garis=True, bungkus=True)
NIP = Gaya(garis=True, angka="@")
BULAT = Gaya(garis=True, angka="#,##0")
LEVEL = Gaya(garis=True, angka=DUA)
CELAH = Gaya(garis=True, angka=MERAH)
JPM = Gaya(garis=True, angka=DUA)
BAGIAN = Gaya(garis=True, angka=PERSEN)
KEPALA = Gaya(garis=True, tebal=True, latar=TINTA, warna="#FFFFFF", rata="center", bungkus=True)
KELOMPOK = Gaya(garis=True, tebal=True, latar=PUDAR, rata="center", bungkus=True)
TEBAL = Gaya(garis=True, tebal=True, latar=HIJAU_PUDAR, bungkus=True)
TEBAL_BULAT = Gaya(garis=True, tebal=True, latar=HIJAU_PUDAR, angka="#,##0")
TEBAL_JPM = Gaya(garis=True, tebal=True, latar=HIJAU_PUDAR, angka=DUA)
TEBAL_BAGIAN = Gaya(garis=True, tebal=True, latar=HIJAU_PUDAR, angka=PERSEN)
CATATAN = Gaya(ukuran=10, bungkus=True)


def kepala(lembar: Lembar, isi: IsiKesenjangan, judul: str, kolom: int) -> None:
    """Three rows: the sheet's title, what it is about, and the marks that must not be missed."""
    lembar.judul(judul, kolom - 1, JUDUL)
    lembar.judul(f"{isi.gelombang} · {isi.lingkup}", kolom - 1, Gaya())
    lembar.judul(" ".join(isi.catatan), kolom - 1, CATATAN, tinggi=42)


def share(part: int, whole: int) -> Decimal:
    """Part of whole in percent, for a column of shares."""
    return round_half_up(Nisbah(Decimal(part * 100), Decimal(whole))) if whole else Decimal(0)
