"""Questions about people, units, accounts, settings: the face that other apps read."""

from pegawai.queries.akun import Scope, akun_by_username, akun_get, akun_list, peran_of, peran_rows, scope_of
from pegawai.queries.cakupan import BarisCakupan, belum_asesmen_ids, cakupan
from pegawai.queries.daftar import Saringan, UnitRow, pegawai_get, pegawai_list, riwayat_of, unit_path, unit_tree
from pegawai.queries.impor import applied_before, baris_impor, impor_get, impor_list, masalah_of
from pegawai.queries.jejak import jejak_list, tindakan_list
from pegawai.queries.orang import OpdRow, Orang, opd_list, orang_by_nip, orang_in, orang_many, unit_names
from pegawai.queries.pengaturan import (
    penandatangan_at,
    penandatangan_list,
    pengaturan,
    pengaturan_all,
    pengaturan_history,
)

__all__ = [
    "BarisCakupan",
    "OpdRow",
    "Orang",
    "Saringan",
    "Scope",
    "UnitRow",
    "akun_by_username",
    "akun_get",
    "akun_list",
    "applied_before",
    "baris_impor",
    "belum_asesmen_ids",
    "cakupan",
    "impor_get",
    "impor_list",
    "jejak_list",
    "masalah_of",
    "opd_list",
    "orang_by_nip",
    "orang_in",
    "orang_many",
    "pegawai_get",
    "pegawai_list",
    "penandatangan_at",
    "penandatangan_list",
    "pengaturan",
    "pengaturan_all",
    "pengaturan_history",
    "peran_of",
    "peran_rows",
    "riwayat_of",
    "scope_of",
    "tindakan_list",
    "unit_names",
    "unit_path",
    "unit_tree",
]
