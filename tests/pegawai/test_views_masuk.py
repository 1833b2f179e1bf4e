"""Signing in and out, and one's own password."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from pegawai import services
from pegawai.forms.masuk import NOT_IN
from pegawai.models import Jejak
from tests.pegawai.factories import SANDI, make_akun, make_pegawai, make_unit

pytestmark = pytest.mark.django_db
NEW = "kuda-nil-di-sawah-hijau"


def sign_in(client, username, password=SANDI, **fields):
    return client.post("/masuk/", {"username": username, "password": password, **fields})


def test_masuk_leads_to_the_asked_page_and_is_traced(client):
    akun = make_akun("pengelola", username="rina")

    response = sign_in(client, " rina ", next="/pekerjaan/")

    assert (response.status_code, response["Location"]) == (302, "/pekerjaan/")
    assert Jejak.objects.get(tindakan="akun.masuk").akun == akun


def test_masuk_takes_a_nip_with_spaces(client):
    make_akun("asn", username="198609262015052001")

    assert sign_in(client, "19860926 201505 2 001").status_code == 302


def test_masuk_never_leads_to_a_foreign_site(client):
    make_akun("pengelola", username="rina")

    assert sign_in(client, "rina", next="https://example.org/")["Location"] == "/"
    client.post("/keluar/")
    assert sign_in(client, "rina", next="//example.org/")["Location"] == "/"


def test_masuk_with_empty_fields_names_them(client):
    page = sign_in(client, "", "").content.decode()

    assert "Isi nama pengguna Anda." in page
    assert "Isi kata sandi Anda." in page


def test_keluar_ends_the_session_by_post_only(client):
    client.force_login(make_akun("pengelola"))

    assert client.get("/keluar/").status_code == 405
    client.post("/keluar/")

    assert client.get("/pekerjaan/").status_code == 302
    assert Jejak.objects.filter(tindakan="akun.keluar").count() == 1


def test_a_first_password_opens_one_page_only(client):
    make_akun("pengelola", username="rina", must_change_password=True)

    assert sign_in(client, "rina", next="/pekerjaan/")["Location"] == "/sandi/"
    assert client.get("/pekerjaan/")["Location"] == "/sandi/"
    assert "masih sementara" in client.get("/sandi/").content.decode()

    client.post("/sandi/", {"old_password": SANDI, "new_password1": NEW, "new_password2": NEW})

    assert client.get("/pekerjaan/").status_code == 200


def test_a_first_password_does_not_open_the_start_page(client):
    client.force_login(make_akun("pengelola", must_change_password=True))

    assert client.get("/")["Location"] == "/sandi/"


@pytest.mark.parametrize(
    ("old", "new", "again", "message"),
    [
        ("salah", NEW, NEW, "Kata sandi lama tidak cocok."),
        (SANDI, NEW, "lain sekali bukan itu", "Dua isian kata sandi baru berbeda."),
        (SANDI, "pendek", "pendek", "12"),
        (SANDI, SANDI, SANDI, "Pilih kata sandi yang belum Anda pakai."),
        (SANDI, "123456789012345", "123456789012345", "angka"),
        (SANDI, "x1y2" * 33, "x1y2" * 33, "paling banyak 128"),
        (SANDI, "Contoh Selatan 2026", "Contoh Selatan 2026", "mudah ditebak"),
    ],
)
def test_sandi_change_refuses_with_a_reason(client, old, new, again, message):
    akun = make_akun("pengelola")
    client.force_login(akun)

    page = client.post("/sandi/", {"old_password": old, "new_password1": new, "new_password2": again})

    assert message in page.content.decode()
    akun.refresh_from_db()
    assert akun.check_password(SANDI)


def test_sandi_change_ends_other_sessions_and_keeps_this_one(client):
    from django.test import Client

    akun, other = make_akun("pengelola"), Client()
    client.force_login(akun)
    other.force_login(akun)

    client.post("/sandi/", {"old_password": SANDI, "new_password1": NEW, "new_password2": NEW})

    assert client.get("/pekerjaan/").status_code == 200
    assert other.get("/pekerjaan/").status_code == 302


def test_a_password_with_ones_own_nip_or_office_is_refused(client):
    siti = make_pegawai("Siti Rahmawati", unit=make_unit("Dinas Perikanan"))
    client.force_login(make_akun("asn", pegawai=siti))
    born = siti.tanggal_lahir

    for new in (f"{siti.nip}!ok", f"rahmawati{born:%d%m%Y}", "Dinas Perikanan 12"):
        page = client.post("/sandi/", {"old_password": SANDI, "new_password1": new, "new_password2": new})
        assert "mudah ditebak" in page.content.decode()


def test_a_first_password_that_was_not_used_for_14_days_opens_nothing(client):
    akun, sandi = services.create_akun(username="rina", nama="Rina", oleh=None, at=timezone.now() - timedelta(days=15))
    late = sign_in(client, "rina", sandi)
    services.reset_sandi(akun_id=akun.pk, at=timezone.now(), oleh=None, alasan="terlambat")

    assert late.status_code == 200
    assert late.context["form"].non_field_errors() == [NOT_IN]


def test_a_password_of_ones_own_does_not_run_out(client):
    long_ago = timezone.now() - timedelta(days=400)
    akun, _ = services.create_akun(username="rina", nama="Rina", oleh=None, at=long_ago)
    services.change_sandi(akun_id=akun.pk, sandi=NEW, at=long_ago)

    assert sign_in(client, "rina", NEW).status_code == 302


def test_signing_in_gives_the_session_another_key(client):
    make_akun("pengelola", username="rina")
    client.get("/masuk/")
    session = client.session
    session["peserta_id"] = 7
    session.save()
    before = client.cookies["sessionid"].value if "sessionid" in client.cookies else session.session_key

    sign_in(client, "rina")

    assert client.session.session_key != before
    assert "peserta_id" not in client.session
    assert not Session.objects.filter(session_key=before).exists()


def test_masuk_of_somebody_signed_in_goes_on(client):
    client.force_login(make_akun("pengelola"))

    assert client.get("/masuk/").status_code == 302
