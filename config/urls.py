from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

from config import gallery, health, views


def app(prefix: str, module: str) -> list[URLPattern | URLResolver]:
    # Until every app has its map: an app without one is left out.
    return [path(prefix, include(module))] if find_spec(module) else []


urlpatterns = [
    # Wiring
    path("sehat/hidup", health.alive, name="sehat-hidup"),
    path("sehat/siap", health.ready, name="sehat-siap"),
    path("csrf", views.csrf, name="csrf"),
    path("csp/", views.csp, name="csp"),
    # Apps, from the highest to the lowest
    *app("", "laporan.urls"),
    *app("pengembangan/", "pengembangan.urls"),
    *app("penilaian/", "asesmen.penilaian.urls"),
    *app("ujian/", "asesmen.ujian.urls"),
    *app("penugasan/", "asesmen.penugasan.urls"),
    *app("gelombang/", "asesmen.gelombang.urls"),
    *app("bank/", "asesmen.bank.urls"),
    *app("kamus/", "asesmen.kompetensi.urls"),
    *app("", "pegawai.urls"),
]

if settings.DEBUG:
    urlpatterns.append(path("galeri/", gallery.show, name="galeri"))

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
