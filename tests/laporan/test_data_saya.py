""" "Unduh data saya": every table that leads to a person has a sheet, and the archive holds the own rows only."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import ForeignKey, Model
from django.utils import timezone

from antrean import services as antrean
from antrean.models import Pekerjaan
from laporan import tasks  # noqa: F401 - registers the job
from laporan.exports.data_saya import safe_name
from laporan.services import make_data_saya
from pegawai.models import Jejak, Pegawai
from pegawai.rules.peran import Peran
from tests.config.dunia import ASING, MILIK, RAHASIA, Dunia, build

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).parent.parent / "cases" / "data_pribadi.csv"
SHEETS = {row["tabel"]: row["lembar"] for row in csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines())}
# Not reached by a foreign key from the person, or by the account alone.
BESIDE = {"pegawai.Jejak", "pegawai.BarisImpor", "pegawai.PemberianPeran", "antrean.Pekerjaan"}


def tables_of_a_person() -> set[str]:
    """Every model from which foreign keys lead to a person, not counting accounts, which act on others too."""
    found: set[type[Model]] = {Pegawai}
    models = [model for model in apps.get_models() if not model.__module__.startswith(("django.", "axes."))]
    while True:
        more = {model for model in models if model not in found and _leads(model, found)}
        if not more:
            return {model._meta.label for model in found}
        found |= more


def _leads(model: type[Model], to: set[type[Model]]) -> bool:
    targets = {f.related_model for f in model._meta.get_fields() if isinstance(f, ForeignKey)}
    return bool({t for t in targets if isinstance(t, type) and t._meta.label != "pegawai.Akun"} & to)


def test_every_table_that_leads_to_a_person_has_a_sheet():
    assert set(SHEETS) == tables_of_a_person() | BESIDE


@pytest.fixture(scope="module")
def dunia(django_db_setup: None, django_db_blocker: Any) -> Iterator[Dunia]:
    """Built once; what a test changes is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


def archive(dunia: Dunia) -> zipfile.ZipFile:
    asn = dunia.akun[Peran.ASN, MILIK]
    content, _ = make_data_saya(pegawai_id=asn.pegawai_id, akun_id=asn.pk, at=timezone.now())
    return zipfile.ZipFile(io.BytesIO(content))


def test_the_archive_holds_all_of_the_own_and_nothing_of_another_person(dunia):
    parts = archive(dunia)

    data = json.loads(parts.read("data-saya.json"))["data"]
    assert set(data) == set(SHEETS.values())
    filled = {"Pegawai", "Riwayat asesmen", "Akun", "Peran", "Keikutsertaan", "Tempat duduk", "Pengerjaan ujian"} | {
        "Kiriman tugas", "Berkas tugas", "Nilai tugas", "Hasil", "Hasil per kompetensi", "Diklat", "Klinik",
        "Jawaban", "Permintaan koreksi", "Jejak pemrosesan",
    }  # fmt: skip
    assert {name for name in filled if not data[name]} == set()
    assert [row["Nama"] for row in data["Pegawai"]] == ["Siti Milik"]
    text = parts.read("data-saya.json").decode()
    assert RAHASIA not in text
    assert dunia.nip_asing not in text


def test_the_workbook_says_the_same_and_the_own_files_are_there(dunia):
    parts = archive(dunia)

    book = openpyxl.load_workbook(io.BytesIO(parts.read("data-saya.xlsx")))
    assert set(book.sheetnames) == set(SHEETS.values())
    nip = dunia.akun[Peran.ASN, MILIK].pegawai.nip
    assert (book["Pegawai"]["A2"].value, book["Pegawai"]["A2"].data_type) == (nip, "s")
    files = [name for name in parts.namelist() if name.startswith("berkas/")]
    assert [parts.read(name) for name in files] == [b"%PDF-1.4 uji"] * 2


def test_a_result_that_was_not_announced_is_not_told(dunia):
    from asesmen.penilaian.models import Penghitungan

    Penghitungan.objects.update(status="disahkan")

    data = json.loads(archive(dunia).read("data-saya.json"))["data"]

    assert (data["Hasil"], data["Hasil per kompetensi"]) == ([], [])


def test_who_looked_at_the_own_data_is_told_by_role(dunia, client):
    client.force_login(dunia.akun[Peran.AUDITOR, MILIK])
    client.get(f"/penilaian/hasil/{dunia.objek['hasil', MILIK]}/")
    client.get(f"/pegawai/{dunia.objek['pegawai', MILIK]}/")
    client.get(f"/pegawai/{dunia.objek['pegawai', ASING]}/")

    rows = json.loads(archive(dunia).read("data-saya.json"))["data"]["Jejak pemrosesan"]

    seen = [(row["Pelaku"], row["Tindakan"]) for row in rows if row["Pelaku"] == "Auditor"]
    assert seen == [("Auditor", "Hasil perorangan dibuka"), ("Auditor", "Data pegawai dibuka")]


def test_data_saya_export_makes_the_archive_in_a_job_that_only_its_owner_takes(dunia, client):
    asn = dunia.akun[Peran.ASN, MILIK]
    client.force_login(asn)

    client.post("/data-saya/unduh/")
    job = Pekerjaan.objects.get(jenis="laporan.data_saya")
    antrean.run(pekerjaan_id=str(job.pk), at=timezone.now())

    assert "Unduhan" in client.get("/data-saya/").content.decode()
    taken = client.get(f"/pekerjaan/{job.pk}/unduh/")
    assert b"".join(taken.streaming_content)[:2] == b"PK"
    client.force_login(dunia.akun[Peran.ADMINISTRATOR, MILIK])
    assert client.get(f"/pekerjaan/{job.pk}/unduh/").status_code == 404
    assert Jejak.objects.get(tindakan="data_saya.unduh").akun == asn


@pytest.mark.parametrize(
    ("name", "safe"),
    [("../../etc/passwd", "_.._etc_passwd"), ("a\\b.pdf", "a_b.pdf"), ("..", "berkas"), ("a.pdf", "a.pdf")],
)
def test_a_file_in_the_archive_leads_nowhere(name, safe):
    assert safe_name(name) == safe
