from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.cadangan.archive import ArchiveBroken, key_mark
from config.cadangan.programs import ProgramFailed
from config.cadangan.steps import PlaceNotEmpty, restore


class Command(BaseCommand):
    help = "Bring an archive of cadangkan back into an empty database and an empty data folder."
    # Must work when a page does not.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = restore(options["file"].absolute())
        except (ArchiveBroken, PlaceNotEmpty, ProgramFailed) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Dipulihkan: {sum(manifest.rows.values())} baris dan {len(manifest.digests) - 1} berkas, "
            f"keadaan {manifest.created_at}."
        )
        if manifest.key != key_mark():
            self.stderr.write(
                "KARTU_KEY di sini berbeda dari saat dicadangkan: kode kartu yang beredar tidak berlaku "
                "sampai kunci lama dipasang kembali."
            )
