"""`manage.py buat_administrator NAME`: the first account of a new installation; the others are made on its pages."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from pegawai import services
from pegawai.rules.peran import Peran


class Command(BaseCommand):
    help = "Buat akun administrator pertama dan tampilkan sandi awalnya, sekali saja."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="nama pengguna")
        parser.add_argument("--nama", required=True, help="nama lengkap")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            sandi = make(username=options["username"], nama=options["nama"])
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(
            f"Akun {options['username']} dibuat. Sandi awal, wajib diganti saat masuk, berlaku 14 hari: {sandi}"
        )


@transaction.atomic
def make(*, username: str, nama: str) -> str:
    at = timezone.now()
    akun, sandi = services.create_akun(username=username, nama=nama, oleh=None, at=at)
    services.grant_peran(
        akun_id=akun.pk,
        peran=Peran.ADMINISTRATOR,
        dari=timezone.localdate(at),
        at=at,
        oleh=None,
        alasan="Administrator pertama",
    )
    return sandi
