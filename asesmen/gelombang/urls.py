from django.urls import path

from asesmen.gelombang.views import cetak, gelombang, peserta, proktor, ruang, unggah

app_name = "gelombang"

urlpatterns = [
    # Waves
    path("", gelombang.gelombang_list, name="gelombang-list"),
    path("baru/", gelombang.gelombang_create, name="gelombang-create"),
    path("<int:gelombang_id>/", gelombang.gelombang_detail, name="gelombang-detail"),
    path("<int:gelombang_id>/ubah/", gelombang.gelombang_edit, name="gelombang-edit"),
    path("<int:gelombang_id>/kunci/", gelombang.gelombang_lock, name="gelombang-lock"),
    path("<int:gelombang_id>/buka-kunci/", gelombang.gelombang_unlock, name="gelombang-unlock"),
    path("<int:gelombang_id>/batalkan/", gelombang.gelombang_cancel, name="gelombang-cancel"),
    path("<int:gelombang_id>/susun/", gelombang.penempatan_susun, name="penempatan-susun"),
    path("<int:gelombang_id>/kosongkan/", gelombang.penempatan_kosongkan, name="penempatan-kosongkan"),
    # Participants
    path("<int:gelombang_id>/peserta/", peserta.peserta_list, name="peserta-list"),
    path("<int:gelombang_id>/peserta/unduh/", peserta.peserta_export, name="peserta-export"),
    path("<int:gelombang_id>/peserta/pilih/", peserta.peserta_pilih, name="peserta-pilih"),
    path("<int:gelombang_id>/peserta/unggah/", unggah.peserta_unggah, name="peserta-unggah"),
    path("<int:gelombang_id>/peserta/terapkan/", unggah.peserta_terapkan, name="peserta-terapkan"),
    path("<int:gelombang_id>/peserta/mundur/", peserta.peserta_withdraw, name="peserta-withdraw"),
    path("peserta/<int:peserta_id>/", peserta.peserta_detail, name="peserta-detail"),
    path("peserta/<int:peserta_id>/pindah/", peserta.peserta_move, name="peserta-move"),
    path("peserta/<int:peserta_id>/tambahan/", peserta.peserta_tambahan, name="peserta-tambahan"),
    # Rooms and sessions
    path("ruang/", ruang.ruang_list, name="ruang-list"),
    path("ruang/baru/", ruang.ruang_create, name="ruang-create"),
    path("ruang/unggah/", unggah.ruang_unggah, name="ruang-unggah"),
    path("ruang/terapkan/", unggah.ruang_terapkan, name="ruang-terapkan"),
    path("ruang/<int:ruang_id>/", ruang.ruang_edit, name="ruang-edit"),
    path("ruang/<int:ruang_id>/hapus/", ruang.ruang_remove, name="ruang-remove"),
    path("<int:gelombang_id>/sesi/", ruang.sesi_create, name="sesi-create"),
    path("sesi/<int:sesi_id>/", ruang.sesi_detail, name="sesi-detail"),
    path("sesi/<int:sesi_id>/buka/", ruang.sesi_open, name="sesi-open"),
    path("sesi/<int:sesi_id>/tutup/", ruang.sesi_close, name="sesi-close"),
    path("sesi/<int:sesi_id>/hapus/", ruang.sesi_remove, name="sesi-remove"),
    path("ruang-sesi/<int:ruang_sesi_id>/", ruang.ruang_sesi_detail, name="ruang-sesi-detail"),
    # Paper
    path("<int:gelombang_id>/kartu/", cetak.kartu_cetak, name="kartu-cetak"),
    path("<int:gelombang_id>/kartu/<uuid:pekerjaan_id>/unduh/", cetak.kartu_unduh, name="kartu-unduh"),
    path("<int:gelombang_id>/daftar-hadir/", cetak.hadir_cetak, name="hadir-cetak"),
    path("ruang-sesi/<int:ruang_sesi_id>/daftar-hadir/", cetak.ruang_sesi_hadir, name="ruang-sesi-hadir"),
    # Proctors
    path("<int:gelombang_id>/proktor/", proktor.proktor_edit, name="proktor-edit"),
    path("tugas/", proktor.tugas_proktor, name="tugas-proktor"),
]
