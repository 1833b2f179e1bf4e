from django.apps import AppConfig


class PengembanganConfig(AppConfig):
    name = "pengembangan"
    label = "pengembangan"
    default_auto_field = "django.db.models.BigAutoField"
