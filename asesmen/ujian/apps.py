from django.apps import AppConfig


class UjianConfig(AppConfig):
    name = "asesmen.ujian"
    label = "ujian"
    default_auto_field = "django.db.models.BigAutoField"
