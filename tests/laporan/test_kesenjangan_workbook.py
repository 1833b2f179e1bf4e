"""The merit-gap workbook, opened again: its numbers, its sheets, and that nothing in it can run."""

from fractions import Fraction
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from asesmen.penilaian.models import Hasil, Penghitungan
from asesmen.ujian.models import Pengerjaan
from laporan import services
from pegawai.models import Jejak, Penandatangan, Pengaturan
from pegawai.queries import Scope
from tests.laporan.recompute import jpm, levels_by_nip, standards
from tests.laporan.workbook import FIRST_ROW, GROUP_ROW, HEAD_ROW, block, columns, exact, opened, people
from tests.pegawai.factories import make_unit
from tests.penilaian.factories import (
    AT,
    make_computed,
    make_full_wave,
    make_people,
    make_published,
    make_sittings,
    make_wave,
)

pytestmark = pytest.mark.django_db
ALL = Scope(is_all=True)
SHEETS = [
    "Ringkasan",
    "Rekap per OPD",
    "Rekap per Kompetensi",
    "Rekap per Jabatan",
    "Detail individu",
    "Kebutuhan pengembangan",
    "Catatan metode",
]


def workbook(penghitungan: Penghitungan, scope: Scope = ALL, lingkup: str = "Semua perangkat daerah"):
    content = services.make_kesenjangan(
        penghitungan_id=penghitungan.pk, scope=scope, lingkup=lingkup, akun_id=None, at=AT
    )
    return opened(content)


def texts(sheet) -> str:
    return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)


def test_every_level_gap_jpm_and_class_equals_an_independent_computation_from_the_raw_answers():
    gelombang = make_full_wave(60)
    rows = people(workbook(make_published(gelombang))["Detail individu"])

    levels, asked = levels_by_nip(gelombang.pk), standards()

    assert rows.keys() == levels.keys()
    assert len(rows) == 60
    for nip, person in rows.items():
        required = asked[person["Identitas", "Jenjang"]]
        gaps = {kode: level - required[kode] for kode, level in levels[nip].items()}
        assert block(person, "Capaian") == levels[nip]
        assert block(person, "Standar") == {kode: required[kode] for kode in levels[nip]}
        assert block(person, "Kesenjangan (capaian − standar)") == gaps
        assert exact(person["Capaian", "Jumlah capaian"]) == sum(levels[nip].values())
        shown, kelas = jpm(levels[nip], required)
        assert (exact(person["Hasil", "JPM (%)"]), person["Hasil", "Kategori"]) == (shown, kelas)
    assert len({person["Hasil", "Kategori"] for person in rows.values()}) == 3


def test_the_workbook_has_seven_sheets_and_no_formula():
    book = workbook(make_published(people=3))

    assert book.sheetnames == SHEETS
    assert [c.coordinate for s in book for row in s.iter_rows() for c in row if c.data_type == "f"] == []


def test_detail_has_a_two_row_header_frozen_panes_a_filter_and_nip_as_text():
    published = make_published(people=3)
    sheet = workbook(published)["Detail individu"]
    heads = columns(sheet)

    nip = sheet.cell(FIRST_ROW, heads["Identitas", "NIP"])
    gap = sheet.cell(FIRST_ROW, heads["Kesenjangan (capaian − standar)", "Jumlah kesenjangan"])
    assert sheet.freeze_panes == f"D{FIRST_ROW}"
    assert sheet.auto_filter.ref.startswith(f"A{HEAD_ROW}:")
    assert sheet.print_title_rows == f"${GROUP_ROW}:${HEAD_ROW}"
    assert (nip.data_type, nip.number_format, len(nip.value)) == ("s", "@", 18)
    assert "[Red]-0.00" in gap.number_format
    assert set(people(sheet)) == set(Hasil.objects.values_list("nip", flat=True))


def test_columns_come_from_the_competencies_that_were_measured():
    book = workbook(make_published(people=1))

    titles = [title for group, title in columns(book["Detail individu"]) if group == "Capaian"]
    assert titles == ["Integritas (INT)", "Pedagogik (PED)", "Jumlah capaian"]


def test_a_name_that_looks_like_a_formula_stays_text():
    gelombang = make_wave(1)
    pegawai = gelombang.peserta.get().pegawai
    pegawai.nama = '=HYPERLINK("http://jahat","klik")'
    pegawai.save()

    sheet = workbook(make_published(gelombang))["Detail individu"]

    cell = sheet.cell(FIRST_ROW, columns(sheet)["Identitas", "Nama"])
    assert (cell.value, cell.data_type, cell.quotePrefix) == (pegawai.nama, "s", True)


