"""The real sample files, foreign layouts, and what happens on a second import."""

import json
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from asesmen.bank import queries, services
from asesmen.bank.formats.berkas import BerkasUnreadable
from asesmen.bank.formats.butir_xlsx import read_xlsx, write_xlsx
from asesmen.bank.formats.kolom import KOLOM, column_of
from asesmen.bank.models import Butir, KunciButir, VersiButir
from asesmen.bank.queries.impor import TANPA_BAWAAN, read_berkas, read_rows
from asesmen.bank.rules.baris import BarisButir, Bawaan
from asesmen.bank.rules.kunci import Tipe
from pegawai.models import BarisImpor, Impor
from pegawai.services import ImporNotStaged
from tests.bank.factories import AT, a_butir, make_butir
from tests.kompetensi.factories import make_kamus
from tests.pegawai.factories import make_akun

pytestmark = pytest.mark.django_db
KONTEN = settings.BASE_DIR / "contoh" / "konten"
FORMAT = settings.BASE_DIR / "contoh" / "format_soal"
EXPECTED = json.loads((FORMAT / "expected.json").read_text(encoding="utf-8"))["berkas"]
NAMES = {"guru": 40, "nakes": 30, "digital": 30, "mansoskul": 63}


def read(path: Path, bawaan: Bawaan = TANPA_BAWAAN) -> list[BarisButir]:
    return read_rows(read_berkas(path.read_bytes(), path.name, bawaan))


@pytest.mark.parametrize("name", NAMES)
def test_the_sample_workbook_and_its_json_hold_the_same_items(name: str) -> None:
    make_kamus()

    from_xlsx, from_json = (read(KONTEN / f"soal_{name}.{suffix}") for suffix in ("xlsx", "json"))

    assert len(from_xlsx) == NAMES[name]
    assert [row.masalah for row in from_xlsx] == [()] * NAMES[name]
    assert [row.butir for row in from_xlsx] == [row.butir for row in from_json]


def test_cells_that_begin_with_an_equals_sign_stay_text_on_the_way_in_and_out() -> None:
    make_kamus()
    services.load_butir_contoh(AT)
    butir = Butir.objects.get(kode="DG-CAKAP-01")

    assert queries.butir_content([butir.versi.get().pk])[butir.versi.get().pk]["opsi"][0]["teks"] == "=SUM(B2:B10)"
    book = openpyxl.load_workbook(BytesIO(services.export_butir(butir_ids=[butir.pk], akun=None, at=AT)))
    cell = book["Soal"]["I2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=SUM(B2:B10)", "s", True)


def test_the_whole_bank_exported_and_imported_again_changes_nothing() -> None:
    make_kamus()
    services.load_butir_contoh(AT)

    content = services.export_butir(butir_ids=list(Butir.objects.values_list("pk", flat=True)), akun=None, at=AT)
    plans = services.check_berkas(isi=content, nama="bank.xlsx", bawaan=Bawaan())

    assert [(p.keadaan, p.masalah) for p in plans] == [("tetap", ())] * 163


@pytest.mark.parametrize("name", [n for n in EXPECTED if n.endswith(".xlsx")])
def test_foreign_layouts_give_the_items_that_they_can_carry(name: str) -> None:
    make_kamus()

    rows = read(FORMAT / name, Bawaan("PED", "2", "ASING"))

    found = [_told(row.butir) for row in rows if row.butir and not row.is_refused]
    assert found == [_expected(item) for item in EXPECTED[name]["butir"]]
    assert [row.kode for row in rows] == [f"ASING-{n:02d}" for n in range(1, len(rows) + 1)]


def _told(butir: Any) -> dict[str, Any]:
    return {
        "tipe": butir.tipe.value,
        "kunci": list(butir.kunci),
        "jawaban_diterima": list(butir.diterima),
        "opsi": dict(butir.opsi),
        "stimulus": butir.stimulus,
        "pertanyaan": butir.pertanyaan,
        "skor": butir.poin,
    }


def _expected(item: dict[str, Any]) -> dict[str, Any]:
    told = {key: item[key] for key in ("tipe", "kunci", "jawaban_diterima", "opsi", "stimulus", "pertanyaan")}
    return told | {"skor": Decimal(1 if item["skor"] is None else item["skor"])}


def test_a_foreign_layout_without_defaults_says_what_each_row_lacks() -> None:
    make_kamus()

    rows = read(FORMAT / "template_a.xlsx")

    assert {tuple(m.code for m in row.masalah) for row in rows} == {
        ("tanpa_kode", "tanpa_kompetensi", "level_di_luar_batas")
    }


@pytest.mark.parametrize(
    ("content", "nama"),
    [
        (b"", "a.xlsx"),
        (b"bukan zip", "a.xlsx"),
        (write_xlsx([], ["Nama"]), "a.xlsx"),
        (b"{}", "a.json"),
        (b"[1]", "a.json"),
        (b"[", "a.json"),
        (b"[]", "a.json"),
        (b"\xff\xfe", "a.json"),
        (b"[" * 100_000, "a.json"),
    ],
)
def test_a_file_that_holds_no_items_is_refused_as_a_whole(content: bytes, nama: str) -> None:
    with pytest.raises(services.ImporButirUnreadable):
        services.stage_impor(isi=content, nama=nama, bawaan=Bawaan(), akun=None, at=AT)

    assert Impor.objects.count() == 0


