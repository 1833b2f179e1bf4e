from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from config.exam_guard import exam_is_open
from pegawai.services import record_jejak


class Command(migrate.Command):
    """Django's migrate, which refuses to change tables under people who sit an exam."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--force-with-reason",
            metavar="TEXT",
            help="Migrate although a sesi runs; the reason enters the audit trail.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        reason = options.pop("force_with_reason", None)
        forced = has_pending(options["database"]) and exam_is_open(at)
        if forced and not (reason or "").strip():
            raise CommandError(
                "Ada sesi ujian yang sedang berlangsung; perubahan tabel ditunda. Ulangi sesudah sesi selesai, "
                'atau paksa dengan --force-with-reason "alasannya".'
            )
        if forced:
            record_jejak(
                tindakan="tabel.ubah",
                ringkas="Perubahan tabel dipaksakan saat sesi ujian berlangsung",
                alasan=reason,
                at=at,
            )
        super().handle(*args, **options)


def has_pending(alias: str) -> bool:
    executor = MigrationExecutor(connections[alias])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
