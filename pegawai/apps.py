from django.apps import AppConfig


class PegawaiConfig(AppConfig):
    name = "pegawai"
    label = "pegawai"
    default_auto_field = "django.db.models.BigAutoField"
