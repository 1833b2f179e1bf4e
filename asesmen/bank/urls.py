from django.urls import path

from asesmen.bank import views

app_name = "bank"
urlpatterns = [
    # Butir
    path("", views.butir_list, name="butir-list"),
    path("unduh/", views.butir_export, name="butir-export"),
    path("butir/<int:butir_id>/", views.butir_detail, name="butir-detail"),
    path("butir/<int:butir_id>/kunci/", views.butir_kunci, name="butir-kunci"),
    path("butir/<int:butir_id>/pakai/", views.butir_aktif, name="butir-aktif"),
    # Impor
    path("impor/", views.impor_list, name="impor-list"),
    path("impor/templat/", views.impor_templat, name="impor-templat"),
    path("impor/<int:impor_id>/", views.impor_detail, name="impor-detail"),
    path("impor/<int:impor_id>/simpan/", views.impor_apply, name="impor-apply"),
    path("impor/<int:impor_id>/buang/", views.impor_discard, name="impor-discard"),
    path("impor/<int:impor_id>/perbaikan/", views.impor_perbaikan, name="impor-perbaikan"),
    # Instrumen
    path("instrumen/", views.instrumen_list, name="instrumen-list"),
    path("instrumen/baru/", views.instrumen_create, name="instrumen-create"),
    path("instrumen/<int:instrumen_id>/", views.instrumen_detail, name="instrumen-detail"),
]
