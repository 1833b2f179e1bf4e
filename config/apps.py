from django.apps import AppConfig


class ConfigAppConfig(AppConfig):
    name = "config"
    verbose_name = "Penyambung"

    def ready(self) -> None:
        from config import durability  # noqa: F401
