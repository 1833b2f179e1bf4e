"""The list of people, one person, the tree of units."""

import io
from datetime import date

import openpyxl
import pytest

from pegawai.models import Jejak, RiwayatNip
from tests.pegawai.factories import AT, make_akun, make_fact, make_jabatan, make_pegawai, make_riwayat, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    root = make_unit("Pemerintah Kabupaten", jenis="instansi")
    dinas = make_unit("Dinas Pendidikan", root)
    return {
        "root": root,
        "dinas": dinas,
        "sekolah": make_unit("UPT SDN 1 Sangir", dinas, jenis="sekolah"),
        "lain": make_unit("Dinas Sosial", root),
    }


def names(response) -> list[str]:
    return [pegawai.nama for pegawai in response.context["halaman"]]


def test_pegawai_list_finds_a_misspelt_name_and_part_of_a_nip(client, tree):
    client.force_login(make_akun("pengelola"))
    siti = make_pegawai("Siti Aminah", tree["sekolah"])
    make_pegawai("Budi Santoso", tree["sekolah"])

    assert names(client.get("/pegawai/", {"cari": "siti amnah"})) == ["Siti Aminah"]
    assert names(client.get("/pegawai/", {"cari": "Dra. Siti"})) == ["Siti Aminah"]
    assert names(client.get("/pegawai/", {"cari": f"{siti.nip[:8]} {siti.nip[8:14]}"})) == ["Siti Aminah"]
    assert "Tidak ada pegawai yang cocok" in client.get("/pegawai/", {"cari": "xyzzy"}).content.decode()


def test_pegawai_list_filters_by_jenjang_and_offers_those_in_use(client, tree):
    client.force_login(make_akun("pimpinan"))
    make_pegawai("Muda", tree["sekolah"])
    make_pegawai("Madya", tree["sekolah"], make_jabatan("Guru Ahli Madya", jenjang="Ahli Madya"))

    page = client.get("/pegawai/", {"jenjang": "Ahli Madya"})

    assert names(page) == ["Madya"]
    assert [key for key, _ in page.context["formulir"].fields["jenjang"].choices] == ["", "Ahli Madya", "Ahli Muda"]
    assert names(client.get("/pegawai/", {"jenjang": "Panglima"})) == ["Madya", "Muda"]


def test_pegawai_list_offers_units_under_their_office(client, tree):
    client.force_login(make_akun("pimpinan"))
    make_pegawai("Satu", tree["sekolah"])

    page = client.get("/pegawai/", {"unit": tree["sekolah"].pk}).content.decode()

    group = page.partition('<optgroup label="Dinas Pendidikan">')[2].partition("</optgroup>")[0]
    assert group == (
        f'<option value="{tree["dinas"].pk}">Dinas Pendidikan seluruhnya</option>'
        f'<option value="{tree["sekolah"].pk}" selected>UPT SDN 1 Sangir</option>'
    )
    assert f'<option value="{tree["lain"].pk}">Dinas Sosial</option>' in page


def test_pegawai_list_writes_a_unit_s_name_as_text(client, tree):
    client.force_login(make_akun("pimpinan"))
    make_pegawai("Satu", make_unit('Dinas <b>"A"', tree["root"]))

    page = client.get("/pegawai/").content.decode()

    assert "Dinas &lt;b&gt;&quot;A&quot;</option>" in page
    assert "<b>" not in page


def test_pegawai_list_filters_by_group_subtree_and_status(client, tree):
    client.force_login(make_akun("pimpinan"))
    guru = make_pegawai("Guru", tree["sekolah"])
    make_pegawai("Staf", tree["dinas"], make_jabatan("Pengolah Data", "administrasi", "pelaksana", "Pelaksana"))
    expired = make_pegawai("Lama", tree["lain"])
    make_riwayat(guru)
    make_riwayat(expired, date(2020, 1, 1))

    assert names(client.get("/pegawai/", {"kelompok": "administrasi"})) == ["Staf"]
    assert names(client.get("/pegawai/", {"unit": tree["dinas"].pk})) == ["Guru", "Staf"]
    assert names(client.get("/pegawai/", {"status": "sudah"})) == ["Guru"]
    assert names(client.get("/pegawai/", {"status": "belum"})) == ["Lama", "Staf"]
    assert names(client.get("/pegawai/", {"status": "kedaluwarsa"})) == ["Lama"]
    assert names(client.get("/pegawai/", {"urut": "-nama"})) == ["Staf", "Lama", "Guru"]
    assert names(client.get("/pegawai/", {"status": "sesuatu", "unit": "x", "halaman": "-3"})) == [
        "Guru",
        "Lama",
        "Staf",
    ]


