"""Taking an import back: every row of the registry byte for byte as before, or nothing at all."""

from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from django.db import connection

from pegawai import services
from pegawai.models import Impor, Pegawai, Unit
from tests.pegawai.factories import AT, make_akun, make_jabatan, make_pegawai, make_unit

pytestmark = pytest.mark.django_db
HEADER = ["NIP", "Nama", "Tanggal Lahir", "JK", "Gol", "Jabatan", "Unit Kerja", "OPD"]
SITI = ["198609262015052001", "Siti Aminah", "26-09-1986", "P", "III/c", "Guru Ahli Muda", "SDN 1", "Dinas Pendidikan"]
BUDI = ["198501012010011001", "Budi", "01-01-1985", "L", "IV/a", "Arsiparis Ahli Muda", "Bidang Arsip", "Dinas Arsip"]
TABLES = ("pegawai", "unit", "jabatan", "riwayatpegawai", "riwayatnip", "riwayatasesmen")
HOUR = timedelta(hours=1)


def registry() -> dict[str, list[str]]:
    """Every row of the registry as PostgreSQL writes it."""
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT t::text FROM pegawai_{table} t ORDER BY id")
            found[table] = [row for (row,) in cursor.fetchall()]
    return found


def staged(tmp_path: Path, *rows, hours: int = 0, jenis: str = "pegawai", header=HEADER) -> Impor:
    book = openpyxl.Workbook()
    for row in [header, *rows]:
        book.active.append(row)
    book.save(tmp_path / "x.xlsx")
    at = AT + hours * HOUR
    isi = (tmp_path / "x.xlsx").read_bytes()
    impor = services.open_impor(jenis=jenis, nama="x.xlsx", isi=isi, akun=None, at=at)
    return services.stage_impor(impor_id=impor.pk, at=at)


def imported(tmp_path: Path, *rows, hours: int = 0, jenis: str = "pegawai", header=HEADER) -> Impor:
    impor, at = staged(tmp_path, *rows, hours=hours, jenis=jenis, header=header), AT + hours * HOUR
    for row in impor.baris.filter(keadaan="usulan"):
        person = row.data["usul"][0]["id"]
        services.decide_usulan(impor_id=impor.pk, nomor=row.nomor, pilihan="sama", pegawai_id=person, akun=None, at=at)
    return services.apply_impor(impor_id=impor.pk, akun=None, at=at)


def withdrawn(impor: Impor) -> Impor:
    return services.withdraw_impor(impor_id=impor.pk, akun=None, at=AT + 9 * HOUR, alasan="salah berkas")


def test_every_row_is_byte_for_byte_as_before(tmp_path):
    empty = registry()
    first = imported(tmp_path, SITI)
    before = registry()
    promoted = ["198609262024212001", "SITI AMINAH, S.Pd.", *SITI[2:4], "IX", "Guru Ahli Madya", "SDN 2", SITI[7]]
    second = imported(tmp_path, promoted, BUDI, hours=1)
    assert {table for table, rows in registry().items() if rows != before[table]} == set(TABLES) - {"riwayatasesmen"}

    withdrawn(second)
    assert registry() == before

    withdrawn(first)
    assert registry() == empty


def test_taking_back_a_second_time_changes_nothing(tmp_path):
    impor = withdrawn(imported(tmp_path, SITI))
    after = registry()

    assert withdrawn(impor).status == "ditarik"
    assert registry() == after


def test_earlier_results_are_given_back_as_they_were(tmp_path):
    make_pegawai("Siti Aminah", nip=SITI[0])
    header = ["NIP", "Tanggal Penilaian", "Penyelenggara", "JPM", "INT"]
    imported(tmp_path, [SITI[0], "05-05-2024", "BKN", "88,89", "3"], jenis="hasil", header=header)
    before = registry()
    rows = [[SITI[0], "05-05-2024", "BKN", "90", "4"], [SITI[0], "06-06-2025", "BKN", "70", "2"]]
    second = imported(tmp_path, *rows, hours=1, jenis="hasil", header=header)
    assert registry() != before

    withdrawn(second)

    assert registry() == before


@pytest.mark.parametrize("used", ["unit", "unit of a role", "jabatan"])
def test_nothing_is_taken_back_while_something_newer_stands_on_what_the_import_made(tmp_path, used):
    impor = imported(tmp_path, SITI)
    unit = Unit.objects.get(nama="SDN 1")
    if used == "unit":
        make_pegawai(unit=unit, jabatan=make_jabatan("Lain"))
        noun = "Unit “SDN 1” dari impor ini sudah dipakai oleh 1 pegawai"
    elif used == "unit of a role":
        make_akun("pejabat_opd", unit=unit)
        noun = "Unit “SDN 1” dari impor ini sudah dipakai oleh 1 pemberian peran"
    else:
        make_pegawai(unit=make_unit("Lain"), jabatan=Pegawai.objects.get().jabatan)
        noun = "Jabatan “Guru Ahli Muda” dari impor ini sudah dipakai oleh 1 pegawai"
    before = registry()

    with pytest.raises(services.ImporNotWithdrawable) as refusal:
        withdrawn(impor)

    assert refusal.value.messages == [f"Impor ini tidak dapat ditarik kembali. {noun}. Lepaskan dahulu."]
    assert registry() == before


def test_an_import_is_not_taken_back_before_the_newer_one_that_changed_its_people(tmp_path):
    first = imported(tmp_path, SITI)
    second = imported(tmp_path, [*SITI[:4], "III/d", *SITI[5:]], hours=1)

    with pytest.raises(services.ImporNotWithdrawable):
        withdrawn(first)
    withdrawn(second)
    withdrawn(first)

    assert Pegawai.objects.count() == 0


def test_a_preview_that_aged_is_judged_anew_and_still_taken_back(tmp_path):
    """Both files were looked at while the registry was empty; the second one finds Siti there."""
    empty = registry()
    stale = staged(tmp_path, SITI, BUDI)
    first = imported(tmp_path, SITI, hours=1)
    before = registry()

    impor = services.apply_impor(impor_id=stale.pk, akun=None, at=AT + 2 * HOUR)

    people = dict(Pegawai.objects.values_list("nip", "pk"))
    assert list(impor.baris.values_list("keadaan", "sasaran_id")) == [
        ("tetap", people[SITI[0]]),
        ("baru", people[BUDI[0]]),
    ]
    withdrawn(impor)
    assert registry() == before
    withdrawn(first)
    assert registry() == empty
