"""Back up into one archive; restore from it into an empty place."""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from config.cadangan import archive, programs


class PlaceNotEmpty(ValueError):
    """The database has tables or the data folder has files: restoring would mix two offices' data."""


def back_up(target: Path, *, at: datetime) -> archive.Manifest:
    """Write the archive. Row counts and dump are of one moment, whatever is written meanwhile."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".cadangan-") as name:
        scratch = Path(name)
        rows = dump(scratch / archive.DUMP)
        # Files come after the rows that name them: one that is added meanwhile is extra, none is missing.
        members = {archive.DUMP: scratch / archive.DUMP, **dict(archive.private_files(settings.MEDIA_ROOT))}
        manifest = archive.Manifest(
            format=archive.FORMAT,
            created_at=at.isoformat(),
            key=archive.key_mark(),
            rows=rows,
            digests={name: archive.digest_of(path) for name, path in members.items()},
        )
        archive.write(target, manifest, members, scratch)
    return manifest


def dump(path: Path) -> dict[str, int]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
        programs.run(
            "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={path}"
        )
        return count_rows()


def count_rows() -> dict[str, int]:
    counts = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
            counts[table] = cursor.fetchone()[0]
    return counts


def restore(source: Path) -> archive.Manifest:
    """Bring everything back. Raises PlaceNotEmpty, ArchiveBroken; then nothing was changed."""
    refuse_a_used_place()
    settings.MEDIA_ROOT.parent.mkdir(parents=True, exist_ok=True)
    # Beside its final place, so that the files arrive by one rename.
    with tempfile.TemporaryDirectory(dir=settings.MEDIA_ROOT.parent, prefix=".pulihkan-") as name:
        scratch = Path(name)
        manifest = archive.unpack(source, scratch)
        programs.restore(scratch / archive.DUMP)
        connection.close()
        if count_rows() != manifest.rows:
            raise archive.ArchiveBroken("Jumlah baris sesudah dipulihkan berbeda dari catatan cadangan.")
        bring_files(scratch / archive.FILES)
    return manifest


def refuse_a_used_place() -> None:
    if connection.introspection.table_names():
        raise PlaceNotEmpty("Basis data tujuan sudah berisi tabel. Pulihkan ke basis data yang kosong.")
    if settings.MEDIA_ROOT.exists() and any(settings.MEDIA_ROOT.iterdir()):
        raise PlaceNotEmpty("Folder berkas tujuan sudah berisi. Pulihkan ke DATA_DIR yang kosong.")


def bring_files(unpacked: Path) -> None:
    if not unpacked.exists():
        return
    for path in unpacked.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    unpacked.rename(settings.MEDIA_ROOT)