def test_pegawai_list_of_an_official_holds_the_own_opd_only(client, tree):
    own, foreign = make_pegawai("Milik", tree["sekolah"]), make_pegawai("Asing", tree["lain"])
    client.force_login(make_akun("pejabat_opd", unit=tree["dinas"]))

    assert names(client.get("/pegawai/")) == ["Milik"]
    assert names(client.get("/pegawai/", {"unit": tree["lain"].pk})) == ["Milik"]
    assert client.get(f"/pegawai/{own.pk}/").status_code == 200
    assert client.get(f"/pegawai/{foreign.pk}/").status_code == 404


def test_pegawai_list_says_what_to_do_while_it_is_empty(client):
    client.force_login(make_akun("pengelola"))

    assert "Unggah daftar pegawai" in client.get("/pegawai/").content.decode()


def test_pegawai_list_needs_as_many_queries_for_fifty_rows_as_for_one(client, tree, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(make_akun("pengelola"))
    make_pegawai("Siti Satu", tree["sekolah"])
    client.get("/pegawai/", {"cari": "siti"})
    with CaptureQueriesContext(connection) as first:
        assert len(names(client.get("/pegawai/", {"cari": "siti"}))) == 1
    for _ in range(54):
        make_pegawai("Siti Lain", tree["lain"])

    with django_assert_num_queries(len(first)):
        assert len(names(client.get("/pegawai/", {"cari": "siti"}))) == 50


@pytest.mark.parametrize("address", ["/pegawai/", "/pegawai/unit/", "/pegawai/unduh/"])
def test_a_list_needs_as_many_queries_for_three_rows_as_for_one(
    client, tree, address, django_assert_num_queries, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(make_akun("pengelola"))
    make_pegawai("Satu", tree["sekolah"])
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as first:
        client.get(address)
    make_pegawai("Dua", tree["lain"])
    make_pegawai("Tiga", tree["sekolah"], make_jabatan("Bidan Mahir", "tenaga_kesehatan"))

    with django_assert_num_queries(len(first)):
        client.get(address)


def test_pegawai_detail_shows_unit_path_and_history(client, tree):
    siti = make_pegawai("Siti Aminah", tree["sekolah"])
    make_riwayat(siti, date(2020, 1, 1), level={"INT": "3.00"}, jpm="88.8900")
    client.force_login(make_akun("auditor"))

    response = client.get(f"/pegawai/{siti.pk}/")
    page = response.content.decode()

    path = [unit.nama for unit in response.context["jalur"]]
    assert path == ["Pemerintah Kabupaten", "Dinas Pendidikan", "UPT SDN 1 Sangir"]
    assert "88,89%" in page
    assert "Kedaluwarsa" in page


def test_pegawai_detail_shows_the_way_through_jabatan_and_units_and_a_former_nip(client, tree):
    siti = make_pegawai("Siti Aminah", tree["sekolah"])
    make_fact(siti, "jabatan", "Guru Ahli Pertama", date(2024, 1, 1))
    make_fact(siti, "jabatan", "Guru Ahli Muda", date(2026, 4, 1))
    make_fact(siti, "golongan", "III/c", date(2026, 4, 1))
    RiwayatNip.objects.create(pegawai=siti, nip="199001012020211001", sampai=date(2026, 1, 1), created_at=AT)
    client.force_login(make_akun("auditor"))

    page = client.get(f"/pegawai/{siti.pk}/")

    assert [(r.fakta, r.nama, r.dari.year, r.sampai) for r in page.context["perjalanan"]] == [
        ("Jabatan", "Guru Ahli Muda", 2026, None),
        ("Golongan", "III/c", 2026, None),
        ("Jabatan", "Guru Ahli Pertama", 2024, date(2026, 4, 1)),
    ]
    assert "19900101 202021 1 001" in page.content.decode()


def test_pegawai_detail_shows_one_stretch_where_a_day_was_corrected_or_nothing_changed(client, tree):
    siti = make_pegawai("Siti Aminah", tree["sekolah"])
    for nama, day in (("Keliru", 1), ("Guru Ahli Muda", 1), ("Guru Ahli Muda", 9)):
        make_fact(siti, "jabatan", nama, date(2026, 4, day))
    client.force_login(make_akun("auditor"))

    [ruas] = client.get(f"/pegawai/{siti.pk}/").context["perjalanan"]

    assert (ruas.nama, ruas.dari, ruas.sampai) == ("Guru Ahli Muda", date(2026, 4, 1), None)


def test_pegawai_list_finds_the_holder_of_a_former_nip(client, tree):
    siti = make_pegawai("Siti Aminah", tree["sekolah"])
    RiwayatNip.objects.create(pegawai=siti, nip="199001012020211001", sampai=date(2026, 1, 1), created_at=AT)
    client.force_login(make_akun("auditor"))

    assert names(client.get("/pegawai/", {"cari": "19900101 202021 1 001"})) == ["Siti Aminah"]


def test_an_asn_sees_only_the_own_row(client, tree):
    siti, budi = make_pegawai("Siti", tree["sekolah"]), make_pegawai("Budi", tree["sekolah"])
    client.force_login(make_akun("asn", pegawai=siti))

    assert client.get(f"/pegawai/{siti.pk}/").status_code == 200
    assert client.get(f"/pegawai/{budi.pk}/").status_code == 404
    assert client.get("/pegawai/").status_code == 404


def test_pegawai_export_keeps_the_nip_as_text_and_is_traced(client, tree):
    siti = make_pegawai("=Siti", tree["sekolah"])
    akun = make_akun("pengelola")
    client.force_login(akun)

    response = client.get("/pegawai/unduh/", {"cari": siti.nip})

    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    row = [(cell.value, cell.data_type) for cell in sheet[2]]
    assert row[0] == (siti.nip, "s")
    assert row[1] == ("=Siti", "s")
    assert [value for value, _ in row[6:]] == ["UPT SDN 1 Sangir", "Dinas Pendidikan", "Belum"]
    assert Jejak.objects.get(tindakan="pegawai.unduh").akun == akun


def test_unit_list_counts_people_with_everything_below_and_searches(client, tree):
    make_riwayat(make_pegawai("Satu", tree["sekolah"]))
    make_pegawai("Dua", tree["dinas"])
    client.force_login(make_akun("pimpinan"))

    [dinas, sosial] = client.get("/pegawai/unit/").context["pohon"]
    assert [(row.nama, row.jumlah, row.belum) for row in (dinas, sosial)] == [
        ("Dinas Pendidikan", 2, 1),
        ("Dinas Sosial", 0, 0),
    ]
    assert [(row.nama, row.jumlah) for row in dinas.anak] == [("UPT SDN 1 Sangir", 1)]
    assert [row.nama for row in client.get("/pegawai/unit/", {"cari": "sdn"}).context["pohon"]] == ["Dinas Pendidikan"]
    assert "Tidak ada unit yang cocok" in client.get("/pegawai/unit/", {"cari": "xyz"}).content.decode()


def test_unit_list_of_a_headmaster_is_the_own_school(client, tree):
    make_pegawai("Satu", tree["sekolah"])
    client.force_login(make_akun("pejabat_opd", unit=tree["sekolah"]))

    assert [(row.nama, row.jumlah) for row in client.get("/pegawai/unit/").context["pohon"]] == [
        ("UPT SDN 1 Sangir", 1)
    ]


@pytest.mark.parametrize("address", ["/pegawai/{n}/", "/pegawai/impor/{n}/", "/akun/{n}/", "/pegawai/?halaman={n}"])
def test_a_number_beyond_all_numbers_is_no_crash(client, address):
    client.force_login(make_akun("administrator"))

    assert client.get(address.format(n="9" * 30)).status_code == (200 if "?" in address else 404)


@pytest.mark.parametrize(
    "address", ["/pegawai/", "/pegawai/unit/", "/pegawai/impor/", "/pekerjaan/", "/akun/", "/jejak/"]
)
@pytest.mark.parametrize("cari", ["\0", "%", "'", "a" * 5000, "\ud7ff😀", "("])
def test_any_search_is_answered(client, address, cari):
    client.force_login(make_akun("administrator"))

    assert client.get(address, {"cari": cari}).status_code == 200
