from django.apps import AppConfig


class BankConfig(AppConfig):
    name = "asesmen.bank"
    label = "bank"
    default_auto_field = "django.db.models.BigAutoField"
