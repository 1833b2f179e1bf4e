"""Questions about development: the face that other apps read."""

from pengembangan.queries.angkatan import (
    CalonRow,
    PesertaAngkatan,
    angkatan_get,
    angkatan_list,
    angkatan_terbuka,
    calon_rows,
    kepesertaan_get,
    peserta_rows,
    terisi,
)
from pengembangan.queries.jp import JpRow, jp_by_pegawai, jp_rows
from pengembangan.queries.kebutuhan import (
    KebutuhanKompetensi,
    KebutuhanRow,
    kebutuhan_of,
    kebutuhan_rows,
    per_kompetensi,
)
from pengembangan.queries.klinik import (
    pemesanan_get,
    pemesanan_list,
    pemesanan_of,
    sesi_get,
    sesi_list,
    topik_list,
    topik_rows,
)
from pengembangan.queries.langkah import Langkah, langkah_for
from pengembangan.queries.program import program_get, program_list, program_rows
from pengembangan.queries.tindak_lanjut import TindakLanjut, tindak_lanjut_by_pegawai

__all__ = [
    "CalonRow",
    "JpRow",
    "KebutuhanKompetensi",
    "KebutuhanRow",
    "Langkah",
    "PesertaAngkatan",
    "TindakLanjut",
    "angkatan_get",
    "angkatan_list",
    "angkatan_terbuka",
    "calon_rows",
    "jp_by_pegawai",
    "jp_rows",
    "kebutuhan_of",
    "kebutuhan_rows",
    "kepesertaan_get",
    "langkah_for",
    "pemesanan_get",
    "pemesanan_list",
    "pemesanan_of",
    "per_kompetensi",
    "peserta_rows",
    "program_get",
    "program_list",
    "program_rows",
    "sesi_get",
    "sesi_list",
    "terisi",
    "tindak_lanjut_by_pegawai",
    "topik_list",
    "topik_rows",
]
