"""An ASN asks for a correction; an officer of the unit answers with a reason; a fact of the person changes at once."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pegawai.models import Jejak, Pegawai, PermintaanKoreksi
from tests.pegawai.factories import make_akun, make_pegawai, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def siti():
    return make_akun("asn", pegawai=make_pegawai("Siti Aminah", make_unit("Dinas Pendidikan")))


def ask(client, bidang="nama", seharusnya="Siti Aminah Putri", penjelasan="Ijazah 12/2003"):
    return client.post(
        "/data-saya/koreksi/baru/", {"bidang": bidang, "seharusnya": seharusnya, "penjelasan": penjelasan}
    )


def answer(client, koreksi, putusan="terima", jawaban="Sesuai ijazah."):
    return client.post(f"/pegawai/koreksi/{koreksi.pk}/", {"putusan": putusan, "jawaban": jawaban})


def test_an_accepted_request_changes_the_row_and_is_noted_with_before_and_after(client, siti):
    client.force_login(siti)
    ask(client)
    koreksi = PermintaanKoreksi.objects.get()
    officer = make_akun("pengelola")
    client.force_login(officer)

    answer(client, koreksi)

    pegawai = Pegawai.objects.get(pk=siti.pegawai_id)
    assert (pegawai.nama, pegawai.nama_cari) == ("Siti Aminah Putri", "siti aminah putri")
    koreksi.refresh_from_db()
    assert (koreksi.status, koreksi.dijawab_oleh, koreksi.jawaban) == ("diterima", officer, "Sesuai ijazah.")
    row = Jejak.objects.get(tindakan="koreksi.terima")
    assert (row.objek, row.sebelum, row.sesudah, row.alasan) == (
        f"pegawai:{pegawai.pk}", {"nama": "Siti Aminah"}, {"nama": "Siti Aminah Putri"}, "Sesuai ijazah.",
    )  # fmt: skip
    client.force_login(siti)
    assert "Sesuai ijazah." in client.get("/data-saya/").content.decode()


def test_a_refused_request_changes_nothing_and_says_why(client, siti):
    client.force_login(siti)
    ask(client, "tanggal_lahir", "17-08-1985")
    before = Pegawai.objects.values().get(pk=siti.pegawai_id)
    client.force_login(make_akun("pengelola"))

    answer(client, PermintaanKoreksi.objects.get(), "tolak", "NIP menyebut tanggal lain.")

    assert Pegawai.objects.values().get(pk=siti.pegawai_id) == before
    assert PermintaanKoreksi.objects.get().status == "ditolak"


def test_a_date_and_a_sex_are_changed_as_what_they_are(client, siti):
    client.force_login(siti)
    ask(client, "tanggal_lahir", "17 Agustus 1965")
    ask(client, "jenis_kelamin", "Laki-laki" if siti.pegawai.jenis_kelamin == "P" else "Perempuan")
    client.force_login(make_akun("pengelola"))

    for koreksi in PermintaanKoreksi.objects.all():
        answer(client, koreksi)

    pegawai = Pegawai.objects.get(pk=siti.pegawai_id)
    assert pegawai.tanggal_lahir == date(1965, 8, 17)
    assert pegawai.jenis_kelamin != siti.pegawai.jenis_kelamin


@pytest.mark.parametrize(
    ("bidang", "seharusnya", "told"),
    [
        ("nama", "Siti Aminah", "sama dengan yang sudah tercatat"),
        ("nama", "Siti 2", "tanpa angka"),
        ("jabatan", "", "Tulis isi yang seharusnya"),
    ],
)
def test_a_request_that_cannot_be_is_refused_on_its_form(client, siti, bidang, seharusnya, told):
    client.force_login(siti)

    assert told in ask(client, bidang, seharusnya).content.decode()
    assert not PermintaanKoreksi.objects.exists()


def test_one_request_for_a_field_waits_at_a_time_and_can_be_taken_back(client, siti):
    client.force_login(siti)
    ask(client)

    assert "masih menunggu jawaban" in ask(client, seharusnya="Siti A").content.decode()
    client.post(f"/data-saya/koreksi/{PermintaanKoreksi.objects.get().pk}/batal/")
    ask(client, seharusnya="Siti A")

    assert sorted(PermintaanKoreksi.objects.values_list("status", flat=True)) == ["diajukan", "dibatalkan"]


def test_an_answer_stands_and_nobody_answers_the_own_request(client, siti):
    both = make_akun("asn", "pengelola", pegawai=make_pegawai("Budi", make_unit()))
    client.force_login(both)
    ask(client, seharusnya="Budi Santoso")
    own = PermintaanKoreksi.objects.get()

    assert "dijawab oleh petugas lain" in answer(client, own).content.decode()
    client.force_login(make_akun("pengelola"))
    answer(client, own)
    answer(client, own, "tolak")

    own.refresh_from_db()
    assert own.status == "diterima"


def test_an_auditor_reads_and_does_not_answer(client, siti):
    client.force_login(siti)
    ask(client)
    koreksi = PermintaanKoreksi.objects.get()
    client.force_login(make_akun("auditor"))

    assert "Kirim jawaban" not in answer(client, koreksi).content.decode()
    koreksi.refresh_from_db()
    assert koreksi.status == "diajukan"


def test_the_list_shows_who_waits_too_long_first_and_costs_the_same_for_three_rows(client, siti):
    client.force_login(siti)
    ask(client)
    PermintaanKoreksi.objects.update(created_at=timezone.now() - timedelta(days=4))
    client.force_login(make_akun("pengelola"))
    client.get("/pegawai/koreksi/")
    with CaptureQueriesContext(connection) as one:
        page = client.get("/pegawai/koreksi/").content.decode()
    assert "Lewat batas jawab" in page
    for nama in ("Budi", "Ani"):
        akun = make_akun("asn", pegawai=make_pegawai(nama, make_unit()))
        PermintaanKoreksi.objects.create(
            pegawai=akun.pegawai, akun=akun, bidang="unit", penjelasan="x", created_at=timezone.now()
        )

    with CaptureQueriesContext(connection) as three:
        response = client.get("/pegawai/koreksi/")

    assert len(three) == len(one)
    assert [row.pegawai.nama for row in response.context["halaman"]] == ["Siti Aminah", "Budi", "Ani"]
    assert [r.pegawai.nama for r in client.get("/pegawai/koreksi/", {"cari": "ani"}).context["halaman"]] == ["Ani"]
    assert "Tidak ada permintaan yang cocok" in client.get("/pegawai/koreksi/", {"cari": "xyz"}).content.decode()


def test_an_account_outside_the_registry_is_told_so(client):
    client.force_login(make_akun("asn"))

    assert "belum terhubung dengan pegawai" in client.get("/data-saya/").content.decode()
    assert client.get("/data-saya/koreksi/baru/").status_code == 302
