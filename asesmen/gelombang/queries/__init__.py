"""Questions about waves, sessions, rooms and participants: the face that other apps read."""

from asesmen.gelombang.queries.gelombang import (
    Ringkasan,
    gelombang_get,
    gelombang_list,
    kekurangan_of,
    ringkasan,
    ringkasan_many,
)
from asesmen.gelombang.queries.kisi import BelumDuduk, Kisi, belum_duduk, kisi_of
from asesmen.gelombang.queries.kode import (
    PesertaEntry,
    kartu_jobs,
    kode_aktif_count,
    kode_aktif_of,
    kode_list,
    peserta_by_entry,
)
from asesmen.gelombang.queries.penempatan import (
    PenempatanRow,
    has_running_sesi,
    penempatan_of_peserta,
    penempatan_rows,
)
from asesmen.gelombang.queries.peserta import (
    JUDUL_PESERTA,
    peserta_cells,
    peserta_get,
    peserta_list,
    peserta_of_masuk,
    peserta_pegawai_ids,
)
from asesmen.gelombang.queries.ruang import (
    pola_list,
    proktor_list,
    ruang_bentrok,
    ruang_get,
    ruang_list,
    ruang_sesi_get,
    ruang_sesi_list,
    ruang_sesi_of,
    sesi_get,
    sesi_list,
    tugas_of,
)
from asesmen.gelombang.queries.susunan import bahan_susunan, tersisa_of

__all__ = [
    "JUDUL_PESERTA",
    "BelumDuduk",
    "Kisi",
    "PenempatanRow",
    "PesertaEntry",
    "Ringkasan",
    "bahan_susunan",
    "belum_duduk",
    "gelombang_get",
    "gelombang_list",
    "has_running_sesi",
    "kartu_jobs",
    "kekurangan_of",
    "kisi_of",
    "kode_aktif_count",
    "kode_aktif_of",
    "kode_list",
    "penempatan_of_peserta",
    "penempatan_rows",
    "peserta_by_entry",
    "peserta_cells",
    "peserta_get",
    "peserta_list",
    "peserta_of_masuk",
    "peserta_pegawai_ids",
    "pola_list",
    "proktor_list",
    "ringkasan",
    "ringkasan_many",
    "ruang_bentrok",
    "ruang_get",
    "ruang_list",
    "ruang_sesi_get",
    "ruang_sesi_list",
    "ruang_sesi_of",
    "sesi_get",
    "sesi_list",
    "tersisa_of",
    "tugas_of",
]
