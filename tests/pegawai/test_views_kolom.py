"""A file of unknown columns: the officer names them once, the next file of that source is read by itself."""

import io
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pegawai import services
from pegawai.models import Impor, Jejak, Pegawai, ProfilKolom
from tests.pegawai.factories import AT, make_akun, make_pegawai, make_unit
from tests.pegawai.test_views_impor import SITI, upload, work, workbook

pytestmark = pytest.mark.django_db
HEADER = ["Urut", "Nomor Pegawai", "Nama Orang", "Pangkat Terakhir", "Tempat Kerja Induk", "NIK"]
ROW = ["1", SITI[0], "Siti Aminah, S.Pd.", "Penata, III/c", "Dinas Pendidikan", "1311805409335254"]
CHOICE = {"nip": "1", "nama": "2", "golongan": "3", "opd": "4"}


@pytest.fixture
def pengelola(client):
    akun = make_akun("pengelola")
    client.force_login(akun)
    return akun


def unknown(client, *rows, nama: str = "simpeg.xlsx", header=HEADER) -> str:
    address = upload(client, workbook(*(rows or [ROW]), header=header), nama).headers["Location"]
    work()
    return address


def test_unknown_columns_are_named_in_the_page_and_the_file_is_read_by_them(client, pengelola):
    address = unknown(client)
    waiting = client.get(address).content.decode()
    assert "Kolom berkas ini belum dikenal" in waiting
    page = client.get(f"{address}kolom/").content.decode()
    assert "B · Nomor Pegawai · misalnya 198609262015052001" in page

    client.post(f"{address}kolom/", CHOICE)
    work()

    shown = client.get(address).content.decode()
    assert "Simpan 1 baris" in shown
    assert "seperti yang ditunjuk" in shown
    client.post(f"{address}simpan/")
    work()
    siti = Pegawai.objects.get()
    assert (siti.nama, siti.golongan, siti.unit.nama) == ("Siti Aminah", "III/c", "Dinas Pendidikan")
    assert "1311805409335254" not in str([(r.data, r.perubahan) for r in Impor.objects.get().baris.all()])
    assert ProfilKolom.objects.count() == 0


def test_a_named_source_is_read_by_itself_the_next_time(client, pengelola):
    address = unknown(client)
    client.post(f"{address}kolom/", CHOICE | {"nama_profil": "SIMPEG"})
    work()

    later = unknown(
        client, [ROW[4], "2", SITI[0], ROW[5], ROW[2], ROW[3]], header=[HEADER[n] for n in (4, 0, 1, 5, 2, 3)]
    )

    assert "menurut profil SIMPEG" in client.get(later).content.decode()
    assert Impor.objects.order_by("-pk")[0].ringkasan["baru"] == 1
    saved = Jejak.objects.get(tindakan="profil_kolom.simpan")
    assert (saved.akun, saved.data["kolom"]["nip"]) == (pengelola, ["nomorpegawai", 0])
    listed = client.get("/pegawai/impor/profil/").content.decode()
    assert "SIMPEG" in listed

    client.post(f"/pegawai/impor/profil/{ProfilKolom.objects.get().pk}/hapus/")

    assert "Kolom berkas ini belum dikenal" in client.get(unknown(client)).content.decode()
    assert "Belum ada sumber yang diingat" in client.get("/pegawai/impor/profil/").content.decode()


def test_a_preview_whose_columns_were_taken_wrongly_is_mended(client, pengelola):
    header = ["NIP", "Nama", "Jabatan", "Unit Kerja"]
    address = unknown(client, [SITI[0], "Siti", "SDN 1", "Guru Ahli Muda"], header=header)
    assert Impor.objects.get().status == "pratinjau"
    assert "Ubah kolom" in client.get(address).content.decode()

    client.post(f"{address}kolom/", {"nip": "0", "nama": "1", "jabatan": "3", "unit": "2", "nama_profil": "TU"})
    work()

    row = Impor.objects.get().baris.get()
    assert (row.data["jabatan"], row.data["unit"]) == ("Guru Ahli Muda", "SDN 1")
    page = client.get(f"{address}kolom/")
    assert page.context["formulir"]["jabatan"].value() == "3"
    again = unknown(client, [SITI[0], "Siti", "SDN 1", "Guru Ahli Muda"], header=header)
    assert "menurut profil TU" in client.get(again).content.decode()


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"nip": "1"}, "Kolom Nama wajib ditunjuk."),
        (CHOICE | {"golongan": "1"}, "NIP dan Golongan menunjuk kolom yang sama. Pilih kolom yang berbeda."),
        (CHOICE | {"golongan": "77"}, "77"),
        (CHOICE | {"nama_profil": "x" * 81}, "81"),
    ],
)
def test_a_choice_that_cannot_be_read_by_is_refused_beside_its_field(client, pengelola, choice, message):
    address = unknown(client)

    page = client.post(f"{address}kolom/", choice)

    assert page.status_code == 200
    assert message in page.content.decode()
    assert Impor.objects.get().status == "pemetaan"


def test_a_column_without_a_header_can_be_used_but_not_remembered(client, pengelola):
    header = ["Urut", None, *HEADER[2:]]
    address = unknown(client, header=header)

    page = client.post(f"{address}kolom/", CHOICE | {"nama_profil": "SIMPEG"})
    assert "tidak dapat diingat" in page.content.decode()
    assert ProfilKolom.objects.count() == 0

    client.post(f"{address}kolom/", CHOICE)
    work()
    assert Impor.objects.get().ringkasan["baru"] == 1


