from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from asesmen.bank import services
from asesmen.bank.models import Butir, Instrumen, KisiKisi
from asesmen.bank.rules.kunci import Tipe
from pegawai.models import Impor, Jejak
from tests.bank.factories import AT, make_butir, make_instrumen
from tests.kompetensi.factories import make_kamus
from tests.pegawai.factories import make_akun

pytestmark = pytest.mark.django_db
KONTEN = settings.BASE_DIR / "contoh" / "konten"


def sign_in(client: Client, *peran: str) -> Client:
    client.force_login(make_akun(*peran))
    return client


def upload(client: Client, content: bytes, name: str = "soal.xlsx", **data: str) -> Any:
    berkas = SimpleUploadedFile(name, content)
    return client.post(reverse("bank:impor-list"), {"berkas": berkas, **data})


# ---------- Items ----------


def test_butir_list_without_items_tells_each_role_what_to_do(client: Client) -> None:
    url = reverse("bank:butir-list")

    assertContains(sign_in(client, "penulis_soal").get(url), "Anda melihat dahulu apa yang akan dibuat")
    other = sign_in(Client(), "pengelola").get(url)
    assertContains(other, "Bank soal masih kosong")
    assertNotContains(other, reverse("bank:impor-list"))


def test_butir_list_searches_filters_and_sorts(client: Client) -> None:
    make_butir("PED-A", "PED", pertanyaan="Tentang asesmen formatif?")
    make_butir("INT-A", "INT", Tipe.SJT, level=4)
    sign_in(client, "auditor")
    url = reverse("bank:butir-list")

    def codes(**query: str) -> list[str]:
        return [b.kode for b in client.get(url, query).context["halaman"]]

    assert codes() == ["INT-A", "PED-A"]
    assert codes(urut="-kode") == ["PED-A", "INT-A"]
    assert codes(cari="formatif") == ["PED-A"]
    assert codes(kompetensi="INT") == ["INT-A"]
    assert codes(level="4", tipe="sjt") == ["INT-A"]
    assert codes(level="4", tipe="numerik") == []
    assert codes(aktif="tidak") == []
    assertContains(client.get(url, {"cari": "zzz"}), "Tidak ada butir yang cocok")


def test_butir_list_takes_the_same_queries_for_one_item_and_for_three(client: Client) -> None:
    make_butir("X-1")
    sign_in(client, "pengelola")
    url = reverse("bank:butir-list")
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)

    make_butir("X-2")
    make_butir("X-3", "INT", Tipe.SJT)
    with CaptureQueriesContext(connection) as three:
        client.get(url)

    assert len(one) == len(three)


def test_butir_detail_shows_the_item_without_its_key_and_escapes_markup(client: Client) -> None:
    versi = make_butir(pertanyaan="Apa <b>ini</b>?", stimulus="Baris satu\nBaris dua", pembahasan="RAHASIA")
    page = sign_in(client, "penulis_soal").get(reverse("bank:butir-detail", args=[versi.butir_id]))

    assertContains(page, "Apa &lt;b&gt;ini&lt;/b&gt;?")
    assertContains(page, "Baris satu<br>Baris dua")
    assertNotContains(page, "RAHASIA")
    assert page.context["kunci"] is None
    assert client.get(reverse("bank:butir-detail", args=[0])).status_code == 404


def test_butir_kunci_shows_the_key_to_writers_only_and_each_opening_leaves_a_trace(client: Client) -> None:
    versi = make_butir(pembahasan="RAHASIA")
    url = reverse("bank:butir-kunci", args=[versi.butir_id])

    page = sign_in(client, "penelaah_soal").post(url)

    assertContains(page, "RAHASIA")
    assert "no-store" in page.headers["Cache-Control"]
    assert Jejak.objects.filter(tindakan="kunci.lihat", objek=f"butir:{versi.butir_id}").count() == 1
    for peran in ("pengelola", "auditor", "administrator", "proktor"):
        assert sign_in(Client(), peran).post(url).status_code == 404
    assert Jejak.objects.filter(tindakan="kunci.lihat").count() == 1


def test_butir_aktif_needs_a_reason_and_takes_the_item_out_of_new_papers(client: Client) -> None:
    versi = make_butir()
    url = reverse("bank:butir-aktif", args=[versi.butir_id])
    sign_in(client, "penulis_soal")

    assertContains(client.post(url, follow=True), "Belum diubah. Tulis alasannya")
    assert Butir.objects.get().is_aktif
    assertContains(client.post(url, {"alasan": "Bocor"}, follow=True), "tidak dipakai untuk naskah baru")
    assert not Butir.objects.get().is_aktif
    assert Jejak.objects.get(tindakan="butir.nonaktifkan").alasan == "Bocor"
    assertContains(client.post(url, {"alasan": "Keliru"}, follow=True), "dipakai lagi untuk naskah baru")


