"""Questions about people, units, accounts, settings: the face that other apps read."""

from pegawai.queries.akun import Scope, peran_of, scope_of
from pegawai.queries.cakupan import BarisCakupan, belum_asesmen_ids, cakupan
from pegawai.queries.impor import applied_before, baris_impor, impor_get, impor_list, masalah_of
from pegawai.queries.orang import OpdRow, Orang, opd_list, orang_by_nip, orang_in, orang_many
from pegawai.queries.pengaturan import penandatangan_at, pengaturan, pengaturan_all, pengaturan_history

__all__ = [
    "BarisCakupan",
    "OpdRow",
    "Orang",
    "Scope",
    "applied_before",
    "baris_impor",
    "belum_asesmen_ids",
    "cakupan",
    "impor_get",
    "impor_list",
    "masalah_of",
    "opd_list",
    "orang_by_nip",
    "orang_in",
    "orang_many",
    "penandatangan_at",
    "pengaturan",
    "pengaturan_all",
    "pengaturan_history",
    "peran_of",
    "scope_of",
]