def test_read_xlsx_takes_a_heading_below_a_title_and_leaves_unwritable_characters_out() -> None:
    book = openpyxl.Workbook()
    for line in (["Judul"], [], ["Soal", "Opsi A", "KUNCI"], ["Apa?_x000D_\r\nYa", None, "A"], [None, None, None]):
        book.active.append(line)
    out = BytesIO()
    book.save(out)

    rows = read_xlsx(out.getvalue())

    assert [(row.nomor, dict(row.cells)) for row in rows] == [(4, {"Pertanyaan": "Apa?\nYa", "Kunci": "A"})]


def test_json_text_that_no_database_takes_is_cleaned() -> None:
    content = json.dumps([{"kode": "X", "pertanyaan": "a\x00b\ud800c", "kunci": "A"}]).encode()

    assert read_berkas(content, "a.json")[0].cells["Pertanyaan"] == "abc"


def test_every_column_of_ours_is_found_by_its_own_name() -> None:
    assert [column_of(name) for name in KOLOM] == list(KOLOM)
    assert [column_of(word) for word in ("TIPE (PG/IS/ES)", "kunci / jawaban benar", "Wacana/Stimulus", "Umur")] == [
        "Tipe",
        "Kunci",
        "Stimulus",
        None,
    ]


def test_a_changed_text_makes_a_new_version_with_its_key_and_old_papers_keep_theirs() -> None:
    first = make_butir("UJI-01")

    second = make_butir("UJI-01", pertanyaan="Pertanyaan baru?")

    assert (first.nomor, second.nomor) == (1, 2)
    assert first.butir_id == second.butir_id
    assert set(queries.kunci_rows([first.pk, second.pk])) == {first.pk, second.pk}


def test_a_changed_key_alone_makes_a_new_key_of_the_same_version() -> None:
    first = make_butir("UJI-01")

    second = make_butir("UJI-01", kunci=("C",))

    assert second.pk == first.pk
    assert [k.kunci for k in KunciButir.objects.order_by("nomor")] == [["B"], ["C"]]
    assert queries.kunci_rows([first.pk])[first.pk].kunci == ("C",)


def test_a_changed_level_changes_the_item_and_nothing_else() -> None:
    make_butir("UJI-01")

    plans = services.plan_butir([BarisButir(1, "UJI-01", a_butir("UJI-01", level=4))])
    services.import_butir([BarisButir(1, "UJI-01", a_butir("UJI-01", level=4))], at=AT)

    assert [(p.keadaan, p.perubahan) for p in plans] == [("berubah", {"Level": ["2", "4"]})]
    assert Butir.objects.get().level == 4
    assert (VersiButir.objects.count(), KunciButir.objects.count()) == (1, 1)


def test_an_item_cannot_move_to_another_competency() -> None:
    make_butir("UJI-01", "PED")

    plan = services.plan_butir([BarisButir(1, "UJI-01", replace(a_butir("UJI-01"), kompetensi="KEP"))])[0]

    assert (plan.keadaan, [m.code for m in plan.masalah]) == ("ditolak", ["kompetensi_berpindah"])


def test_versions_and_keys_cannot_be_changed_in_the_database() -> None:
    versi = make_butir()

    for change in (
        lambda: VersiButir.objects.filter(pk=versi.pk).update(pertanyaan="lain"),
        lambda: KunciButir.objects.filter(versi=versi).update(kunci=["A"]),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_stage_impor_keeps_a_preview_and_apply_impor_writes_it_once() -> None:
    make_kamus()
    akun = make_akun("penulis_soal")
    isi = (KONTEN / "soal_guru.xlsx").read_bytes()

    impor_id = services.stage_impor(isi=isi, nama="soal_guru.xlsx", bawaan=Bawaan(), akun=akun, at=AT)
    assert (Butir.objects.count(), BarisImpor.objects.count()) == (0, 40)
    done = services.apply_impor(impor_id=impor_id, akun=akun, at=AT)

    assert (done.created, done.updated, done.unchanged) == (40, 0, 0)
    assert Impor.objects.get().status == "diterapkan"
    assert set(KunciButir.objects.values_list("akun_id", flat=True)) == {akun.pk}
    with pytest.raises(ImporNotStaged):
        services.apply_impor(impor_id=impor_id, akun=akun, at=AT)
    assert Butir.objects.count() == 40


def test_butir_content_holds_no_key_at_any_depth() -> None:
    make_kamus()
    services.load_butir_contoh(AT)

    content = queries.butir_content(VersiButir.objects.values_list("pk", flat=True))

    names = {name for item in content.values() for name in _names(item)}
    assert len(content) == 163
    assert names == {"kode", "tipe", "format", "stimulus", "pertanyaan", "opsi", "teks", "kompetensi"}


def _names(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {name for item in value.values() for name in _names(item)}
    return {name for item in value for name in _names(item)} if isinstance(value, list) else set()


def test_kunci_rows_score_the_sample_items() -> None:
    make_kamus()
    services.load_butir_contoh(AT)
    keys = {k.kompetensi_kode: k for k in queries.kunci_rows(VersiButir.objects.values_list("pk", flat=True)).values()}

    assert len(queries.kunci_rows(VersiButir.objects.values_list("pk", flat=True))) == 163
    assert keys["INT"].cara == "bobot"
    assert sorted(keys["INT"].bobot.values()) == [1, 2, 3, 4, 5]
    assert keys["PED"].cara == "poin"
    assert keys["PED"].tipe in set(Tipe)


def test_unreadable_is_a_value_error_with_a_stable_code() -> None:
    assert issubclass(BerkasUnreadable, ValueError)
    assert BerkasUnreadable.code == "berkas_tidak_terbaca"
