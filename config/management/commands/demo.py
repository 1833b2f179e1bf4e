"""`manage.py demo`: fill an empty database with the demonstration, or say again who can sign in."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from config import demo


class Command(BaseCommand):
    help = "Isi basis data kosong dengan data peragaan, atau tampilkan akun peragaan (--accounts)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--accounts", action="store_true", help="tampilkan akun dan peserta peragaan")
        parser.add_argument("--if-empty", action="store_true", help="diam saja bila sudah ada data")
        parser.add_argument(
            "--in-production", action="store_true", help="muat juga bila server berjalan sebagai produksi"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        if options["accounts"]:
            self.stdout.write(demo.describe(at=at))
            return
        if demo.is_filled():
            if options["if_empty"]:
                return
            raise CommandError("Basis data ini sudah berisi. Data peragaan hanya dimuat ke basis data kosong.")
        if settings.PRODUCTION and not options["in_production"]:
            raise CommandError(
                "Server ini berjalan sebagai produksi. Data peragaan berisi orang rekaan dan akun dengan kata sandi "
                "yang dapat dibaca siapa pun, sehingga tidak dimuat di sini. Untuk mulai bekerja, buat administrator "
                "pertama dengan manage.py buat_administrator. Bila server ini memang untuk peragaan, ulangi dengan "
                "--in-production."
            )
        begun = time.monotonic()
        demo.load(at=at, say=self.stdout.write)
        self.stdout.write(f"Selesai dalam {time.monotonic() - begun:.0f} detik.")
