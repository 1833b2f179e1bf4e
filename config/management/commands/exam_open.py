from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.exam_guard import exam_is_open


class Command(BaseCommand):
    help = "Exit with 1 while a sesi runs, so that a deployment script can stop: manage.py exam_open && deploy"
    # Must work when a page does not.
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        if exam_is_open(timezone.now()):
            raise CommandError("Ada sesi ujian yang sedang berlangsung. Tunda perubahan sampai sesi selesai.")
        self.stdout.write("Tidak ada sesi ujian yang sedang berlangsung.")
