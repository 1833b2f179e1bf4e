"""`manage.py muat_contoh`: the sample catalogue for an office that tries the product out: tasks, training, clinics."""

from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from asesmen.penugasan import services as penugasan
from config.demo.isi import content
from pengembangan import services as pengembangan

BAGIAN: dict[str, tuple[str, Callable[..., Any]]] = {
    "tugas": ("penugasan.json", penugasan.load_tugas),
    "diklat": ("diklat.json", pengembangan.load_katalog),
    "klinik": ("coaching.json", pengembangan.load_klinik),
}


class Command(BaseCommand):
    help = "Muat contoh tugas, katalog diklat, dan topik klinik; dijalankan lagi tidak mengubah apa pun."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bagian", nargs="*", help="tugas, diklat, klinik; kosong berarti semua")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        unknown = set(options["bagian"]) - set(BAGIAN)
        if unknown:
            raise CommandError(f"Tidak dikenal: {', '.join(sorted(unknown))}. Pilihan: {', '.join(BAGIAN)}.")
        for nama in options["bagian"] or BAGIAN:
            file, load = BAGIAN[nama]
            done = load(rows=content(file), at=timezone.now())
            self.stdout.write(f"{nama}: {done.created} baru, {done.updated} diubah, {done.unchanged} tetap")