def test_an_official_gets_the_people_of_the_own_opd_only():
    mine, other = make_unit("Dinas Satu"), make_unit("Dinas Dua")
    gelombang = make_wave(3, opd=mine)
    make_sittings(gelombang, make_people(2, other))
    published = make_published(gelombang)

    book = workbook(published, Scope(is_all=False, jalur=(mine.jalur,)), "Dinas Satu")

    opds = {person["Identitas", "Perangkat daerah"] for person in people(book["Detail individu"]).values()}
    assert opds == {"Dinas Satu"}
    assert "Dinas Dua" not in "".join(texts(sheet) for sheet in book)


def test_the_summary_counts_everybody_and_says_what_must_not_be_missed():
    gelombang = make_wave(4)
    Pengerjaan.objects.filter(pk=Pengerjaan.objects.first().pk).update(status="siap", started_at=None, finished_at=None)
    Penandatangan.objects.create(
        dokumen="laporan", jabatan="Kepala BKPSDM", nama="Rosmaini", nip="197001011995032001", dari="2026-01-01"
    )
    published = make_published(gelombang)

    text = texts(workbook(published)["Ringkasan"])

    assert "PEMERINTAH KABUPATEN CONTOH SELATAN" in text
    assert "Pemetaan internal" in text
    assert "ATURAN CONTOH" in text
    assert "PERLU KONFIRMASI" in text
    assert "UU 20/2023" in text
    assert "Kepala BKPSDM\nRosmaini\nNIP 19700101 199503 2 001" in text
    assert "Peserta\n4\n100\nHadir\n3\n75\nMendapat hasil\n3\n75\nTanpa hasil\n1\n25" in text


def test_the_method_sheet_names_what_was_not_measured_and_who_has_no_result():
    gelombang = make_wave(2)
    absent = Pengerjaan.objects.first()
    Pengerjaan.objects.filter(pk=absent.pk).update(status="siap", started_at=None, finished_at=None)
    published = make_published(gelombang)

    text = texts(workbook(published)["Catatan metode"])

    assert "Kecakapan Digital" in text or "DIG-CAKAP" in text
    assert "Optimal (O): 90,00% ke atas" in text
    assert published.digest in text
    assert f"{absent.peserta.pegawai.nip}" in text
    assert "Tidak mengerjakan ujian." in text


def test_the_summary_with_its_signature_prints_on_one_page():
    sheet = workbook(make_published(people=1))["Ringkasan"]

    # 0 would be "as many pages as it takes"; a file leaves 1 out.
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight in (None, 1)


def test_a_draft_says_that_it_is_one():
    text = texts(workbook(make_computed(people=1))["Ringkasan"])

    assert "RANCANGAN: hasil ini belum disahkan." in text


def test_rekap_per_opd_adds_up_to_the_opd():
    sheet = workbook(make_published(people=7))["Rekap per OPD"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]

    total, units = rows[0], rows[1:]
    assert total[1] == "Seluruhnya"
    assert total[2:5] == [sum(r[column] for r in units) for column in (2, 3, 4)]
    assert total[5] + total[7] + total[9] == 7


def test_rekap_per_kompetensi_counts_who_is_below():
    published = make_published(people=6)
    sheet = workbook(published)["Rekap per Kompetensi"]

    for row in sheet.iter_rows(min_row=5, values_only=True):
        gaps = [Fraction(k.kesenjangan) for h in published.hasil.all() for k in h.kompetensi.all() if k.kode == row[1]]
        assert row[3] == len(gaps)
        assert (row[7], row[9], row[11]) == tuple(
            sum(gap < 0 if limit == 0 else gap <= limit for gap in gaps) for limit in (0, -1, -2)
        )


def test_the_paper_size_is_the_offices():
    Pengaturan.objects.create(kunci="ukuran_kertas", nilai="F4", at=AT)

    book = workbook(make_published(people=1))

    assert {(s.page_setup.orientation, s.page_setup.paperSize) for s in book} == {("landscape", 14)}


def test_a_report_leaves_a_trace():
    published = make_published(people=2)

    workbook(published)

    row = Jejak.objects.get(tindakan="laporan.kesenjangan")
    assert row.ringkas == f"Laporan kesenjangan {published.gelombang.nama}, Semua perangkat daerah: 2 orang"


def test_export_kesenjangan_writes_the_file(tmp_path: Path):
    published = make_published(people=2)
    target = tmp_path / "laporan.xlsx"

    call_command("export_kesenjangan", gelombang=published.gelombang_id, output=target)

    assert opened(target.read_bytes()).sheetnames == SHEETS


def test_export_kesenjangan_says_when_nothing_is_published(tmp_path: Path):
    draft = make_computed(people=1)

    with pytest.raises(CommandError, match="belum punya hasil yang diumumkan"):
        call_command("export_kesenjangan", gelombang=draft.gelombang_id, output=tmp_path / "x.xlsx")


def test_export_kesenjangan_says_when_the_file_cannot_be_written(tmp_path: Path):
    published = make_published(people=1)

    with pytest.raises(CommandError, match="Tidak dapat menulis"):
        call_command("export_kesenjangan", gelombang=published.gelombang_id, output=tmp_path / "tidak" / "ada.xlsx")
