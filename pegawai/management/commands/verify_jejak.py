"""`manage.py verify_jejak`: compute the audit trail's chain again; ends with 1 when a link does not hold."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pegawai import queries

SHOWN = 50


class Command(BaseCommand):
    help = "Periksa rantai jejak audit: kejadian yang diubah, hilang, atau disisipkan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--kepala",
            metavar="NOMOR:SIDIK",
            help="kepala rantai yang pernah dicatat di luar, untuk menemukan ujung yang dipotong",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        result = queries.verify_jejak(noted=read_head(options["kepala"]))
        for finding in result.temuan[:SHOWN]:
            self.stderr.write(f"[{finding.jenis}] {finding.kalimat} {finding.jejak_id}".rstrip())
        if len(result.temuan) > SHOWN:
            self.stderr.write(f"… dan {len(result.temuan) - SHOWN} lagi.")
        if result.temuan:
            raise CommandError(f"{result.kalimat}. Simpan basis data ini apa adanya dan hubungi auditor.", returncode=1)
        self.stdout.write(f"{result.kalimat}. Catat kepala ini di luar: {result.kepala.nomor}:{result.kepala.sidik}")


def read_head(text: str | None) -> tuple[int, str] | None:
    if text is None:
        return None
    nomor, _, sidik = text.partition(":")
    if not nomor.isdecimal() or len(sidik) < 16:
        raise CommandError("Tulis kepala sebagai NOMOR:SIDIK, seperti yang dicetak perintah ini (sidik ≥ 16 huruf).")
    return int(nomor), sidik