def test_butir_export_gives_the_filtered_items_to_writers_and_leaves_a_trace(client: Client) -> None:
    make_butir("PED-A")
    make_butir("INT-A", "INT", Tipe.SJT)
    url = reverse("bank:butir-export")

    response = sign_in(client, "penulis_soal").post(url, {"kompetensi": "INT"})

    lines = list(openpyxl.load_workbook(BytesIO(response.content))["Soal"].iter_rows(values_only=True))
    assert [line[1] for line in lines] == ["Kode", "INT-A"]
    assert Jejak.objects.filter(tindakan="butir.ekspor").count() == 1
    assert sign_in(Client(), "pengelola").post(url).status_code == 404


# ---------- Import ----------


def test_impor_goes_from_file_to_preview_to_bank(client: Client) -> None:
    make_kamus()
    sign_in(client, "penulis_soal")

    response = upload(client, (KONTEN / "soal_guru.xlsx").read_bytes())

    impor = Impor.objects.get()
    detail = reverse("bank:impor-detail", args=[impor.pk])
    assertRedirects(response, detail)
    preview = client.get(detail)
    assertContains(preview, "Belum ada butir yang berubah.")
    assertContains(preview, "Simpan 40 butir")
    assert Butir.objects.count() == 0
    done = client.post(reverse("bank:impor-apply", args=[impor.pk]), follow=True)
    assertContains(done, "40 butir disimpan. 40 baru, 0 diperbarui, 0 tidak berubah.")
    assertContains(client.get(reverse("bank:impor-list")), detail)
    again = client.post(reverse("bank:impor-apply", args=[impor.pk]), follow=True)
    assertContains(again, "bukan pratinjau")
    assertNotContains(client.get(detail), "Simpan 40 butir")


def test_impor_shows_refused_rows_first_and_gives_them_back_as_a_file(client: Client) -> None:
    make_kamus()
    sign_in(client, "penulis_soal")
    content = (KONTEN / "soal_guru.json").read_text(encoding="utf-8").replace('"PED"', '"XYZ"', 1)

    upload(client, content.encode(), "soal.json")

    impor = Impor.objects.get()
    page = client.get(reverse("bank:impor-detail", args=[impor.pk]))
    assert [row.data["kode"] for row in page.context["halaman"]] == ["GR-PED-01"]
    assertContains(page, "Kompetensi XYZ tidak ada di kamus.")
    file = client.get(reverse("bank:impor-perbaikan", args=[impor.pk]))
    lines = list(openpyxl.load_workbook(BytesIO(file.content))["Soal"].iter_rows(values_only=True))
    assert [(line[1], line[-1]) for line in lines] == [
        ("Kode", "Masalah"),
        ("GR-PED-01", "Kompetensi XYZ tidak ada di kamus. Periksa kodenya atau muat kamusnya dahulu."),
    ]


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"x", "soal.xlsx", "Berkas bukan buku kerja Excel (.xlsx) yang utuh."),
        (b"x", "soal.docx", "Jenis berkas ini tidak dibaca."),
        (b"[]", "soal.json", "Berkas tidak memuat satu butir pun."),
    ],
)
def test_impor_of_an_unreadable_file_keeps_nothing_and_says_why(
    client: Client, content: bytes, name: str, message: str
) -> None:
    make_kamus()

    page = upload(sign_in(client, "penulis_soal"), content, name)

    assertContains(page, message, status_code=422)
    assert Impor.objects.count() == 0


def test_impor_with_defaults_takes_a_foreign_layout(client: Client) -> None:
    make_kamus()
    content = (settings.BASE_DIR / "contoh" / "format_soal" / "template_b.xlsx").read_bytes()

    upload(sign_in(client, "penulis_soal"), content, kompetensi="PED", level="2", awalan="GR-B")

    assert Impor.objects.get().ringkasan == {
        "baris": 9,
        "baru": 9,
        "berubah": 0,
        "tetap": 0,
        "ditolak": 0,
        "peringatan": 0,
        "kolom_bermasalah": [],
    }


def test_impor_discard_throws_the_preview_away(client: Client) -> None:
    make_kamus()
    sign_in(client, "penulis_soal")
    upload(client, (KONTEN / "soal_nakes.xlsx").read_bytes())

    done = client.post(reverse("bank:impor-discard", args=[Impor.objects.get().pk]), follow=True)

    assertContains(done, "dibuang. Tidak ada butir yang berubah.")
    assert (Impor.objects.get().status, Butir.objects.count()) == ("dibuang", 0)


def test_impor_pages_of_items_are_closed_to_who_may_not_see_keys(client: Client) -> None:
    make_kamus()
    impor_id = services.stage_impor(
        isi=(KONTEN / "soal_nakes.xlsx").read_bytes(), nama="a.xlsx", bawaan=_no_defaults(), akun=None, at=AT
    )

    for peran in ("pengelola", "auditor", "administrator"):
        other = sign_in(Client(), peran)
        assert other.get(reverse("bank:impor-detail", args=[impor_id])).status_code == 404
        assert other.get(reverse("bank:impor-list")).status_code == 404


def _no_defaults() -> Any:
    from asesmen.bank.rules.baris import Bawaan

    return Bawaan()


