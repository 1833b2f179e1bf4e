from django.apps import AppConfig


class PenilaianConfig(AppConfig):
    name = "asesmen.penilaian"
    label = "penilaian"
    default_auto_field = "django.db.models.BigAutoField"
