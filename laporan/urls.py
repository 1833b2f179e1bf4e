from django.urls import path

from laporan import views

app_name = "laporan"
urlpatterns = [
    # Start page
    path("", views.beranda, name="beranda"),
    # Numbers and people
    path("laporan/hasil/", views.hasil_list, name="hasil-list"),
    path("laporan/profil/<int:pegawai_id>/", views.profil, name="profil"),
    path("laporan/profil-saya/", views.profil_saya, name="profil-saya"),
    # The workbook
    path("laporan/kesenjangan/", views.kesenjangan, name="kesenjangan"),
    path("laporan/kesenjangan/buat", views.kesenjangan_export, name="kesenjangan-export"),
    # Personal data: how long it is kept
    path("pengaturan/masa-simpan/", views.retensi, name="retensi"),
    path("pengaturan/masa-simpan/hapus/", views.retensi_purge, name="retensi-purge"),
    # Participants without an account
    path("hasil-saya/", views.hasil_peserta, name="hasil-peserta"),
]
