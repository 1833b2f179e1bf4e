from django.apps import AppConfig


class AntreanConfig(AppConfig):
    name = "antrean"
    label = "antrean"
    default_auto_field = "django.db.models.BigAutoField"
