from django.apps import AppConfig


class ConfigAppConfig(AppConfig):
    name = "config"
    verbose_name = "Penyambung"

    def ready(self) -> None:
        # The checks register themselves, and the queue learns how a worker is nudged: also where no worker runs.
        from antrean import tasks  # noqa: F401
        from config import broken_build, durability  # noqa: F401
