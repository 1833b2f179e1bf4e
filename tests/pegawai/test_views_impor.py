"""The way of a file through the pages: upload, look, mend, save, take back, throw away."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

import pegawai.tasks  # noqa: F401  (registers what the workers do)
from antrean import services as antrean
from antrean.models import Pekerjaan
from pegawai import services
from pegawai.models import Impor, Jejak, Pegawai
from tests.pegawai.factories import AT, make_akun, make_pegawai, make_riwayat

pytestmark = pytest.mark.django_db
HEADER = ["NIP", "Nama", "Gol", "Unit Kerja", "OPD"]
SITI = ["198609262015052001", "Siti Aminah", "III/c", "SDN 1", "Dinas Pendidikan"]
SHORT = ["19860926201505200", "Budi", "III/c", "SDN 1", "Dinas Pendidikan"]


def workbook(*rows, header=HEADER) -> bytes:
    book = openpyxl.Workbook()
    for row in [header, *rows]:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(client, isi: bytes, nama: str = "guru.xlsx", jenis: str = "pegawai"):
    return client.post("/pegawai/impor/baru/", {"jenis": jenis, "berkas": SimpleUploadedFile(nama, isi)})


def work() -> None:
    """Do what the workers would do."""
    for pk in Pekerjaan.objects.filter(status="antre").values_list("pk", flat=True):
        antrean.run(pekerjaan_id=str(pk), at=AT)


@pytest.fixture
def pengelola(client):
    akun = make_akun("pengelola")
    client.force_login(akun)
    return akun


def test_a_file_is_uploaded_looked_at_saved_and_taken_back(client, pengelola):
    address = upload(client, workbook(SITI, SHORT)).headers["Location"]
    waiting = client.get(address).content.decode()
    assert "data-pekerjaan" in waiting

    work()
    page = client.get(address)
    text = page.content.decode()
    assert "Belum ada data yang berubah." in text
    assert "Simpan 1 baris" in text
    assert "NIP hanya 17 angka" in text
    assert "Berkas perbaikan (1 baris)" in text
    assert Pegawai.objects.count() == 0

    client.post(f"{address}simpan/")
    work()
    assert "Impor ini sudah disimpan." in client.get(address).content.decode()
    assert Pegawai.objects.get().nama == "Siti Aminah"
    applied = Jejak.objects.get(tindakan="impor.terapkan")
    assert (applied.akun, applied.data["created"]) == (pengelola, 1)

    client.post(f"{address}tarik/", {"alasan": "salah berkas"})
    client.post(f"{address}tarik/", {"alasan": "sekali lagi"})
    assert 'aria-label="Sedang ditarik kembali"' in client.get(address).content.decode()
    work()
    assert Pegawai.objects.count() == 0
    assert [job.hasil["kalimat"] for job in Pekerjaan.objects.filter(jenis="pegawai.tarik_impor")] == [
        "1 baris dihapus, 0 dikembalikan ke isi semula"
    ]
    assert Jejak.objects.get(tindakan="impor.tarik").alasan == "salah berkas"
    assert "Impor ini sudah ditarik kembali" in client.get(address).content.decode()


def test_taking_back_needs_a_reason(client, pengelola):
    address = upload(client, workbook(SITI)).headers["Location"]
    work()
    client.post(f"{address}simpan/")
    work()

    page = client.post(f"{address}tarik/", {"alasan": " "}, follow=True)

    assert "Tulis alasannya" in page.content.decode()
    assert Pegawai.objects.count() == 1


def test_taking_back_is_refused_with_the_reason_while_somebody_depends_on_it(client, pengelola):
    address = upload(client, workbook(SITI)).headers["Location"]
    work()
    client.post(f"{address}simpan/")
    work()
    make_riwayat(Pegawai.objects.get())

    client.post(f"{address}tarik/", {"alasan": "x"})
    work()
    page = client.get(address).content.decode()

    assert "Tidak jadi ditarik, tidak ada data yang berubah" in page
    assert "1 pegawai dari impor ini sudah dipakai oleh 1 riwayat asesmen. Lepaskan dahulu." in page
    assert Impor.objects.get().status == "diterapkan"


def test_pressing_save_twice_makes_one_job(client, pengelola):
    address = upload(client, workbook(SITI)).headers["Location"]
    work()

    client.post(f"{address}simpan/")
    client.post(f"{address}simpan/")

    assert Pekerjaan.objects.filter(jenis="pegawai.terapkan_impor").count() == 1


def test_an_import_is_thrown_away_with_its_rows(client, pengelola):
    address = upload(client, workbook(SITI)).headers["Location"]
    work()

    page = client.post(f"{address}buang/", follow=True)

    assert "guru.xlsx dibuang" in page.content.decode()
    assert "Impor ini dibuang" in client.get(address).content.decode()
    assert client.get(f"{address}perbaikan/").status_code == 404
    assert Impor.objects.get().baris.count() == 0
    assert "bukan pratinjau" in client.post(f"{address}buang/", follow=True).content.decode()


def test_an_unreadable_file_says_why_and_offers_another(client, pengelola):
    address = upload(client, b"PK ini bukan buku kerja").headers["Location"]
    work()

    page = client.get(address).content.decode()

    assert "Berkas ini tidak dapat dibaca" in page
    assert "rusak atau tidak terbaca" in page
    assert Pekerjaan.objects.get().status == "gagal"


@pytest.mark.parametrize(
    ("nama", "isi", "message"),
    [
        ("a.xls", b"x", "berformat lama"),
        ("a.xlsm", b"x", "memuat makro"),
        ("a.pdf", b"x", "bukan tabel Excel"),
        ("a.xlsx", b"", "Berkas ini kosong"),
    ],
)
def test_impor_create_refuses_what_the_name_or_size_tells(client, pengelola, nama, isi, message):
    page = upload(client, isi, nama)

    assert message in page.content.decode()
    assert Impor.objects.count() == 0


def test_impor_create_without_a_file_says_so(client, pengelola):
    page = client.post("/pegawai/impor/baru/", {"jenis": "pegawai"})

    assert "Pilih berkas yang akan diunggah." in page.content.decode()


def test_the_workbook_of_corrections_can_be_mended_and_uploaded_again(client, pengelola):
    address = upload(client, workbook(SITI, SHORT, ["198609262015052001", "=1+1", "", "", ""])).headers["Location"]
    work()

    response = client.get(f"{address}perbaikan/")

    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    told = ("NIP", "Perbaiki: NIP", "Nama", "Perbaiki: Nama", "Gol", "Unit Kerja", "Perbaiki: Unit Kerja", "OPD")
    assert rows[0] == (*told, "Baris asal")
    assert [row[8] for row in rows[1:]] == [3, 4]
    assert sheet["C3"].data_type == "s"
    assert rows[1][1].startswith("NIP hanya 17 angka")
    assert [rows[1][3], rows[2][1]] == ["", ""]
    assert rows[2][3] == "Nama berisi rumus. Tulis nama sebagai teks biasa."
    sheet["A2"] = "198609262015052009"
    sheet["A3"] = "198609262015052010"
    sheet["C3"] = "Rina"
    out = io.BytesIO()
    sheet.parent.save(out)
    again = upload(client, out.getvalue()).headers["Location"]
    work()
    assert client.get(again).context["ringkasan"]["baru"] == 2


def test_the_workbook_of_corrections_keeps_the_unit_that_stood_above_the_list(client, pengelola):
    book = openpyxl.Workbook()
    for row in [["UPT SDN 01 Sangir"], ["NIP", "Nama"], SITI[:2], SHORT[:2]]:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    address = upload(client, out.getvalue()).headers["Location"]
    work()

    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{address}perbaikan/").content)).active

    assert [row[0] for row in sheet.iter_rows(values_only=True)] == ["UPT SDN 01 Sangir", "NIP", SHORT[0]]


def test_rows_are_found_by_trouble_and_by_name(client, pengelola):
    address = upload(client, workbook(SITI, SHORT, ["", "Rina", "III/c", "", ""])).headers["Location"]
    work()

    def found(**query):
        return [row.nomor for row in client.get(address, query).context["baris"]]

    assert client.get(address).context["ringkasan"]["kolom_bermasalah"] == [["NIP", 2], ["Unit Kerja", 1]]
    assert found(kolom="NIP") == [3, 4]
    assert found(kolom="Unit Kerja") == [4]
    assert found(cari="siti") == [2]
    assert found(cari="1986 0926", tampil="semua") == [2, 3]
    assert found(tampil="tetap") == []
    assert "Tidak ada baris yang cocok" in client.get(address, {"cari": "tidak ada"}).content.decode()


BARU = ["198609262024212001", *SITI[1:]]


def test_a_known_person_with_a_new_nip_is_proposed_and_never_merged_without_an_answer(client, pengelola):
    siti = make_pegawai("Siti Aminah", nip=SITI[0], golongan="III/c")
    address = upload(client, workbook(BARU)).headers["Location"]
    work()

    page = client.get(address).content.decode()
    assert "1 orang mungkin sudah tercatat dengan NIP lain" in page
    assert f'name="pilihan" value="{siti.pk}">Orang yang sama' in page
    assert "Tidak ada yang perlu disimpan." in page
    assert Pegawai.objects.get().nip == SITI[0]

    page = client.post(f"{address}putuskan/", {"baris": "2", "pilihan": str(siti.pk)}, follow=True).content.decode()
    assert "Diputuskan: orang yang sama." in page
    assert "Simpan 1 baris" in page
    client.post(f"{address}putuskan/", {"baris": "2", "pilihan": ""})
    assert client.get(address).context["ringkasan"]["usulan"] == 1
    page = client.post(f"{address}putuskan/", {"baris": "semua"}, follow=True).content.decode()
    assert "1 baris dicatat sebagai orang yang sama dengan NIP baru." in page
    assert Jejak.objects.filter(tindakan="impor.putuskan", akun=pengelola).count() == 3
    client.post(f"{address}simpan/")
    work()
    assert Pegawai.objects.get(pk=siti.pk).nip == BARU[0]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"baris": "x", "pilihan": "lain"}, "Keputusan ini tidak terbaca."),
        ({"baris": "2", "pilihan": "999999"}, "Baris ini tidak menunggu keputusan."),
        ({"baris": "2", "pilihan": "mungkin"}, "Baris ini tidak menunggu keputusan."),
        ({"baris": "7", "pilihan": "lain"}, "Baris ini tidak menunggu keputusan."),
    ],
)
def test_impor_decide_refuses_an_answer_that_nobody_asked_for(client, pengelola, data, message):
    make_pegawai("Siti Aminah", nip=SITI[0])
    address = upload(client, workbook(BARU)).headers["Location"]
    work()

    page = client.post(f"{address}putuskan/", data, follow=True)

    assert message in page.content.decode()
    assert Impor.objects.get().baris.get().keadaan == "usulan"


def test_an_auditor_sees_a_proposal_and_answers_nothing(client, pengelola):
    make_pegawai("Siti Aminah", nip=SITI[0])
    address = upload(client, workbook(BARU)).headers["Location"]
    work()
    client.force_login(make_akun("auditor"))

    page = client.get(address, {"tampil": "usulan"}).content.decode()

    assert "Mungkin Siti Aminah" in page
    assert "putuskan/" not in page
    assert client.post(f"{address}putuskan/", {"baris": "2", "pilihan": "lain"}).status_code == 404


def test_impor_detail_shows_changes_old_and_new(client, pengelola):
    make_pegawai("Siti Aminah", nip=SITI[0], golongan="III/b", kedudukan_hukum="")
    address = upload(client, workbook(SITI)).headers["Location"]
    work()

    page = client.get(address, {"tampil": "berubah"}).content.decode()

    assert "III/b</del>" in page
    assert "SDN 1" in page


def test_impor_detail_warns_when_the_same_file_was_saved_before(client, pengelola):
    isi = workbook(SITI)
    for _ in range(2):
        address = upload(client, isi).headers["Location"]
        work()
        page = client.get(address).content.decode()
        client.post(f"{address}simpan/")
        work()

    assert "Berkas yang sama sudah pernah disimpan" in page
    assert "Tidak ada yang perlu disimpan." in page


def test_results_show_their_own_columns(client, pengelola):
    siti = make_pegawai("Siti")
    header = ["NIP", "Nama", "Tanggal", "Penyelenggara", "INT", "JPM"]
    rows = [
        [siti.nip, "Siti", date(2025, 5, 5), "BKN", 4, 88.89],
        [siti.nip, "Siti", date(2025, 6, 5), "BKN", 9, 88.89],
    ]
    address = upload(client, workbook(*rows, header=header), jenis="hasil").headers["Location"]
    work()

    response = client.get(address, {"tampil": "semua"})

    cells = [[sel.teks for sel in row.sel if sel.label in {"Tanggal", "JPM (%)"}] for row in response.context["baris"]]
    assert cells == [["5 Mei 2025", "88,89"], ["5 Jun 2025", "88,89"]]
    page = response.content.decode()
    assert "INT 4" in page
    assert "Level “9” bukan angka 0 sampai 5,5." in page


def test_impor_list_is_found_by_name_and_state_and_says_how_to_begin(client, pengelola):
    assert "Belum ada impor" in client.get("/pegawai/impor/").content.decode()
    upload(client, workbook(SITI), "guru-sangir.xlsx")
    upload(client, workbook(SITI), "bidan.xlsx")
    work()

    def found(**query):
        return [impor.berkas_nama for impor in client.get("/pegawai/impor/", query).context["halaman"]]

    assert found() == ["bidan.xlsx", "guru-sangir.xlsx"]
    assert found(cari="SANGIR") == ["guru-sangir.xlsx"]
    assert found(status="diterapkan") == []
    assert found(jenis="hasil") == []


@pytest.mark.parametrize("count", [1, 3])
def test_impor_pages_need_the_same_queries_for_any_number_of_rows(client, pengelola, count):
    people = [
        [f"19860926201505200{n}", f"Orang {n}", "III/c", "SDN 1", "Dinas Pendidikan"] for n in range(1, count + 1)
    ]
    for _ in range(count):
        impor = services.open_impor(jenis="pegawai", nama="a.xlsx", isi=workbook(*people), akun=pengelola, at=AT)
        services.stage_impor(impor_id=impor.pk, at=AT)
    client.get("/pegawai/impor/")

    with CaptureQueriesContext(connection) as listed:
        client.get("/pegawai/impor/")
    with CaptureQueriesContext(connection) as detail:
        client.get(f"/pegawai/impor/{impor.pk}/")

    assert (len(listed), len(detail)) == (6, 9)


def test_an_auditor_looks_and_changes_nothing(client, pengelola):
    address = upload(client, workbook(SITI)).headers["Location"]
    work()
    client.force_login(make_akun("auditor"))

    page = client.get(address)

    assert page.status_code == 200
    assert "Buang impor ini" not in page.content.decode()
    assert [client.post(f"{address}{verb}/").status_code for verb in ("simpan", "buang", "tarik")] == [404, 404, 404]
    assert client.get("/pegawai/impor/baru/").status_code == 404


def test_an_import_of_another_app_is_not_shown_here(client, pengelola):
    impor = services.open_impor(jenis="butir", nama="soal.xlsx", isi=b"x", akun=pengelola, at=AT)

    assert client.get(f"/pegawai/impor/{impor.pk}/").status_code == 404
