"""Searching the audit trail, taking it away, and having its chain computed again."""

import io

import openpyxl
import pytest
from django.db import connection

from antrean import services as antrean
from antrean.models import Pekerjaan
from pegawai import services, tasks  # noqa: F401 - registers the job
from pegawai.models import Jejak
from pegawai.rules.peran import Peran
from pegawai.services import record_jejak
from tests.pegawai.factories import AT, make_akun, make_pegawai

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(client):
    akun = make_akun("auditor", username="auditor.satu")
    client.force_login(akun)
    return client


def note(**fields):
    return record_jejak(**({"tindakan": "uji.coba", "ringkas": "Sesuatu", "at": AT} | fields))


def found(client, **asked) -> set[str]:
    return {row.ringkas for row in client.get("/jejak/", asked).context["halaman"]}


def test_jejak_list_is_searched_by_who_what_object_and_period(auditor):
    siti = make_pegawai("Siti")
    akun = make_akun("asn", pegawai=siti, username="siti.a")
    note(ringkas="A", akun=akun, objek=f"pegawai:{siti.pk}", tindakan="nota.buat")
    note(ringkas="B", aktor="Budi", objek=f"akun:{akun.pk}", alasan="SK 12")
    note(ringkas="C", objek="gelombang:12")
    note(ringkas="D", objek="gelombang:120", at=AT.replace(year=2025))

    assert found(auditor, pelaku="SITI.A") == {"A"}
    assert found(auditor, pelaku="bud") == {"B"}
    assert found(auditor, cari="sk 12") == {"B"}
    assert found(auditor, tindakan="nota") == {"A"}
    assert found(auditor, objek=siti.nip) == {"A", "B"}
    assert found(auditor, objek="gelombang:12") == {"C"}
    assert found(auditor, objek="Gelombang") == {"C", "D"}
    assert found(auditor, dari="2025-01-01", sampai="2025-12-31") == {"D"}
    assert "Tidak ada kejadian yang cocok" in auditor.get("/jejak/", {"objek": "ruang:1"}).content.decode()


def test_jejak_list_shows_before_after_role_and_address(auditor):
    note(akun=make_akun("proktor"), sebelum={"sampai": None}, sesudah={"sampai": "2026-12-31"})

    page = auditor.get("/jejak/").content.decode()

    assert "sampai: — → sampai: 2026-12-31" in page
    assert "Proktor" in page


def test_jejak_export_holds_what_is_filtered_and_is_itself_noted(auditor):
    note(ringkas="=1+1", alasan="SK")
    note(ringkas="lain")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    response = auditor.get("/jejak/unduh/", {"cari": "=1"})

    rows = list(openpyxl.load_workbook(io.BytesIO(response.content)).active.iter_rows(min_row=2, values_only=True))
    [(nomor, waktu, *_, sidik)] = rows
    assert (rows[0][6], rows[0][7], waktu) == ("=1+1", "SK", "24 Nov 2026 09.00.00 WIB")
    assert nomor >= 1
    assert len(sidik) == 64
    assert Jejak.objects.get(tindakan="jejak.unduh").data == {"cari": "=1"}


def test_jejak_check_computes_the_chain_in_a_job_and_shows_what_it_found(auditor):
    note()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE pegawai_jejak ENABLE TRIGGER tidak_dikosongkan")
        cursor.execute("ALTER TABLE pegawai_segeljejak ENABLE TRIGGER tidak_dikosongkan")

    auditor.post("/jejak/periksa/")
    auditor.post("/jejak/periksa/")
    job = Pekerjaan.objects.get(jenis="pegawai.periksa_jejak")
    antrean.run(pekerjaan_id=str(job.pk), at=AT)

    assert Pekerjaan.objects.get(pk=job.pk).hasil["kalimat"].startswith("Rantai utuh: ")
    assert "Rantai utuh: " in auditor.get("/jejak/").content.decode()


def test_a_role_given_and_taken_and_an_account_closed_are_told_with_before_and_after(client):
    admin, siti = make_akun("administrator"), make_akun()
    row = services.grant_peran(akun_id=siti.pk, peran=Peran.PROKTOR, dari=AT.date(), at=AT, oleh=admin)
    services.revoke_peran(pemberian_id=row.pk, at=AT, oleh=admin, alasan="Pindah tugas")
    services.set_aktif(akun_id=siti.pk, aktif=False, at=AT, oleh=admin, alasan="Pensiun")

    told = {row.tindakan: (row.sebelum, row.sesudah) for row in Jejak.objects.filter(objek=f"akun:{siti.pk}")}

    held = {"peran": "proktor", "unit": "semua unit"}
    assert told == {
        "peran.beri": (None, held),
        "peran.cabut": (held, None),
        "akun.nonaktifkan": ({"aktif": True}, {"aktif": False}),
    }