def test_impor_templat_holds_our_21_columns_and_is_refused_while_empty(client: Client) -> None:
    sign_in(client, "penulis_soal")

    content = client.get(reverse("bank:impor-templat")).content

    assert len(next(openpyxl.load_workbook(BytesIO(content))["Soal"].iter_rows())) == 21
    assertContains(upload(client, content), "Berkas tidak memuat satu butir pun.", status_code=422)


# ---------- Instruments ----------


def test_instrumen_list_without_rows_offers_the_first_step(client: Client) -> None:
    url = reverse("bank:instrumen-list")

    assertContains(sign_in(client, "pengelola").get(url), reverse("bank:instrumen-create"))
    assertNotContains(sign_in(Client(), "auditor").get(url), reverse("bank:instrumen-create"))


def test_instrumen_list_takes_the_same_queries_for_one_and_for_three(client: Client) -> None:
    make_instrumen({"PED": 1}, nama="Satu")
    sign_in(client, "pengelola")
    url = reverse("bank:instrumen-list")
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)

    make_instrumen({"PED": 1}, nama="Dua")
    make_instrumen({"PED": 1}, nama="Tiga")
    with CaptureQueriesContext(connection) as three:
        client.get(url)

    assert len(one) == len(three)
    assert [i.nama for i in client.get(url, {"cari": "dua"}).context["halaman"]] == ["Dua"]


def test_instrumen_detail_compares_what_is_wanted_with_what_there_is(client: Client) -> None:
    instrumen_id = make_instrumen({"PED": 2, "INT": 1})
    KisiKisi.objects.filter(kompetensi__kode="INT").update(jumlah=5)

    page = sign_in(client, "auditor").get(reverse("bank:instrumen-detail", args=[instrumen_id]))

    assertContains(page, "Naskah belum dapat disusun")
    assert [(k.kode, k.jumlah, k.tersedia) for k in page.context["rinci"].kurang] == [("INT", 5, 1)]
    assert client.get(reverse("bank:instrumen-detail", args=[0])).status_code == 404


def form_data(**changes: str) -> dict[str, str]:
    data = {"nama": "Asesmen uji", "durasi_menit": "90", "nama_1": "Teknis", "jumlah_1_PED": "2"}
    return data | {"nama_2": "Mansoskul", "jumlah_2_INT": "3"} | changes


def test_instrumen_create_makes_sections_with_their_counts(client: Client) -> None:
    make_kamus()

    response = sign_in(client, "pengelola").post(reverse("bank:instrumen-create"), form_data())

    instrumen = Instrumen.objects.get()
    assertRedirects(response, reverse("bank:instrumen-detail", args=[instrumen.pk]))
    assert [(b.nama, [(k.kompetensi.kode, k.jumlah) for k in b.kisi_kisi.all()]) for b in instrumen.bagian.all()] == [
        ("Teknis", [("PED", 2)]),
        ("Mansoskul", [("INT", 3)]),
    ]


def test_instrumen_create_keeps_the_sections_times_and_the_way_of_moving(client: Client) -> None:
    make_kamus()
    data = form_data(durasi_1="60", durasi_2="30", navigasi="berurutan")

    page = sign_in(client, "pengelola").post(reverse("bank:instrumen-create"), data, follow=True)

    instrumen = Instrumen.objects.get()
    assert instrumen.navigasi == "berurutan"
    assert [b.durasi_menit for b in instrumen.bagian.all()] == [60, 30]
    assertContains(page, "berurutan, tanpa kembali")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"nama": ""}, "Bidang ini tidak boleh kosong."),
        ({"nama_2": ""}, "Beri nama bagian 2: bagian ini sudah berisi butir."),
        ({"jumlah_1_PED": ""}, "Isi jumlah butir bagian 1 pada tabel, atau kosongkan namanya."),
        ({"jumlah_2_PED": "1"}, "PED ada di dua bagian. Letakkan setiap kompetensi pada satu bagian saja."),
        ({"durasi_1": "60", "durasi_2": "60"}, "Waktu bagian berjumlah 120 menit, melebihi 90 menit seluruhnya."),
        ({"durasi_1": "30", "durasi_2": "30"}, "Waktu bagian berjumlah 60 menit, kurang dari 90 menit seluruhnya."),
        ({"durasi_1": "60"}, "Bagian “Mansoskul” belum punya waktu, sedangkan bagian lain punya."),
        ({"navigasi": "mundur"}, "Masukkan pilihan yang valid."),
    ],
)
def test_instrumen_create_refuses_with_the_cure(client: Client, changes: dict[str, str], message: str) -> None:
    make_kamus()

    page = sign_in(client, "penulis_soal").post(reverse("bank:instrumen-create"), form_data(**changes))

    assertContains(page, message, status_code=422)
    assert Instrumen.objects.count() == 0


def test_instrumen_create_is_closed_to_the_auditor_and_says_when_the_dictionary_is_empty(client: Client) -> None:
    url = reverse("bank:instrumen-create")

    assert sign_in(client, "auditor").get(url).status_code == 404
    assertContains(sign_in(Client(), "pengelola").get(url), "Kamus kompetensi masih kosong")
