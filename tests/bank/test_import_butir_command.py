import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from asesmen.bank.models import Butir
from tests.kompetensi.factories import make_kamus

pytestmark = pytest.mark.django_db
KONTEN = settings.BASE_DIR / "contoh" / "konten"


def run(path: Path, *options: str) -> dict[str, Any]:
    out = StringIO()
    call_command("import_butir", str(path), *options, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_import_butir_checks_without_apply_and_applies_with_it() -> None:
    make_kamus()
    path = KONTEN / "soal_mansoskul.xlsx"

    checked = run(path)
    assert checked == {"rows": 63, "created": 63, "updated": 0, "unchanged": 0, "refused": [], "warnings": []}
    assert Butir.objects.count() == 0
    assert run(path, "--apply") == checked
    again = {"rows": 63, "created": 0, "updated": 0, "unchanged": 63, "refused": [], "warnings": []}
    assert run(path, "--apply") == again
    assert run(KONTEN / "soal_mansoskul.json", "--apply") == again


def test_import_butir_tells_of_refused_rows_and_still_exits_well() -> None:
    path = KONTEN / "soal_guru.json"

    told = run(path, "--apply")

    assert (told["rows"], told["created"], len(told["refused"])) == (40, 0, 40)
    assert told["refused"][0] == {
        "row": 1,
        "column": "Kode Kompetensi",
        "code": "kompetensi_tidak_dikenal",
        "message": "Kompetensi PED tidak ada di kamus. Periksa kodenya atau muat kamusnya dahulu.",
    }


def test_import_butir_takes_a_foreign_layout_with_defaults() -> None:
    make_kamus()
    path = settings.BASE_DIR / "contoh" / "format_soal" / "template_d.xlsx"

    told = run(path, "--apply", "--kompetensi=PED", "--level=3", "--awalan=GR-D")

    assert (told["created"], told["refused"]) == (8, [])
    assert Butir.objects.filter(kode="GR-D-01", level=3, kompetensi__kode="PED").count() == 1


def test_import_butir_of_an_unreadable_file_exits_with_one(tmp_path: Path) -> None:
    path = tmp_path / "rusak.xlsx"
    path.write_bytes(b"bukan excel")
    out = StringIO()

    with pytest.raises(SystemExit) as left:
        call_command("import_butir", str(path), "--json", stdout=out)

    assert left.value.code == 1
    assert json.loads(out.getvalue())["error"]["code"] == "berkas_tidak_terbaca"


def test_import_butir_without_json_tells_a_person() -> None:
    make_kamus()
    out = StringIO()

    call_command("import_butir", str(KONTEN / "soal_nakes.xlsx"), stdout=out)

    assert out.getvalue().splitlines() == [
        "30 baris dibaca, 30 butir akan dibuat, 0 akan diperbarui, 0 tidak berubah, 0 ditolak.",
        "Belum ada data yang berubah. Tambahkan --apply untuk menyimpan.",
    ]
