"""The archive's shape: manifest.json, then database.dump, then berkas/… exactly as they lie in the data folder."""

import hashlib
import hmac
import json
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

FORMAT = 1
# Printed cards wait here for their one download, with plain codes: no archive keeps them.
LEFT_OUT = "kartu"
MANIFEST, DUMP, FILES = "manifest.json", "database.dump", "berkas"


class ArchiveBroken(ValueError):
    """The archive is not one of ours, is incomplete, or was changed; nothing was restored."""


@dataclass(frozen=True)
class Manifest:
    format: int
    created_at: str
    key: str
    rows: dict[str, int]
    digests: dict[str, str]


def key_mark() -> str:
    """Tell one KARTU_KEY from another without telling it: card codes in circulation are valid under one key only."""
    return hmac.new(settings.KARTU_KEY.encode(), b"cadangan", hashlib.sha256).hexdigest()[:16]


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def private_files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and inside.parts[0] != LEFT_OUT:
            yield f"{FILES}/{inside.as_posix()}", path


def write(target: Path, manifest: Manifest, members: dict[str, Path], scratch: Path) -> None:
    listing = scratch / MANIFEST
    listing.write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    # Complete or not there at all: the name appears when the last byte is written.
    draft = target.with_name(f"{target.name}.draft")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    with tarfile.open(draft, "w") as archive:
        archive.add(listing, MANIFEST)
        for name, path in members.items():
            archive.add(path, name)
    draft.rename(target)


def unpack(source: Path, folder: Path) -> Manifest:
    """Unpack into `folder` and return the manifest, every digest compared. Raises ArchiveBroken."""
    try:
        with tarfile.open(source, "r:") as archive:
            archive.extractall(folder, filter="data")
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (tarfile.TarError, OSError, ValueError, TypeError) as error:
        raise ArchiveBroken("Berkas ini bukan cadangan yang utuh.") from error
    if manifest.format != FORMAT:
        raise ArchiveBroken(f"Cadangan berformat {manifest.format}; versi aplikasi ini membaca format {FORMAT}.")
    for name, expected in manifest.digests.items():
        if not (folder / name).is_file() or digest_of(folder / name) != expected:
            raise ArchiveBroken(f"Isi {name} di dalam cadangan rusak atau hilang.")
    return manifest
