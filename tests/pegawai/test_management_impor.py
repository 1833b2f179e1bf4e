"""The commands that scripts run."""

import io
import json

import openpyxl
import pytest
from django.conf import settings
from django.core.management import call_command

from pegawai.models import Impor, Pegawai, RiwayatAsesmen
from tests.pegawai.factories import make_pegawai

pytestmark = pytest.mark.django_db
DUK = settings.BASE_DIR / "contoh" / "berkas" / "duk.csv"
HEADER = ["NIP", "Nama", "Gol"]


@pytest.fixture
def file(tmp_path):
    book = openpyxl.Workbook()
    for row in [
        HEADER,
        ["198609262015052001", "Siti", "IV/a"],
        ["1986", "Budi", ""],
        ["198609262015052003", "Eka", "9"],
    ]:
        book.active.append(row)
    book.save(tmp_path / "daftar.xlsx")
    return tmp_path / "daftar.xlsx"


def told(*args) -> dict:
    out = io.StringIO()
    call_command(*args, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_import_pegawai_tells_counts_refusals_and_warnings_and_keeps_nothing(file):
    answer = told("import_pegawai", str(file))

    assert list(answer) == ["rows", "created", "updated", "unchanged", "refused", "warnings"]
    assert (answer["rows"], answer["created"], answer["updated"], answer["unchanged"]) == (3, 2, 0, 0)
    assert answer["refused"] == [
        {
            "row": 3,
            "column": "NIP",
            "code": "nip_short",
            "message": "NIP hanya 4 angka, seharusnya 18. Lengkapi di berkas sumber.",
        }
    ]
    assert [(w["row"], w["column"], w["code"]) for w in answer["warnings"]] == [(4, "Gol", "golongan_unknown")]
    assert (Pegawai.objects.count(), Impor.objects.count()) == (0, 0)


def test_import_pegawai_applied_twice_changes_nothing_the_second_time(file):
    first, second = (told("import_pegawai", str(file), "--apply") for _ in range(2))

    assert (first["created"], first["unchanged"], len(first["refused"])) == (2, 0, 1)
    assert (second["created"], second["updated"], second["unchanged"]) == (0, 0, 2)
    assert Pegawai.objects.count() == 2


def test_import_pegawai_reads_a_csv_list():
    assert told("import_pegawai", str(DUK))["created"] == 406


def test_import_hasil_applies_results(tmp_path):
    siti = make_pegawai("Siti")
    book = openpyxl.Workbook()
    for row in [
        ["NIP", "Tanggal", "INT", "JPM"],
        [siti.nip, "05-05-2025", "4", "90,5"],
        ["197001011990011001", "05-05-2025"],
    ]:
        book.active.append(row)
    book.save(tmp_path / "hasil.xlsx")

    answer = told("import_hasil", str(tmp_path / "hasil.xlsx"), "--apply")

    assert (answer["rows"], answer["created"]) == (2, 1)
    assert [r["code"] for r in answer["refused"]] == ["person_unknown"]
    assert str(RiwayatAsesmen.objects.get().jpm) == "90.5000"


def test_without_json_the_summary_is_for_people(file):
    out = io.StringIO()

    call_command("import_pegawai", str(file), stdout=out)

    lines = out.getvalue().splitlines()
    assert lines[0] == "3 baris dibaca, 2 pegawai akan dibuat, 0 akan diperbarui, 0 tidak berubah, 1 ditolak."
    assert lines[1] == "Ditolak: baris 3, kolom NIP: NIP hanya 4 angka, seharusnya 18. Lengkapi di berkas sumber."
    assert lines[-1] == "Belum ada data yang berubah. Tambahkan --apply untuk menyimpan."


@pytest.mark.parametrize(("content", "code"), [(None, "not_found"), (b"PK x", "unreadable"), (b"", "empty")])
def test_a_file_that_cannot_be_read_is_one_sentence_and_exit_code_1(tmp_path, content, code):
    path = tmp_path / "a.xlsx"
    if content is not None:
        path.write_bytes(content)
    out, err = io.StringIO(), io.StringIO()

    with pytest.raises(SystemExit) as for_script:
        call_command("import_pegawai", str(path), "--json", stdout=out)
    with pytest.raises(SystemExit) as for_person:
        call_command("import_pegawai", str(path), "--apply", stderr=err)

    assert (for_script.value.code, for_person.value.code) == (1, 1)
    assert json.loads(out.getvalue())["error"]["code"] == code
    assert err.getvalue().count("\n") == 1
    assert Pegawai.objects.count() == 0
