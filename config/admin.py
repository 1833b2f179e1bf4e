"""The Django admin: not there unless ADMIN_PATH names an address for it, and then to look only.

For whoever maintains an installation and must see a row as it lies in the database. Only a superuser (made by
`manage.py createsuperuser`) who signed in with a second factor; nothing can be added, changed or removed, and neither
passwords, codes, keys, answers nor the audit trail are there.
"""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from pegawai.access import FAKTOR

SHOWN = (
    *("pegawai.Unit", "pegawai.Jabatan", "pegawai.Pegawai", "pegawai.RiwayatAsesmen", "pegawai.PemberianPeran"),
    *("pegawai.Impor", "pegawai.Pengaturan", "antrean.Pekerjaan", "gelombang.Gelombang", "gelombang.Sesi"),
)


class Lihat(admin.ModelAdmin):
    """Rows to look at."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Situs(admin.AdminSite):
    site_header = site_title = "Asesmen ASN: isi basis data"

    def has_permission(self, request: HttpRequest) -> bool:
        is_second = bool(request.session.get(FAKTOR))
        return bool(request.user.is_active and request.user.is_superuser and is_second)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one door: the same limits hold here as anywhere."""
        return redirect("laporan:beranda" if request.user.is_authenticated else "pegawai:masuk")


situs = Situs()
for name in SHOWN:
    situs.register(apps.get_model(name), Lihat)
