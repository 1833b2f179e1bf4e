from django.urls import path

from pegawai.views import (
    akun,
    data_saya,
    impor,
    jabatan,
    jejak,
    kolom,
    koreksi,
    masuk,
    pegawai,
    pekerjaan,
    pengaturan,
    unit,
)

app_name = "pegawai"
urlpatterns = [
    # Signing in
    path("masuk/", masuk.masuk, name="masuk"),
    path("keluar/", masuk.keluar, name="keluar"),
    path("sandi/", masuk.sandi_change, name="sandi-change"),
    # People and units
    path("pegawai/", pegawai.pegawai_list, name="pegawai-list"),
    path("pegawai/unduh/", pegawai.pegawai_export, name="pegawai-export"),
    path("pegawai/<int:pegawai_id>/", pegawai.pegawai_detail, name="pegawai-detail"),
    # What is kept about oneself, and having it corrected
    path("data-saya/", data_saya.data_saya, name="data-saya"),
    path("data-saya/unduh/", data_saya.data_saya_export, name="data-saya-export"),
    path("data-saya/koreksi/baru/", data_saya.koreksi_create, name="koreksi-create"),
    path("data-saya/koreksi/<int:koreksi_id>/batal/", data_saya.koreksi_cancel, name="koreksi-cancel"),
    path("pegawai/koreksi/", koreksi.koreksi_list, name="koreksi-list"),
    path("pegawai/koreksi/<int:koreksi_id>/", koreksi.koreksi_detail, name="koreksi-detail"),
    path("pegawai/unit/", unit.unit_list, name="unit-list"),
    path("pegawai/unit/<int:unit_id>/", unit.unit_detail, name="unit-detail"),
    path("pegawai/unit/<int:unit_id>/nama/", unit.unit_rename, name="unit-rename"),
    path("pegawai/unit/<int:unit_id>/gabung/", unit.unit_merge, name="unit-merge"),
    path("pegawai/unit/perubahan/<int:perubahan_id>/batal/", unit.unit_undo, name="unit-undo"),
    # Jabatan and the rules that tell what they are
    path("pegawai/jabatan/", jabatan.jabatan_list, name="jabatan-list"),
    path("pegawai/jabatan/<int:jabatan_id>/", jabatan.jabatan_change, name="jabatan-change"),
    path("pegawai/jabatan/<int:jabatan_id>/lepas/", jabatan.jabatan_release, name="jabatan-release"),
    path("pegawai/jabatan/aturan/", jabatan.aturan_jabatan_list, name="aturan-jabatan-list"),
    path("pegawai/jabatan/aturan/baru/", jabatan.aturan_jabatan_create, name="aturan-jabatan-create"),
    path("pegawai/jabatan/aturan/bawaan/", jabatan.aturan_jabatan_reset, name="aturan-jabatan-reset"),
    path("pegawai/jabatan/aturan/terapkan/", jabatan.aturan_jabatan_apply, name="aturan-jabatan-apply"),
    path("pegawai/jabatan/aturan/<int:aturan_id>/", jabatan.aturan_jabatan_change, name="aturan-jabatan-change"),
    path("pegawai/jabatan/aturan/<int:aturan_id>/pindah/", jabatan.aturan_jabatan_move, name="aturan-jabatan-move"),
    path("pegawai/jabatan/aturan/<int:aturan_id>/hapus/", jabatan.aturan_jabatan_remove, name="aturan-jabatan-remove"),
    # Imports
    path("pegawai/impor/", impor.impor_list, name="impor-list"),
    path("pegawai/impor/baru/", impor.impor_create, name="impor-create"),
    path("pegawai/impor/<int:impor_id>/", impor.impor_detail, name="impor-detail"),
    path("pegawai/impor/<int:impor_id>/kolom/", kolom.impor_kolom, name="impor-kolom"),
    path("pegawai/impor/<int:impor_id>/perbaikan/", impor.impor_perbaikan, name="impor-perbaikan"),
    path("pegawai/impor/<int:impor_id>/simpan/", impor.impor_apply, name="impor-apply"),
    path("pegawai/impor/<int:impor_id>/buang/", impor.impor_discard, name="impor-discard"),
    path("pegawai/impor/<int:impor_id>/tarik/", impor.impor_withdraw, name="impor-withdraw"),
    path("pegawai/impor/profil/", kolom.profil_kolom_list, name="profil-kolom-list"),
    path("pegawai/impor/profil/<int:profil_id>/hapus/", kolom.profil_kolom_remove, name="profil-kolom-remove"),
    # Background jobs
    path("pekerjaan/", pekerjaan.pekerjaan_list, name="pekerjaan-list"),
    path("pekerjaan/<uuid:pekerjaan_id>/", pekerjaan.pekerjaan_detail, name="pekerjaan-detail"),
    path("pekerjaan/<uuid:pekerjaan_id>/status/", pekerjaan.pekerjaan_status, name="pekerjaan-status"),
    path("pekerjaan/<uuid:pekerjaan_id>/unduh/", pekerjaan.pekerjaan_download, name="pekerjaan-download"),
    path("pekerjaan/<uuid:pekerjaan_id>/batal/", pekerjaan.pekerjaan_cancel, name="pekerjaan-cancel"),
    path("pekerjaan/<uuid:pekerjaan_id>/ulang/", pekerjaan.pekerjaan_retry, name="pekerjaan-retry"),
    # Accounts and roles
    path("akun/", akun.akun_list, name="akun-list"),
    path("akun/baru/", akun.akun_create, name="akun-create"),
    path("akun/<int:akun_id>/", akun.akun_detail, name="akun-detail"),
    path("akun/<int:akun_id>/peran/<int:pemberian_id>/cabut/", akun.peran_revoke, name="peran-revoke"),
    path("akun/<int:akun_id>/aktif/", akun.akun_toggle, name="akun-toggle"),
    path("akun/<int:akun_id>/sandi/", akun.sandi_reset, name="sandi-reset"),
    # Audit trail and settings
    path("jejak/", jejak.jejak_list, name="jejak-list"),
    path("jejak/unduh/", jejak.jejak_export, name="jejak-export"),
    path("jejak/periksa/", jejak.jejak_check, name="jejak-check"),
    path("pengaturan/", pengaturan.pengaturan, name="pengaturan"),
    path("pengaturan/penandatangan/", pengaturan.penandatangan_list, name="penandatangan-list"),
    path("pengaturan/penandatangan/baru/", pengaturan.penandatangan_create, name="penandatangan-create"),
    path(
        "pengaturan/penandatangan/<int:penandatangan_id>/hapus/",
        pengaturan.penandatangan_remove,
        name="penandatangan-remove",
    ),
    path("pengaturan/<slug:kunci>/", pengaturan.pengaturan_change, name="pengaturan-change"),
]
