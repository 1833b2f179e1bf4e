"""The merit-gap workbook: seven sheets, its columns from the competencies of the computation."""

from antrean.formats.buku_kerja import BukuKerja
from laporan.exports.kesenjangan.detail import write_detail
from laporan.exports.kesenjangan.isi import BarisKebutuhan, IsiKesenjangan, Kolom, TandaTangan, TanpaHasil
from laporan.exports.kesenjangan.kebutuhan import write_kebutuhan
from laporan.exports.kesenjangan.metode import write_metode
from laporan.exports.kesenjangan.rekap import write_per_jabatan, write_per_kompetensi, write_per_opd
from laporan.exports.kesenjangan.ringkasan import write_ringkasan

__all__ = ["BarisKebutuhan", "IsiKesenjangan", "Kolom", "TandaTangan", "TanpaHasil", "kesenjangan_xlsx"]

SHEETS = (
    write_ringkasan,
    write_per_opd,
    write_per_kompetensi,
    write_per_jabatan,
    write_detail,
    write_kebutuhan,
    write_metode,
)


def kesenjangan_xlsx(isi: IsiKesenjangan) -> bytes:
    buku = BukuKerja(kertas=isi.kertas, judul=f"{isi.judul}, {isi.gelombang}", instansi=isi.instansi, at=isi.at)
    for write in SHEETS:
        write(buku, isi)
    return buku.content()
