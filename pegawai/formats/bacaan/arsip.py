"""A workbook's archive, looked at before anything is unpacked."""

import stat
import zipfile
from pathlib import Path

from pegawai.formats.bacaan.batas import MAX_ENTRIES, MAX_RATIO, MAX_UNPACKED, Refused

TYPES = "[Content_Types].xml"


def check_end(path: Path) -> None:
    """Refuse a table of contents that is longer than any workbook's before it is read."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 65_557))
        tail = file.read()
    at = tail.rfind(b"PK\5\6")
    # 0xFFFFFFFF announces the format for archives above 4 GB.
    if at < 0 or len(tail) < at + 22:
        raise Refused("unreadable")
    if int.from_bytes(tail[at + 12 : at + 16], "little") > MAX_ENTRIES * 500:
        raise Refused("too_large")


def check_zip(archive: zipfile.ZipFile) -> None:
    """Look at the table of contents before anything is unpacked."""
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Refused("too_large")
    for entry in entries:
        check_entry(entry)
    names = {entry.filename.lower() for entry in entries}
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise Refused("macro_refused")
    if TYPES not in archive.NameToInfo:
        raise Refused("not_a_table")
    if b"macroEnabled" in archive.read(TYPES):
        raise Refused("macro_refused")


def check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or ":" in name or stat.S_ISLNK(entry.external_attr >> 16):
        raise Refused("unreadable")
    if entry.flag_bits & 1:
        raise Refused("encrypted")
    if name.lower().endswith((".zip", ".xlsx", ".xlsm", ".7z", ".rar", ".gz")):
        raise Refused("unreadable")
    if entry.file_size > 1_000_000 and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        raise Refused("too_large")
