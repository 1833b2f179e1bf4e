from django.apps import AppConfig


class LaporanConfig(AppConfig):
    name = "laporan"
    label = "laporan"
    default_auto_field = "django.db.models.BigAutoField"
