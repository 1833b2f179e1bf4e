from django.urls import path

from asesmen.kompetensi import views

app_name = "kompetensi"
urlpatterns = [
    # Kamus
    path("", views.kompetensi_list, name="kompetensi-list"),
    path("muat-contoh/", views.kompetensi_load, name="kompetensi-load"),
    path("kompetensi/<str:kode>/", views.kompetensi_detail, name="kompetensi-detail"),
    # Standar
    path("standar/", views.standar_list, name="standar-list"),
    path("standar/<int:standar_id>/", views.standar_detail, name="standar-detail"),
    path("standar/<int:standar_id>/sahkan/", views.standar_approve, name="standar-approve"),
    path("standar/<int:standar_id>/tanpa-standar/", views.standar_tanpa, name="standar-tanpa"),
    # Aturan penilaian
    path("aturan/", views.aturan_list, name="aturan-list"),
    path("aturan/<int:aturan_id>/", views.aturan_detail, name="aturan-detail"),
]
