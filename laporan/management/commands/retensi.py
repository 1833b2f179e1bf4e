"""`manage.py retensi --dry-run`: what is over its time; without it, delete that and say why."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from laporan import queries, services


class Command(BaseCommand):
    help = "Hapus data pribadi yang lewat masa simpannya; dengan --dry-run hanya menghitungnya."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="hitung saja, tidak menghapus apa pun")
        parser.add_argument("--alasan", default="", help="alasan, masuk jejak audit; wajib tanpa --dry-run")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        if options["dry_run"]:
            for row in queries.retensi_rows(at):
                kept = f"disimpan {row.hari} hari sejak {row.jenis.sejak}" if row.hari else "disimpan terus"
                kept = kept if row.jenis.setelan else f"disimpan sampai {row.jenis.sejak}"
                self.stdout.write(f"{row.jenis.nama}: {row.jumlah} lewat masa simpan ({kept})")
            return
        if not options["alasan"].strip():
            raise CommandError('Sebutkan alasannya: --alasan "…", atau pakai --dry-run untuk menghitung saja.')
        try:
            done = services.purge(akun_id=None, alasan=options["alasan"], at=at)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        for nama, count in done.items():
            self.stdout.write(f"{nama}: {count} dihapus")
        if not done:
            self.stdout.write("Tidak ada yang lewat masa simpan.")
