from django.urls import path

from asesmen.penugasan import views

app_name = "penugasan"
urlpatterns = [
    # The office
    path("", views.penugasan_list, name="penugasan-list"),
    path("baru/", views.penugasan_create, name="penugasan-create"),
    path("<int:penugasan_id>/", views.penugasan_detail, name="penugasan-detail"),
    path("<int:penugasan_id>/peserta/", views.peserta_add, name="peserta-add"),
    path("<int:penugasan_id>/asesor/", views.asesor_assign, name="asesor-assign"),
    path("<int:penugasan_id>/tenggat/", views.tenggat_extend, name="tenggat-extend"),
    path("kiriman/<int:kiriman_id>/", views.kiriman_detail, name="kiriman-detail"),
    path("kiriman/<int:kiriman_id>/buka-lagi/", views.nilai_reopen, name="nilai-reopen"),
    path("berkas/<uuid:berkas_id>/", views.berkas_download, name="berkas-download"),
    # The assessor
    path("menilai/", views.penilaian_list, name="penilaian-list"),
    path("menilai/<int:kiriman_id>/", views.penilaian_detail, name="penilaian-detail"),
    # The participant
    path("saya/", views.tugas_saya, name="tugas-saya"),
    path("saya/<int:kiriman_id>/", views.tugas_detail, name="tugas-detail"),
    path("saya/<int:kiriman_id>/unggah/", views.berkas_upload, name="berkas-upload"),
    path("saya/<int:kiriman_id>/kirim/", views.kiriman_send, name="kiriman-send"),
    path("saya/berkas/<uuid:berkas_id>/", views.berkas_saya, name="berkas-saya"),
    path("saya/berkas/<uuid:berkas_id>/hapus/", views.berkas_remove, name="berkas-remove"),
    path("saya/berkas/<uuid:berkas_id>/kembalikan/", views.berkas_restore, name="berkas-restore"),
]
