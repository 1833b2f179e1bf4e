"""Reads one spreadsheet or CSV file in a process of its own, with little memory and little time.

Run by path (`python -I anak.py FILE NAME [ROWS]`); with ROWS it stops after so many of each sheet. It writes one JSON
value a line: {"lembar": name}, then each row as a list of cells, at the end {"selesai": true}; or {"galat": code}. A
cell is null, a text, or [kind, text] (see pegawai/rules/sel.py).
"""

import itertools
import json
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    # An isolated process knows no folder of ours.
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pegawai.formats.bacaan.batas import MAX_OUTPUT, Refused
from pegawai.formats.bacaan.buku import read_workbook
from pegawai.formats.bacaan.pisah import read_csv

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def limit() -> None:
    """Bound memory and processor time of this process. Where a system has no such limit the parent's clock remains."""
    for what, amount in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (amount, amount))


def read(path: Path, name: str, rows: int = sys.maxsize) -> Iterator[Any]:
    with path.open("rb") as file:
        head = file.read(8)
    suffix = Path(name).suffix.lower()
    if head == OLE:
        raise Refused("xls_refused")
    if suffix in {".xls", ".xlsm", ".xlsb", ".ods"}:
        raise Refused({".xlsm": "macro_refused"}.get(suffix, "xls_refused"))
    if head[:2] == b"PK":
        return read_workbook(path, rows)
    if suffix in {".csv", ".txt", ".tsv"}:
        return read_csv(path, rows)
    raise Refused("not_a_table")


def main(path: str, name: str, rows: str = str(sys.maxsize)) -> None:
    out, written = sys.stdout, 0
    try:
        for line in itertools.chain(read(Path(path), name, int(rows)), [{"selesai": True}]):
            # One long text may be shared by millions of cells: what comes out is counted as well.
            written += out.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
            if written > MAX_OUTPUT:
                raise Refused("too_large")
    except Refused as refusal:
        out.write("\n" + json.dumps({"galat": refusal.args[0]}) + "\n")
    except MemoryError:
        out.write('\n{"galat": "too_large"}\n')
    # The border of the process: whatever a broken file makes the readers raise, it is one answer.
    except Exception:
        out.write('\n{"galat": "unreadable"}\n')


if __name__ == "__main__":
    limit()
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    main(*sys.argv[1:])
