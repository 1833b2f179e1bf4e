from django.urls import path

from asesmen.penilaian import views

app_name = "penilaian"
urlpatterns = [
    # Computations
    path("", views.penghitungan_list, name="penghitungan-list"),
    path("gelombang/<int:gelombang_id>/hitung", views.penghitungan_create, name="penghitungan-create"),
    path("<uuid:penghitungan_id>/", views.penghitungan_detail, name="penghitungan-detail"),
    # Acts
    path("<uuid:penghitungan_id>/jalankan", views.penghitungan_run, name="penghitungan-run"),
    path("<uuid:penghitungan_id>/sahkan", views.penghitungan_sahkan, name="penghitungan-sahkan"),
    path("<uuid:penghitungan_id>/batal-sahkan", views.penghitungan_batal_sahkan, name="penghitungan-batal-sahkan"),
    path("<uuid:penghitungan_id>/umumkan", views.penghitungan_umumkan, name="penghitungan-umumkan"),
    path("<uuid:penghitungan_id>/tarik", views.penghitungan_tarik_umumkan, name="penghitungan-tarik-umumkan"),
    path("<uuid:penghitungan_id>/batalkan", views.penghitungan_batalkan, name="penghitungan-batalkan"),
    # Results
    path("hasil/<int:hasil_id>/", views.hasil_detail, name="hasil-detail"),
]