def test_the_header_may_stand_in_another_row_and_in_two(client, pengelola):
    rows = [["Orang", "", "Kantor"], ["Nomor", "Sebutan", ""], [SITI[0], "Siti", "Dinas Pendidikan"]]
    address = unknown(client, *rows, header=["Rekap pegawai"])

    page = client.get(f"{address}kolom/", {"lembar": "0", "baris": "2", "dua_baris": "on"})
    assert [kolom.judul for kolom in page.context["kolom"]] == ["Orang Nomor", "Orang Sebutan", "Kantor"]
    assert page.context["formulir"]["nip"].value() == "0"

    client.post(
        f"{address}kolom/?lembar=0&baris=2&dua_baris=on", {"nip": "0", "nama": "1", "opd": "2", "nama_profil": "Rekap"}
    )
    work()
    assert Impor.objects.get().ringkasan["baru"] == 1
    assert "menurut profil Rekap" in client.get(unknown(client, *rows, header=["Lain"])).content.decode()


@pytest.mark.parametrize("query", ["?lembar=9&baris=99", "?lembar=x&baris=-1&dua_baris=on", "?lembar=0&baris=30"])
def test_an_address_that_names_no_row_still_shows_the_page(client, pengelola, query):
    assert client.get(f"{unknown(client)}kolom/{query}").status_code == 200


def test_a_file_that_is_not_kept_any_more_is_asked_for_again(client, pengelola):
    address = unknown(client)
    path = Path(Impor.objects.get().berkas.path)
    assert path.is_file()

    assert services.drop_forgotten_berkas(at=AT + timedelta(days=6)) == 0
    Impor.objects.update(created_at=AT)
    assert services.drop_forgotten_berkas(at=AT + timedelta(days=8)) == 1

    page = client.get(f"{address}kolom/", follow=True)
    assert "sudah tidak disimpan" in page.content.decode()
    assert "Unggah lagi untuk menunjuk kolomnya." in page.content.decode()


def test_an_applied_import_keeps_no_file_and_offers_no_columns(client, pengelola):
    address = unknown(client, SITI, header=["NIP", "Nama", "Gol", "Unit Kerja", "OPD"])
    client.post(f"{address}simpan/")
    work()

    assert not Impor.objects.get().berkas
    assert "Ubah kolom" not in client.get(address).content.decode()
    assert client.get(f"{address}kolom/").status_code == 302


def test_unknown_columns_are_thrown_away_with_their_file(client, pengelola, django_capture_on_commit_callbacks):
    address = unknown(client)
    path = Path(Impor.objects.get().berkas.path)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{address}buang/")

    assert (Impor.objects.get().status, path.exists()) == ("dibuang", False)


@pytest.mark.parametrize("count", [1, 3])
def test_profil_kolom_list_needs_the_same_queries_for_any_number_of_rows(client, pengelola, count):
    for n in range(count):
        ProfilKolom.objects.create(
            jenis="pegawai", nama=f"Sumber {n}", sidik=str(n), akun=pengelola, created_at=AT, updated_at=AT
        )
    client.get("/pegawai/impor/profil/")

    with CaptureQueriesContext(connection) as asked:
        page = client.get("/pegawai/impor/profil/")

    assert (len(asked), page.context["halaman"].paginator.count) == (6, count)


def test_an_auditor_sees_the_sources_and_changes_nothing(client, pengelola):
    address = unknown(client)
    client.force_login(make_akun("auditor"))

    assert "Pengelola perlu menunjuk kolomnya" in client.get(address).content.decode()
    assert client.get("/pegawai/impor/profil/").status_code == 200
    assert client.get(f"{address}kolom/").status_code == 404


def test_a_sheet_per_school_gives_the_school_by_its_tab_and_another_sheet_can_be_chosen(client, pengelola):
    for nama in ("UPT SDN 01 Sangir", "UPT SDN 02 Sangir"):
        make_unit(nama, jenis="sekolah")
    book = openpyxl.Workbook()
    book.active.title = "UPT SDN 01 Sangir"
    other = book.create_sheet("UPT SDN 02 Sangir")
    for page, nip in ((book.active, SITI[0]), (other, "198609262015051002")):
        for row in (["NIP", "Nama"], [nip, "Orang"]):
            page.append(row)
    out = io.BytesIO()
    book.save(out)
    address = upload(client, out.getvalue()).headers["Location"]
    work()
    assert Impor.objects.get().baris.get().data["unit"] == "UPT SDN 01 Sangir"

    client.post(f"{address}kolom/?lembar=1&baris=1", {"nip": "0", "nama": "1"})
    work()

    row = Impor.objects.get().baris.get()
    assert (row.data["nip"], row.data["unit"]) == ("198609262015051002", "UPT SDN 02 Sangir")


def test_a_list_of_results_is_pointed_out_as_well_and_its_levels_are_found_by_their_codes(client, pengelola):
    siti = make_pegawai("Siti", nip=SITI[0])
    header = ["Nomor", "Orang", "Hari Tes", "INT", "Kerja Sama", "Angka Akhir"]
    rows = workbook([siti.nip, "Siti", "05-05-2025", 4, 3, 88.5], header=header)
    address = upload(client, rows, "hasil.xlsx", jenis="hasil").headers["Location"]
    work()

    page = client.get(f"{address}kolom/")
    assert list(page.context["formulir"].fields)[:2] == ["nip", "tanggal"]
    client.post(
        f"{address}kolom/", {"nip": "0", "nama": "1", "tanggal": "2", "jpm": "5", "nama_profil": "Assessment center"}
    )
    work()

    row = Impor.objects.get().baris.get()
    assert (row.keadaan, row.data["tanggal"], row.data["jpm"]) == ("baru", "2025-05-05", "88.5000")
    assert row.data["level"] == {"INT": "4.00", "KJS": "3.00"}
    assert ProfilKolom.objects.get().jenis == "hasil"
