from django.apps import AppConfig


class KompetensiConfig(AppConfig):
    name = "asesmen.kompetensi"
    label = "kompetensi"
    default_auto_field = "django.db.models.BigAutoField"
