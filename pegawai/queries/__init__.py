"""Questions about people, units, accounts, settings: the face that other apps read."""

from pegawai.queries.akun import Scope, akun_by_username, akun_get, akun_list, peran_of, peran_rows, scope_of
from pegawai.queries.cakupan import BarisCakupan, belum_asesmen_ids, cakupan
from pegawai.queries.cari import search_people
from pegawai.queries.daftar import (
    Saringan,
    ekspor_rows,
    jenjang_list,
    pegawai_get,
    pegawai_list,
    riwayat_of,
)
from pegawai.queries.data_pribadi import data_orang, lembar_of
from pegawai.queries.impor import (
    REGISTRI,
    TAMPILAN,
    applied_before,
    baris_impor,
    impor_get,
    impor_list,
    masalah_of,
    perbaikan_rows,
)
from pegawai.queries.jabatan import (
    Penentu,
    aturan_jabatan_get,
    aturan_jabatan_list,
    jabatan_changes,
    jabatan_get,
    jabatan_list,
)
from pegawai.queries.jejak import jejak_ekspor, jejak_list, tindakan_list
from pegawai.queries.kolom import lembar_awal, profil_kolom_get, profil_kolom_list
from pegawai.queries.koreksi import koreksi_get, koreksi_list, koreksi_menunggu, koreksi_of
from pegawai.queries.orang import OpdRow, Orang, opd_list, orang_by_nip, orang_in, orang_many, unit_names
from pegawai.queries.pengaturan import (
    penandatangan_at,
    penandatangan_list,
    pengaturan,
    pengaturan_all,
    pengaturan_history,
)
from pegawai.queries.perjalanan import Ruas, perjalanan_of
from pegawai.queries.pratinjau import headers_of as pratinjau_headers
from pegawai.queries.pratinjau import rows_of as pratinjau_rows
from pegawai.queries.rantai import Kepala, Periksa, kepala_jejak, verify_jejak
from pegawai.queries.riwayat_pegawai import orang_pada, pegawai_by_former_nip, riwayat_nip_of, riwayat_pegawai_of
from pegawai.queries.unit import (
    UnitRow,
    holders_of,
    merged_units,
    names_below,
    old_names,
    perubahan_get,
    perubahan_of,
    unit_below,
    unit_get,
    unit_path,
    unit_people,
    unit_tree,
)

__all__ = [
    "REGISTRI",
    "TAMPILAN",
    "BarisCakupan",
    "Kepala",
    "OpdRow",
    "Orang",
    "Penentu",
    "Periksa",
    "Ruas",
    "Saringan",
    "Scope",
    "UnitRow",
    "akun_by_username",
    "akun_get",
    "akun_list",
    "applied_before",
    "aturan_jabatan_get",
    "aturan_jabatan_list",
    "baris_impor",
    "belum_asesmen_ids",
    "cakupan",
    "data_orang",
    "ekspor_rows",
    "holders_of",
    "impor_get",
    "impor_list",
    "jabatan_changes",
    "jabatan_get",
    "jabatan_list",
    "jejak_ekspor",
    "jejak_list",
    "jenjang_list",
    "kepala_jejak",
    "koreksi_get",
    "koreksi_list",
    "koreksi_menunggu",
    "koreksi_of",
    "lembar_awal",
    "lembar_of",
    "masalah_of",
    "merged_units",
    "names_below",
    "old_names",
    "opd_list",
    "orang_by_nip",
    "orang_in",
    "orang_many",
    "orang_pada",
    "pegawai_by_former_nip",
    "pegawai_get",
    "pegawai_list",
    "penandatangan_at",
    "penandatangan_list",
    "pengaturan",
    "pengaturan_all",
    "pengaturan_history",
    "peran_of",
    "peran_rows",
    "perbaikan_rows",
    "perjalanan_of",
    "perubahan_get",
    "perubahan_of",
    "pratinjau_headers",
    "pratinjau_rows",
    "profil_kolom_get",
    "profil_kolom_list",
    "riwayat_nip_of",
    "riwayat_of",
    "riwayat_pegawai_of",
    "scope_of",
    "search_people",
    "tindakan_list",
    "unit_below",
    "unit_get",
    "unit_names",
    "unit_path",
    "unit_people",
    "unit_tree",
    "verify_jejak",
]
