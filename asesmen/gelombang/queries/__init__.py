"""Questions about waves, sessions, rooms and participants: the face that other apps read."""

from asesmen.gelombang.queries.gelombang import (
    Ringkasan,
    gelombang_get,
    gelombang_list,
    kekurangan_of,
    ringkasan,
    ringkasan_many,
)
from asesmen.gelombang.queries.kode import PesertaEntry, kode_aktif_count, peserta_by_entry
from asesmen.gelombang.queries.penempatan import (
    PenempatanRow,
    has_running_sesi,
    penempatan_of_peserta,
    penempatan_rows,
)
from asesmen.gelombang.queries.peserta import peserta_get, peserta_list, peserta_pegawai_ids
from asesmen.gelombang.queries.ruang import (
    pola_list,
    ruang_bentrok,
    ruang_list,
    ruang_sesi_get,
    ruang_sesi_list,
    sesi_list,
    tugas_of,
)
from asesmen.gelombang.queries.susunan import bahan_susunan, tersisa_of

__all__ = [
    "PenempatanRow",
    "PesertaEntry",
    "Ringkasan",
    "bahan_susunan",
    "gelombang_get",
    "gelombang_list",
    "has_running_sesi",
    "kekurangan_of",
    "kode_aktif_count",
    "penempatan_of_peserta",
    "penempatan_rows",
    "peserta_by_entry",
    "peserta_get",
    "peserta_list",
    "peserta_pegawai_ids",
    "pola_list",
    "ringkasan",
    "ringkasan_many",
    "ruang_bentrok",
    "ruang_list",
    "ruang_sesi_get",
    "ruang_sesi_list",
    "sesi_list",
    "tersisa_of",
    "tugas_of",
]
