from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from config.cadangan.programs import ProgramFailed
from config.cadangan.steps import back_up


class Command(BaseCommand):
    help = "Write database and files into one archive: manage.py cadangkan /mnt/cadangan/asesmen.tar"
    # Must work when a page does not.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="Default: asesmen-YYYYMMDD-HHMMSS.tar in this folder.")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.localtime()
        target = (options["file"] or Path(f"asesmen-{at:%Y%m%d-%H%M%S}.tar")).absolute()
        if target.exists():
            raise CommandError(f"{target} sudah ada; cadangan tidak pernah menimpa cadangan lain.")
        if not target.parent.is_dir():
            raise CommandError(f"Folder {target.parent} tidak ada.")
        try:
            manifest = back_up(target, at=at)
        except ProgramFailed as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{target}: {sum(manifest.rows.values())} baris dari {len(manifest.rows)} tabel dan "
            f"{len(manifest.digests) - 1} berkas. Kunci (SECRET_KEY, KARTU_KEY, …) tidak ikut; simpan di tempat lain."
        )
