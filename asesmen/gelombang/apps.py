from django.apps import AppConfig


class GelombangConfig(AppConfig):
    name = "asesmen.gelombang"
    label = "gelombang"
    default_auto_field = "django.db.models.BigAutoField"
