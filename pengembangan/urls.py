from django.urls import path

from pengembangan import views

app_name = "pengembangan"
urlpatterns = [
    # Needs
    path("", views.kebutuhan_list, name="kebutuhan-list"),
    path("orang/<int:pegawai_id>/", views.kebutuhan_detail, name="kebutuhan-detail"),
    path("jp/", views.jp_list, name="jp-list"),
    # Programmes and batches
    path("program/", views.program_list, name="program-list"),
    path("program/<int:program_id>/", views.program_detail, name="program-detail"),
    path("angkatan/", views.angkatan_list, name="angkatan-list"),
    path("angkatan/baru/", views.angkatan_create, name="angkatan-create"),
    path("angkatan/<int:angkatan_id>/", views.angkatan_detail, name="angkatan-detail"),
    path("angkatan/<int:angkatan_id>/daftarkan/", views.angkatan_enrol, name="angkatan-enrol"),
    path("angkatan/<int:angkatan_id>/kehadiran/", views.kehadiran_note, name="kehadiran-note"),
    path("kepesertaan/<int:kepesertaan_id>/keluarkan/", views.kepesertaan_cancel, name="kepesertaan-cancel"),
    # Clinics
    path("klinik/", views.sesi_klinik_list, name="sesi-klinik-list"),
    path("klinik/baru/", views.sesi_klinik_create, name="sesi-klinik-create"),
    path("klinik/<int:sesi_id>/", views.sesi_klinik_detail, name="sesi-klinik-detail"),
    path("klinik/<int:sesi_id>/kehadiran/", views.kehadiran_klinik_note, name="kehadiran-klinik-note"),
    # An ASN's own
    path("saya/klinik/", views.klinik_saya, name="klinik-saya"),
    path("saya/klinik/<int:sesi_id>/pesan/", views.klinik_book, name="klinik-book"),
    path("saya/pemesanan/<int:pemesanan_id>/batal/", views.klinik_cancel, name="klinik-cancel"),
]
