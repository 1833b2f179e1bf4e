"""Reading a foreign table (xlsx, csv) safely: in a child process, bounded, and with one sentence when it fails."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from pegawai.rules.sel import Sel

CHILD = Path(__file__).with_name("anak.py")
KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR")
SECONDS = 60
MAX_BYTES = 20 * 1024 * 1024

MESSAGES = {
    "empty": "Berkas ini kosong. Unggah berkas yang berisi daftar.",
    "encrypted": "Berkas ini dikunci dengan kata sandi. Buka kuncinya di Excel, simpan, lalu unggah lagi.",
    "macro_refused": "Berkas ini memuat makro. Simpan sebagai .xlsx tanpa makro, lalu unggah lagi.",
    "not_a_table": "Berkas ini bukan tabel Excel (.xlsx) atau CSV. Simpan sebagai .xlsx, lalu unggah lagi.",
    "too_large": "Isi berkas ini terlalu besar setelah dibuka. Bagi menjadi beberapa berkas.",
    "too_many_columns": "Berkas ini memuat lebih dari 150 kolom. Hapus kolom yang tidak perlu, lalu unggah lagi.",
    "too_many_rows": "Berkas ini memuat lebih dari 50.000 baris. Bagi menjadi beberapa berkas.",
    "too_slow": "Berkas ini terlalu lama dibaca. Salin isinya ke buku kerja baru, lalu unggah lagi.",
    "unreadable": "Berkas ini rusak atau tidak terbaca. Buka di Excel, simpan sebagai .xlsx, lalu unggah lagi.",
    "xls_refused": "Berkas ini berformat lama (.xls) atau dikunci kata sandi. Simpan sebagai .xlsx tanpa kata sandi, "
    "lalu unggah lagi.",
}


class TabelUnreadable(ValueError):
    """The file cannot be read as a table. `code` is one of MESSAGES."""

    def __init__(self, code: str) -> None:
        super().__init__(MESSAGES[code])
        self.code = code


@dataclass
class Lembar:
    """One sheet: rows of cells, short rows where the rest is empty."""

    nama: str
    rows: list[list[Sel]] = field(default_factory=list)


def read_tabel(path: Path, nama: str, rows: int | None = None) -> list[Lembar]:
    """Read all sheets of a file that was called `nama`, or only their first rows. Raises TabelUnreadable."""
    size = path.stat().st_size
    if size == 0:
        raise TabelUnreadable("empty")
    if size > MAX_BYTES:
        raise TabelUnreadable("too_large")
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
        # Nothing of the server's environment, which holds keys, goes to a process that reads a stranger's file.
        bare = {name: os.environ[name] for name in KEPT if name in os.environ}
        command = [sys.executable, "-I", str(CHILD), str(path), nama, *([] if rows is None else [str(rows)])]
        try:
            ended = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.DEVNULL,
                env=bare,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise TabelUnreadable("too_slow") from None
        out.seek(0)
        return parse_lines(out, ended.returncode)


def parse_lines(lines: IO[str], returncode: int) -> list[Lembar]:
    """What the child wrote before it ended with this code. Raises TabelUnreadable."""
    sheets: list[Lembar] = []
    for line in lines:
        try:
            value = json.loads(line) if line.strip() else None
        except json.JSONDecodeError:
            break
        if isinstance(value, list):
            sheets[-1].rows.append(value)
        elif value and "lembar" in value:
            sheets.append(Lembar(value["lembar"]))
        elif value and "galat" in value:
            raise TabelUnreadable(value["galat"])
        elif value:
            return _not_empty(sheets)
    # No last line: the process was ended. A negative code is the signal that did it (processor time, or memory).
    raise TabelUnreadable("too_slow" if returncode in {-24, -9} else "unreadable")


def _not_empty(sheets: list[Lembar]) -> list[Lembar]:
    if not any(row for sheet in sheets for row in sheet.rows):
        raise TabelUnreadable("empty")
    return sheets
