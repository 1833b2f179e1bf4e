"""P15, P16, F02, F06: PostgreSQL goes and comes back, its disk fills and is freed. Never a false yes."""

import http.client
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from asesmen.ujian.management.gladi.pintu import Peramban
from config.embedded.postgres import PostgresTrouble
from tests.ujian.tahan.buku import Buku, Selisih, compare
from tests.ujian.tahan.medan import Medan, medan
from tests.ujian.tahan.penulis import post
from tests.ujian.tahan.ukuran import tell

pytestmark = pytest.mark.slow


def save(field: Medan, sitting: dict[str, Any], buku: Buku, seq: int, width: int = 1, copies: int = 1) -> int:
    """One save of `copies` entries; the status, 0 where nobody answered. What was sent and heard is in the ledger."""
    entries = [
        {"versi": sitting["versi"][n % 20], "epoch": 1, "seq": seq * 100 + n, "nilai": f"{seq}-{n}".ljust(width, "x")}
        for n in range(copies)
    ]
    buku.sends(sitting["id"], entries)
    try:
        status, told = post(field.port, "simpan", {"simpanan": entries}, sitting["token"], timeout=12)
    except (OSError, http.client.HTTPException):
        return 0
    buku.heard(sitting["id"], told)
    return status


def enter(field: Medan, person: dict[str, Any]) -> Peramban:
    page = Peramban(field.url)
    page.get("/ujian/")
    assert page.post_form("/ujian/", {"nip": person["nip"], "kode": person["kode"]}).status == 302
    return page


def test_a_database_that_is_away_is_503_at_once_and_signs_nobody_out() -> None:
    buku = Buku()
    took: list[float] = []
    with medan() as field:
        person = field.told["peserta"][0]
        page = enter(field, person)
        assert save(field, person, buku, 1) == 200

        field.cluster.stop_at_once()
        away = []
        for seq in range(2, 8):
            began = time.monotonic()
            away.append(save(field, person, buku, seq))
            took.append(time.monotonic() - began)
        began = time.monotonic()
        looked = page.get("/ujian/saya/").status
        took.append(time.monotonic() - began)
        field.cluster.start()

        back = time.monotonic()
        while save(field, person, buku, 9) != 200 and time.monotonic() - back < 10:
            time.sleep(0.1)
        back = time.monotonic() - back
        still_in = page.get("/ujian/saya/").status
        page.close()
        found = compare(buku, field)

    tell("database away", slowest=round(max(took), 2), back=round(back, 2), answers=away)
    assert away == [503] * 6
    assert looked == 503
    assert max(took) <= 2
    assert back < 5
    assert still_in == 200
    assert found == Selisih([], [], [])


# ---------- A full disk ----------


@contextmanager
def small_disk(field: Medan, megabytes: int) -> Iterator[Path]:
    """Move the stopped cluster's data onto a file system of this size; skip, in words, where none can be mounted."""
    beside = field.folder / "data.beside"
    field.cluster.data.rename(beside)
    field.cluster.data.mkdir(mode=0o700)
    mount = shutil.which("mount")
    options = f"size={megabytes}m,mode=0700"
    command = [str(mount), "-t", "tmpfs", "-o", options, "tmpfs", str(field.cluster.data)]
    if mount is None or os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no small file system can be mounted here: a full disk is not tried")
    try:
        owner = beside.stat()
        os.chown(field.cluster.data, owner.st_uid, owner.st_gid)
        subprocess.run(["cp", "-a", f"{beside}/.", str(field.cluster.data)], check=True)
        yield field.cluster.data
    finally:
        field.kill_web()
        with suppress(PostgresTrouble):
            field.cluster.stop_at_once()
        subprocess.run(["umount", str(field.cluster.data)], check=False)


def fill(folder: Path) -> Path:
    """Leave no free byte."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (2**20, 4096, 1):
            with suppress(OSError):
                while True:
                    file.write(b"\0" * size)
    return ballast


def test_a_full_disk_is_503_and_never_a_false_yes_and_goes_on_once_freed() -> None:
    buku = Buku()
    statuses: list[int] = []
    with medan(is_served=False) as field:
        field.cluster.stop()
        used = sum(p.stat().st_size for p in field.cluster.data.rglob("*") if p.is_file()) // 2**20
        with small_disk(field, used + 120) as disk:
            field.cluster.start()
            field.serve()
            person = field.told["peserta"][0]
            assert save(field, person, buku, 1) == 200
            ballast = fill(disk)
            for seq in range(2, 202):
                statuses.append(save(field, person, buku, seq, width=3000, copies=40))
                if statuses[-5:] == [503] * 5:
                    break
            ballast.unlink()
            if not field.cluster.is_running():
                field.cluster.start()
            freed = time.monotonic()
            while save(field, person, buku, 300) != 200 and time.monotonic() - freed < 20:
                time.sleep(0.2)
            freed = time.monotonic() - freed
            found = compare(buku, field)

    kinds = {status: statuses.count(status) for status in sorted(set(statuses))}
    tell("full disk", answers=kinds, back=round(freed, 2), acked=len(buku.acked))
    assert statuses[-5:] == [503] * 5
    assert set(kinds) <= {200, 503}
    assert freed < 20
    assert found == Selisih([], [], [])
