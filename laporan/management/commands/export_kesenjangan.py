"""manage.py export_kesenjangan --gelombang N --output F.xlsx"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from asesmen.penilaian.queries import penghitungan_diumumkan
from laporan import services
from pegawai.queries import Scope


class Command(BaseCommand):
    help = "Write the merit-gap workbook of a wave's published results."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--gelombang", type=int, required=True, help="number of the wave (its id)")
        parser.add_argument("--output", type=Path, required=True, help="file to write, .xlsx")

    def handle(self, *args: Any, **options: Any) -> None:
        penghitungan = penghitungan_diumumkan(options["gelombang"])
        if penghitungan is None:
            raise CommandError(
                f"Gelombang {options['gelombang']} belum punya hasil yang diumumkan. "
                "Hitung, sahkan, dan umumkan hasilnya lebih dulu."
            )
        content = services.make_kesenjangan(
            penghitungan_id=penghitungan.pk,
            scope=Scope(is_all=True),
            lingkup="Semua perangkat daerah",
            akun_id=None,
            at=timezone.now(),
        )
        try:
            options["output"].write_bytes(content)
        except OSError as trouble:
            raise CommandError(f"Tidak dapat menulis {options['output']}: {trouble.strerror}.") from trouble
        self.stdout.write(f"{options['output']}: {penghitungan.hasil_count} orang, {len(content)} byte")
