"""Mutated lists in their thousands, read in this process: each is understood or refused, and nothing else happens.

`make test` tries some, `make chaos` 10,000 with a new seed. The limits of the child process are tested apart.
"""

import csv
import struct
import time
import zipfile
import zlib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

import pytest

from pegawai.formats import anak
from pegawai.formats.bacaan.batas import Refused
from pegawai.formats.tabel import MESSAGES, Lembar, TabelUnreadable, read_tabel
from pegawai.rules.kolom import PEGAWAI, HeaderMissing, find_header
from pegawai.rules.kolom_berkas import guess_judul, kolom_berkas, suggest_kolom
from pegawai.rules.pegawai_baris import NEEDED, read_rows
from tests.pegawai.mutasi import mutant
from tests.ujian.tahan.ukuran import SEED, count, tell

TODAY = date(2026, 11, 24)
# What a broken file makes the standard library raise; a NameError or AttributeError would be our own fault.
BROKEN = (
    zipfile.BadZipFile, zlib.error, ExpatError, ValueError, EOFError, NotImplementedError, struct.error, csv.Error,
    OSError, RuntimeError, LookupError,
)  # fmt: skip


def sheets_of(path: Path, name: str) -> list[Lembar]:
    found: list[Lembar] = []
    for line in anak.read(path, name):
        if isinstance(line, dict):
            found.append(Lembar(line["lembar"]))
        else:
            found[-1].rows.append(line)
    return found


def understood(sheet: Lembar) -> str:
    """Read a sheet's rows as a roster: what stands is whole, what is refused says why."""
    for both in (False, True):
        row = guess_judul(sheet.rows)
        kolom_berkas(sheet.rows, row, dua_baris=both)
        suggest_kolom(sheet.rows, row, PEGAWAI, dua_baris=both)
    try:
        peta = find_header(sheet.rows, PEGAWAI, NEEDED)
    except HeaderMissing:
        return "no_header"
    rows = read_rows(sheet.rows, peta, TODAY)
    standing = [row.data["nip"] for row in rows if not row.is_refused]
    assert len(standing) == len(set(standing))
    assert all(len(nip) == 18 and nip.isascii() and nip.isdigit() for nip in standing)
    assert all(trouble.message.endswith(".") for row in rows for trouble in row.masalah)
    return "rows"


def outcome(path: Path, name: str) -> str:
    try:
        sheets = sheets_of(path, name)
    except Refused as refusal:
        return str(refusal.args[0])
    except BROKEN as fault:
        return type(fault).__name__
    return max([understood(sheet) for sheet in sheets], default="no_sheet")


def test_mutants_are_understood_or_refused_within_ten_seconds_and_nothing_else_comes_out(tmp_path: Path) -> None:
    path, total = tmp_path / "berkas", count("MUTANTS", 400, 10_000)
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    for number in range(total):
        name, raw = mutant(number, SEED)
        path.write_bytes(raw)
        began = time.process_time()
        try:
            outcomes[outcome(path, name)] += 1
        except Exception as fault:
            raise AssertionError(f"mutant {number} of seed {SEED} ended in {fault!r}") from fault
        slowest = max(slowest, time.process_time() - began)

    tell("mutated lists", mutants=total, slowest=round(slowest, 2), **outcomes)
    assert outcomes.total() == total
    words = {word for word in outcomes if word.islower()} - {"rows", "no_header", "no_sheet"}
    assert words - MESSAGES.keys() - {"error"} == set()
    assert slowest < 10
    # The mutator is no good if all of them are refused, or none.
    assert min(outcomes["rows"], total - outcomes["rows"]) > total / 10


@pytest.mark.parametrize("number", range(6))
def test_a_mutant_is_the_same_for_the_parent_of_the_child_process(tmp_path: Path, number: int) -> None:
    """One of each kind through the process: what is understood here is read there, what raised here is a code there."""
    name, raw = mutant(number, 1)
    (tmp_path / "berkas").write_bytes(raw)
    found: Any
    try:
        found = [(sheet.nama, sheet.rows) for sheet in read_tabel(tmp_path / "berkas", name)]
    except TabelUnreadable as refusal:
        found = refusal.code
    try:
        sheets = sheets_of(tmp_path / "berkas", name)
        expected: Any = (
            [(sheet.nama, sheet.rows) for sheet in sheets] if any(sheet.rows for sheet in sheets) else "empty"
        )
    except Refused as refusal:
        expected = refusal.args[0]
    except BROKEN:
        expected = "unreadable"

    assert found == expected
