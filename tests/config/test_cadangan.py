"""Back up what the test's database holds and restore it into a place of its own, then compare both by content."""

import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from asesmen.gelombang.services import keep_kartu
from config.cadangan import archive, steps
from tests.pegawai.factories import AT, make_akun, make_pegawai

ROOT = Path(__file__).resolve().parent.parent.parent
EMPTY = "cadangan_tujuan"


@pytest.fixture
def office(settings: Any, tmp_path: Path, transactional_db: None) -> Path:
    """A small office: people, an account, and two private files."""
    settings.MEDIA_ROOT = tmp_path / "asal" / "berkas"
    (settings.MEDIA_ROOT / "pekerjaan").mkdir(parents=True)
    (settings.MEDIA_ROOT / "pekerjaan" / "hasil.xlsx").write_bytes(bytes(range(256)))
    (settings.MEDIA_ROOT / "modul ajar.pdf").write_bytes(b"%PDF-1.7")
    make_akun("administrator", pegawai=make_pegawai("Siti Nurhaliza, S.Pd."))
    make_pegawai("I Gusti Ngurah Rai; 'kutip' \\ garis \u00e9")
    return tmp_path


@pytest.fixture
def empty_database(transactional_db: None) -> Iterator[str]:
    """The address of an empty database beside the test's own."""
    name = f"{EMPTY}_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    yield name
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def connect(name: str) -> Any:
    of = connection.settings_dict
    return psycopg2.connect(
        host=of["HOST"], port=of["PORT"] or None, user=of["USER"], password=of["PASSWORD"], dbname=name
    )


def content(name: str) -> dict[str, str]:
    """Return a digest of every table's rows."""
    digests = {}
    session = connect(name)
    with session, session.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(
                f"SELECT md5(coalesce(string_agg(r::text, chr(10) ORDER BY r::text), '')) FROM \"{table}\" r"
            )
            digests[table] = cursor.fetchone()[0]
    session.close()
    return digests


def pulihkan(database: str, file: Path, data_dir: Path) -> subprocess.CompletedProcess[str]:
    of = connection.settings_dict
    place = f"{database}?host={of['HOST'] or 'localhost'}&port={of['PORT'] or 5432}"
    url = f"postgresql://{of['USER']}:{of['PASSWORD']}@/{place}"
    return subprocess.run(
        [sys.executable, "manage.py", "pulihkan", str(file)],
        cwd=ROOT,
        env=dict(os.environ) | {"DATABASE_URL": url, "DATA_DIR": str(data_dir)},
        capture_output=True,
        text=True,
    )


def files(folder: Path) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in archive.private_files(folder)}


def test_a_restored_archive_equals_what_was_backed_up(office: Path, empty_database: str, settings: Any) -> None:
    source = connection.settings_dict["NAME"]
    target = office / "tujuan"

    call_command("cadangkan", str(office / "cadangan.tar"), verbosity=0)
    done = pulihkan(empty_database, office / "cadangan.tar", target)

    assert done.returncode == 0, done.stderr
    assert content(empty_database) == content(source)
    assert files(target / "berkas") == files(settings.MEDIA_ROOT)


def test_a_restored_database_still_refuses_to_forget_its_trail(office: Path, empty_database: str) -> None:
    call_command("cadangkan", str(office / "cadangan.tar"), verbosity=0)
    pulihkan(empty_database, office / "cadangan.tar", office / "tujuan")

    assert triggers(empty_database) == triggers(connection.settings_dict["NAME"]) != []


def triggers(name: str) -> list[tuple[str, ...]]:
    session = connect(name)
    with session, session.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2")
        found: list[tuple[str, ...]] = cursor.fetchall()
    session.close()
    return found


def test_an_archive_is_for_its_owner_only(office: Path) -> None:
    call_command("cadangkan", str(office / "cadangan.tar"), verbosity=0)

    assert (office / "cadangan.tar").stat().st_mode & 0o777 == 0o600


def test_an_archive_leaves_out_cards_that_wait_for_download(office: Path) -> None:
    keep_kartu("00000000-0000-0000-0000-000000000001", b"%PDF-1.7 KODE AAAAAAAAAA")

    manifest = steps.back_up(office / "cadangan.tar", at=AT)

    with tarfile.open(office / "cadangan.tar") as archive_file:
        names = set(archive_file.getnames())
    assert names == {"manifest.json", *manifest.digests}
    assert set(manifest.digests) == {"database.dump", "berkas/modul ajar.pdf", "berkas/pekerjaan/hasil.xlsx"}


def test_an_archive_never_replaces_another(office: Path) -> None:
    (office / "cadangan.tar").write_text("cadangan kemarin")

    with pytest.raises(CommandError, match="tidak pernah menimpa"):
        call_command("cadangkan", str(office / "cadangan.tar"))


def test_pulihkan_refuses_a_database_in_use(office: Path) -> None:
    steps.back_up(office / "cadangan.tar", at=AT)

    with pytest.raises(CommandError, match="Basis data tujuan sudah berisi tabel"):
        call_command("pulihkan", str(office / "cadangan.tar"))


def test_pulihkan_refuses_a_folder_in_use(office: Path, empty_database: str) -> None:
    steps.back_up(office / "cadangan.tar", at=AT)
    (office / "tujuan" / "berkas").mkdir(parents=True)
    (office / "tujuan" / "berkas" / "lain.pdf").touch()

    done = pulihkan(empty_database, office / "cadangan.tar", office / "tujuan")

    assert (done.returncode, content(empty_database)) == (1, {})
    assert "Folder berkas tujuan sudah berisi" in done.stderr


def test_pulihkan_refuses_an_archive_whose_file_was_changed(office: Path, empty_database: str) -> None:
    steps.back_up(office / "cadangan.tar", at=AT)
    change_member(office / "cadangan.tar", "berkas/modul ajar.pdf", b"%PDF-9.9")

    done = pulihkan(empty_database, office / "cadangan.tar", office / "tujuan")

    assert (done.returncode, content(empty_database)) == (1, {})
    assert "Isi berkas/modul ajar.pdf di dalam cadangan rusak atau hilang." in done.stderr


def change_member(file: Path, name: str, value: bytes) -> None:
    folder = file.parent / "ubah"
    with tarfile.open(file) as old:
        names = old.getnames()
        old.extractall(folder, filter="data")
    (folder / name).write_bytes(value)
    with tarfile.open(file, "w") as new:
        for member in names:
            new.add(folder / member, member)
    shutil.rmtree(folder)


def test_pulihkan_refuses_what_is_no_archive(office: Path, empty_database: str) -> None:
    (office / "cadangan.tar").write_text("bukan arsip")

    done = pulihkan(empty_database, office / "cadangan.tar", office / "tujuan")

    assert (done.returncode, done.stderr.strip()) == (1, "CommandError: Berkas ini bukan cadangan yang utuh.")


def test_pulihkan_tells_when_card_codes_will_not_be_valid(office: Path, empty_database: str, settings: Any) -> None:
    settings.KARTU_KEY = "another key than the one in use where it is restored"
    steps.back_up(office / "cadangan.tar", at=AT)

    done = pulihkan(empty_database, office / "cadangan.tar", office / "tujuan")

    assert (done.returncode, done.stderr.split(":")[0]) == (0, "KARTU_KEY di sini berbeda dari saat dicadangkan")
