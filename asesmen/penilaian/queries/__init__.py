"""Questions about computations and results: the face that other apps read. What is published is said in the name."""

from asesmen.penilaian.queries.hasil import (
    HasilKompetensiRow,
    HasilRow,
    hasil_get,
    hasil_kompetensi,
    hasil_list,
    hasil_rows,
    hasil_terbit_of,
    hasil_terbit_of_peserta,
)
from asesmen.penilaian.queries.kesenjangan import KesenjanganRow, kesenjangan_rows, terbit_ids
from asesmen.penilaian.queries.masukan import Masukan, masukan_of
from asesmen.penilaian.queries.masukan import as_json as masukan_json
from asesmen.penilaian.queries.penghitungan import (
    GelombangPenilaian,
    RerataKompetensi,
    gelombang_penilaian,
    gelombang_siap_dinilai,
    kategori_counts,
    late_count,
    latest_published,
    penghitungan_diumumkan,
    penghitungan_get,
    penghitungan_list,
    penghitungan_terbit,
    rerata_kompetensi,
    tanggal_ujian,
)
from asesmen.penilaian.queries.terbit import (
    KategoriCount,
    PetakUnit,
    terbit_kategori,
    terbit_list,
    terbit_petak,
    terbit_rerata,
)

__all__ = [
    "GelombangPenilaian",
    "HasilKompetensiRow",
    "HasilRow",
    "KategoriCount",
    "KesenjanganRow",
    "Masukan",
    "PetakUnit",
    "RerataKompetensi",
    "gelombang_penilaian",
    "gelombang_siap_dinilai",
    "hasil_get",
    "hasil_kompetensi",
    "hasil_list",
    "hasil_rows",
    "hasil_terbit_of",
    "hasil_terbit_of_peserta",
    "kategori_counts",
    "kesenjangan_rows",
    "late_count",
    "latest_published",
    "masukan_json",
    "masukan_of",
    "penghitungan_diumumkan",
    "penghitungan_get",
    "penghitungan_list",
    "penghitungan_terbit",
    "rerata_kompetensi",
    "tanggal_ujian",
    "terbit_ids",
    "terbit_kategori",
    "terbit_list",
    "terbit_petak",
    "terbit_rerata",
]
