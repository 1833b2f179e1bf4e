"""Accounts, roles, audit trail, settings: the administrator's pages."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pegawai import queries
from pegawai.models import Akun, Jejak, PemberianPeran, Penandatangan
from tests.pegawai.factories import AT, make_akun, make_pegawai, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    akun = make_akun("administrator")
    client.force_login(akun)
    return akun


def grant(client, akun, peran, **fields):
    today = timezone.localdate().isoformat()
    data = {"peran-peran": peran, "peran-unit": "", "peran-dari": today, "peran-sampai": "", "peran-alasan": "SK 1"}
    return client.post(f"/akun/{akun.pk}/", data | {f"peran-{k}": v for k, v in fields.items()})


def roles(akun) -> set[str]:
    return set(queries.peran_of(Akun.objects.get(pk=akun.pk), timezone.localdate()))


def test_akun_create_shows_a_first_password_once_that_must_be_changed(client, admin):
    siti = make_pegawai("Siti")

    page = client.post("/akun/baru/", {"nama": "Siti", "username": "siti.a", "nip": f" {siti.nip} ", "email": ""})

    akun = Akun.objects.get(username="siti.a")
    assert akun.check_password(page.context["sandi"])
    assert (akun.must_change_password, akun.pegawai) == (True, siti)
    assert page["Cache-Control"].count("no-store") == 1
    assert page.context["sandi"] not in str(Jejak.objects.get(tindakan="akun.buat").__dict__)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"username": "Huruf Besar"}, "Pakai huruf kecil"),
        ({"username": "sudah.ada"}, "sudah dipakai akun lain"),
        ({"nip": "198609262015052001"}, "tidak ada di daftar pegawai"),
        ({"nama": ""}, "Isi nama pemegang akun."),
    ],
)
def test_akun_create_refuses_with_a_reason(client, admin, fields, message):
    make_akun(username="sudah.ada")

    page = client.post("/akun/baru/", {"nama": "Siti", "username": "siti", "nip": "", "email": ""} | fields)

    assert message in page.content.decode()
    assert not Akun.objects.filter(nama="Siti").exists()


def test_a_role_is_granted_and_revoked_with_a_reason_and_traced(client, admin):
    akun, unit = make_akun(), make_unit("Dinas Sosial")

    grant(client, akun, "pejabat_opd", unit=unit.pk)
    assert roles(akun) == {"pejabat_opd"}

    row = PemberianPeran.objects.get(akun=akun)
    client.post(f"/akun/{akun.pk}/peran/{row.pk}/cabut/", {"alasan": "pindah tugas"})

    assert roles(akun) == set()
    trail = Jejak.objects.filter(objek=f"akun:{akun.pk}").order_by("at")
    assert [(j.tindakan, j.alasan) for j in trail] == [("peran.beri", "SK 1"), ("peran.cabut", "pindah tugas")]


@pytest.mark.parametrize("peran", ["penulis_soal", "penelaah_soal", "asn"])
def test_a_role_that_no_unit_limits_is_not_granted_as_if_one_did(client, admin, peran):
    akun = make_akun()

    page = grant(client, akun, peran, unit=make_unit("Dinas Sosial").pk)

    assert "tidak dapat dibatasi pada satu unit" in page.content.decode()
    assert roles(akun) == set()


def test_an_older_grant_is_kept_as_history_when_revoked(client, admin):
    akun = make_akun("proktor")
    row = PemberianPeran.objects.get(akun=akun)

    client.post(f"/akun/{akun.pk}/peran/{row.pk}/cabut/", {"alasan": "selesai"})

    row.refresh_from_db()
    assert row.sampai == timezone.localdate() - timedelta(days=1)
    assert "Berakhir" in client.get(f"/akun/{akun.pk}/").content.decode()


@pytest.mark.parametrize(("held", "wanted"), [("penulis_soal", "pengesah"), ("pengesah", "penelaah_soal")])
def test_whoever_writes_keys_cannot_approve_results(client, admin, held, wanted):
    akun = make_akun(held)

    page = grant(client, akun, wanted)

    assert "tidak boleh dirangkap" in page.content.decode()
    assert roles(akun) == {held}


@pytest.mark.parametrize(
    ("peran", "fields", "message"),
    [
        ("pejabat_opd", {}, "memerlukan unit"),
        ("asn", {}, "memerlukan pegawai"),
        ("proktor", {"dari": "2020-01-01"}, "tidak dapat berlaku surut"),
        ("proktor", {"sampai": "2020-01-01"}, "Akhir berlaku harus sesudah awalnya."),
        ("proktor", {"alasan": ""}, "Tulis alasannya"),
        ("auditor", {}, "sudah memegang peran itu"),
    ],
)
def test_a_grant_is_refused_with_a_reason(client, admin, peran, fields, message):
    akun = make_akun("auditor")

    page = grant(client, akun, peran, **fields)

    assert message in page.content.decode()
    assert roles(akun) == {"auditor"}


def test_the_last_administrator_stays(client, admin):
    row = PemberianPeran.objects.get(akun=admin)

    page = client.post(f"/akun/{admin.pk}/peran/{row.pk}/cabut/", {"alasan": "x"}, follow=True)
    closed = client.post(f"/akun/{admin.pk}/aktif/", {"alasan": "x"}, follow=True)

    assert "administrator terakhir" in page.content.decode()
    assert "administrator terakhir" in closed.content.decode()
    assert roles(admin) == {"administrator"}


def test_a_closed_account_loses_its_session_and_can_be_opened_again(client, admin):
    from django.test import Client

    akun, other = make_akun("pengelola"), Client()
    other.force_login(akun)

    client.post(f"/akun/{akun.pk}/aktif/", {"alasan": "cuti"})
    assert other.get("/pekerjaan/").status_code == 302

    client.post(f"/akun/{akun.pk}/aktif/", {"alasan": "kembali"})
    akun.refresh_from_db()
    assert akun.is_active
    assert "Tulis alasannya" in client.post(f"/akun/{akun.pk}/aktif/", follow=True).content.decode()


def test_sandi_reset_ends_the_sessions_of_the_account(client, admin):
    from django.test import Client

    akun, other = make_akun("pengelola"), Client()
    other.force_login(akun)

    page = client.post(f"/akun/{akun.pk}/sandi/", {"alasan": "lupa"})

    akun.refresh_from_db()
    assert akun.check_password(page.context["sandi"])
    assert other.get("/pekerjaan/").status_code == 302


def test_akun_list_is_searched_and_filtered(client, admin):
    make_akun("proktor", username="rina", unit=make_unit("Dinas Sosial"))
    make_akun(username="tutup", is_active=False)

    def found(**query):
        return [akun.username for akun in client.get("/akun/", query).context["halaman"]]

    assert found(cari="RINA") == ["rina"]
    assert found(peran="proktor") == ["rina"]
    assert found(status="nonaktif") == ["tutup"]
    assert "Dinas Sosial" in client.get("/akun/").content.decode()
    assert "Tidak ada akun yang cocok" in client.get("/akun/", {"cari": "xyz"}).content.decode()


def test_an_auditor_reads_accounts_and_changes_none(client, admin):
    akun = make_akun("pengelola")
    client.force_login(make_akun("auditor"))

    assert client.get(f"/akun/{akun.pk}/").status_code == 200
    assert "Beri peran" not in client.get(f"/akun/{akun.pk}/").content.decode()
    assert client.get("/akun/baru/").status_code == 404
    grant(client, akun, "proktor")
    assert roles(akun) == {"pengelola"}


@pytest.mark.parametrize("count", [1, 3])
def test_lists_need_the_same_queries_for_any_number_of_rows(client, admin, count):
    for n in range(count):
        make_akun("proktor", unit=make_unit())
        Penandatangan.objects.create(dokumen="kartu", jabatan="Kepala", nama=f"A{n}", dari=date(2026, 1, 1))
        Jejak.objects.create(at=AT, akun=admin, aktor="x", tindakan="uji.coba", ringkas="y", data={"a": n})
    counts = {}
    for address in ("/akun/", "/jejak/", "/pengaturan/penandatangan/"):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counts[address] = len(captured)

    assert counts == {"/akun/": 8, "/jejak/": 9, "/pengaturan/penandatangan/": 6}


def test_jejak_list_is_searched_by_word_act_and_day(client, admin):
    for n, act in enumerate(["impor.unggah", "impor.terapkan", "peran.beri"]):
        at = AT + timedelta(days=n)
        Jejak.objects.create(at=at, akun=admin, aktor="Rina", tindakan=act, ringkas=f"Kejadian {n}", objek=f"x:{n}")

    def found(**query):
        return [jejak.ringkas for jejak in client.get("/jejak/", query).context["halaman"]]

    assert found() == ["Kejadian 2", "Kejadian 1", "Kejadian 0"]
    assert found(tindakan="impor") == ["Kejadian 1", "Kejadian 0"]
    assert found(tindakan="impor.terapkan") == ["Kejadian 1"]
    assert found(cari="x:2") == ["Kejadian 2"]
    assert found(dari="2026-11-25", sampai="2026-11-25") == ["Kejadian 1"]
    assert found(dari="bukan tanggal") == ["Kejadian 2", "Kejadian 1", "Kejadian 0"]
    assert "Tidak ada kejadian yang cocok" in client.get("/jejak/", {"cari": "xyz"}).content.decode()


def test_jejak_list_names_acts_and_objects_in_words(client, admin):
    Jejak.objects.create(at=AT, akun=admin, aktor="Rina", tindakan="ujian.tambah_waktu", ringkas="x", objek="akun:9")

    page = client.get("/jejak/").content.decode()

    assert 'Waktu ujian ditambah<br><span class="redup kecil">ujian.tambah_waktu</span>' in page
    assert 'title="akun:9">Akun 9</a>' in page
    assert '<option value="ujian">Ujian: semua</option>' in page


def test_a_setting_changes_with_a_reason_and_keeps_its_history(client, admin):
    page = client.post("/pengaturan/masa_berlaku_tahun/", {"nilai": "5", "alasan": "SK Bupati"}, follow=True)

    assert queries.pengaturan("masa_berlaku_tahun") == 5
    assert "SK Bupati" in page.content.decode()
    trail = Jejak.objects.get(tindakan="pengaturan.ubah")
    assert (trail.sebelum, trail.sesudah, trail.alasan) == (3, 5, "SK Bupati")

    client.post("/pengaturan/masa_berlaku_tahun/", {"nilai": "5", "alasan": "lagi"})
    assert queries.pengaturan_history("masa_berlaku_tahun").count() == 1


@pytest.mark.parametrize(
    ("kunci", "nilai", "message"),
    [
        ("masa_berlaku_tahun", "99", "bilangan bulat 1 sampai 10"),
        ("masa_berlaku_tahun", "-1", "bilangan bulat 1 sampai 10"),
        ("ukuran_kertas", "A3", "A3"),
        ("nama_instansi", "  ", "Isi nilai yang baru."),
    ],
)
def test_a_setting_refuses_what_it_cannot_be(client, admin, kunci, nilai, message):
    before = queries.pengaturan(kunci)

    page = client.post(f"/pengaturan/{kunci}/", {"nilai": nilai, "alasan": "coba"})

    assert message in page.content.decode()
    assert queries.pengaturan(kunci) == before


def test_a_setting_needs_a_reason_and_an_unknown_one_does_not_exist(client, admin):
    page = client.post("/pengaturan/masa_berlaku_tahun/", {"nilai": "5", "alasan": ""})

    assert "Tulis alasannya" in page.content.decode()
    assert queries.pengaturan("masa_berlaku_tahun") == 3
    assert client.get("/pengaturan/tidak_ada/").status_code == 404
    assert "A4" in client.get("/pengaturan/").content.decode()


def test_a_new_signatory_ends_the_former_one_the_day_before(client, admin):
    assert "Belum ada penanda tangan" in client.get("/pengaturan/penandatangan/").content.decode()
    base = {"dokumen": "kartu", "kapasitas": "", "jabatan": "Kepala BKPSDM", "pangkat": "", "nip": "", "sampai": ""}

    client.post("/pengaturan/penandatangan/baru/", base | {"nama": "Wirman", "dari": "2026-01-01"})
    client.post("/pengaturan/penandatangan/baru/", base | {"nama": "Erni", "dari": "2026-07-01"})

    assert queries.penandatangan_at("kartu", date(2026, 6, 30)).nama == "Wirman"
    assert queries.penandatangan_at("kartu", date(2026, 7, 1)).nama == "Erni"
    assert queries.penandatangan_at("kartu", date(2025, 12, 31)) is None
    page = client.post("/pengaturan/penandatangan/baru/", base | {"nama": "X", "dari": "2027-01-01", "nip": "123"})
    assert "NIP hanya 3 angka" in page.content.decode()


def test_a_signatory_named_by_mistake_is_removed_with_a_reason(client, admin):
    row = Penandatangan.objects.create(dokumen="kartu", jabatan="Kepala", nama="Salah", dari=date(2026, 1, 1))
    address = f"/pengaturan/penandatangan/{row.pk}/hapus/"

    assert "Tulis alasannya" in client.post(address, {}, follow=True).content.decode()
    client.post(address, {"alasan": "salah ketik"})

    assert Penandatangan.objects.count() == 0
    assert client.post(address, {"alasan": "x"}).status_code == 404


def test_an_auditor_reads_settings_and_signatories_without_a_way_to_change_them(client):
    client.force_login(make_akun("auditor"))

    pages = [client.get(path).content.decode() for path in ("/pengaturan/", "/pengaturan/penandatangan/")]

    assert "Masa berlaku hasil" in pages[0]
    assert "/pengaturan/masa_berlaku_tahun/" not in pages[0]
    assert "/pengaturan/penandatangan/baru/" not in pages[1]
