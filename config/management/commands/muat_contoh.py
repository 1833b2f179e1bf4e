"""`manage.py muat_contoh`: samples for an office that tries the product out: tasks, training, clinics, rich items."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from asesmen.bank import services as bank
from asesmen.penugasan import services as penugasan
from config.demo.isi import content
from pengembangan import services as pengembangan

BAGIAN: dict[str, tuple[str, Callable[..., Any]]] = {
    "tugas": ("penugasan.json", penugasan.load_tugas),
    "diklat": ("diklat.json", pengembangan.load_katalog),
    "klinik": ("coaching.json", pengembangan.load_klinik),
    "soal": ("soal_bergambar.json", bank.load_butir_bergambar),
}


class Command(BaseCommand):
    help = "Muat contoh tugas, diklat, klinik, dan soal bergambar; dijalankan lagi tidak mengubah apa pun."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bagian", nargs="*", help="tugas, diklat, klinik, soal; kosong berarti semua")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        unknown = set(options["bagian"]) - set(BAGIAN)
        if unknown:
            raise CommandError(f"Tidak dikenal: {', '.join(sorted(unknown))}. Pilihan: {', '.join(BAGIAN)}.")
        for nama in options["bagian"] or BAGIAN:
            file, load = BAGIAN[nama]
            try:
                done = load(rows=content(file), at=timezone.now())
            except ValidationError as refusal:
                raise CommandError(f"{nama}: {' '.join(refusal.messages)}") from refusal
            self.stdout.write(f"{nama}: {done.created} baru, {done.updated} diubah, {done.unchanged} tetap")
