from django.conf import settings
from django.urls import include, path

from config import gallery, health, views

urlpatterns = [
    # Wiring
    path("sehat/hidup", health.alive, name="sehat-hidup"),
    path("sehat/siap", health.ready, name="sehat-siap"),
    path("csrf", views.csrf, name="csrf"),
    path("csp/", views.csp, name="csp"),
    # Apps, from the highest to the lowest
    path("", include("laporan.urls")),
    path("pengembangan/", include("pengembangan.urls")),
    path("penilaian/", include("asesmen.penilaian.urls")),
    path("ujian/", include("asesmen.ujian.urls")),
    path("penugasan/", include("asesmen.penugasan.urls")),
    path("gelombang/", include("asesmen.gelombang.urls")),
    path("bank/", include("asesmen.bank.urls")),
    path("kamus/", include("asesmen.kompetensi.urls")),
    path("", include("pegawai.urls")),
]

if settings.ADMIN_PATH:
    from config.admin import situs

    urlpatterns.append(path(f"{settings.ADMIN_PATH}/", situs.urls))
if settings.DEBUG:
    urlpatterns.append(path("galeri/", gallery.show, name="galeri"))

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
