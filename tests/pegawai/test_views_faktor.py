"""The second factor at sign-in and on one's own page, and the password asked again."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from pegawai import services
from pegawai.formats.rahasia import RahasiaUnreadable
from pegawai.models import FaktorKedua, Jejak, KodePemulihan
from pegawai.rules.faktor import code_at, step_at
from tests.pegawai.factories import SANDI, make_akun

pytestmark = pytest.mark.django_db


@pytest.fixture
def rina():
    return make_akun("administrator", username="rina")


def code(akun, steps=0) -> str:
    secret = services.secret_of(FaktorKedua.objects.get(akun=akun))
    return code_at(secret, step_at(timezone.now()) + steps)


def install(akun) -> list[str]:
    """Set the factor up a minute ago, so that the code of now is unused."""
    at = timezone.now() - timedelta(minutes=2)
    services.begin_faktor(akun_id=akun.pk, at=at)
    secret = services.secret_of(FaktorKedua.objects.get(akun=akun))
    return services.confirm_faktor(akun_id=akun.pk, kode=code_at(secret, step_at(at)), at=at)


def sign_in(client, next=""):
    return client.post("/masuk/", {"username": "rina", "password": SANDI, "next": next})


def test_the_factor_is_set_up_in_the_browser(client, rina):
    client.force_login(rina)
    client.post("/faktor/siapkan/")
    page = client.get("/faktor/").content.decode()
    assert "data:image/svg+xml" in page

    shown = client.post("/faktor/pasang/", {"kode": code(rina)}).content.decode()

    codes = re.findall(r'<li class="kode">([A-Z0-9 ]+)</li>', shown)
    assert len(set(codes)) == 10
    assert not KodePemulihan.objects.filter(hash__in=codes).exists()
    assert "Terpasang" in client.get("/faktor/").content.decode()
    assert Jejak.objects.filter(tindakan="faktor.pasang", akun=rina).count() == 1


def test_a_wrong_first_code_installs_nothing(client, rina):
    client.force_login(rina)
    client.post("/faktor/siapkan/")

    page = client.post("/faktor/pasang/", {"kode": "000000" if code(rina) != "000000" else "111111"})

    assert "tidak cocok" in page.content.decode()
    assert FaktorKedua.objects.get().dikonfirmasi_at is None


def test_the_secret_is_not_readable_in_the_database(client, rina, settings):
    install(rina)
    faktor = FaktorKedua.objects.get()
    secret = services.secret_of(faktor)

    assert secret not in bytes(faktor.rahasia)
    settings.FAKTOR_KEY = "another key"
    with pytest.raises(RahasiaUnreadable):
        services.secret_of(faktor)


def test_the_password_alone_signs_nobody_in(client, rina):
    install(rina)

    assert sign_in(client, "/akun/")["Location"] == "/masuk/kode/"
    assert client.get("/akun/").status_code == 302

    done = client.post("/masuk/kode/", {"kode": code(rina)})

    assert done["Location"] == "/akun/"
    assert client.get("/akun/").status_code == 200


def test_a_code_signs_in_once(client, rina):
    install(rina)
    used = code(rina)
    sign_in(client)
    client.post("/masuk/kode/", {"kode": used})
    client.post("/keluar/")
    sign_in(client)

    again = client.post("/masuk/kode/", {"kode": used})

    assert "sudah dipakai" in again.content.decode()
    assert client.get("/akun/").status_code == 302


def test_a_recovery_code_signs_in_once(client, rina):
    kode = install(rina)[3]
    sign_in(client)
    assert client.post("/masuk/kode/", {"kode": f"{kode[:4].lower()} {kode[4:]}"}).status_code == 302
    client.post("/keluar/")
    sign_in(client)

    assert client.post("/masuk/kode/", {"kode": kode}).status_code == 200
    assert KodePemulihan.objects.filter(dipakai_at=None).count() == 9


def test_five_wrong_codes_pause_the_second_step(client, rina):
    install(rina)
    sign_in(client)
    for _ in range(5):
        client.post("/masuk/kode/", {"kode": "salah"})

    assert "Tunggu 5 menit" in client.post("/masuk/kode/", {"kode": code(rina)}).content.decode()
    FaktorKedua.objects.update(jeda_sampai=timezone.now())
    assert client.post("/masuk/kode/", {"kode": code(rina)}).status_code == 302


def test_the_second_step_waits_five_minutes_and_not_for_a_changed_password(client, rina):
    install(rina)
    sign_in(client)
    services.reset_sandi(akun_id=rina.pk, at=timezone.now(), oleh=None, alasan="dicuri")

    assert client.post("/masuk/kode/", {"kode": code(rina)})["Location"] == "/masuk/"


def test_without_the_first_step_there_is_no_second(client):
    assert client.get("/masuk/kode/")["Location"] == "/masuk/"


@pytest.mark.parametrize(
    ("peran", "where"), [("administrator", "/faktor/"), ("pengelola", "/faktor/"), ("proktor", "")]
)
def test_where_it_is_demanded_nothing_else_opens_before(client, settings, peran, where):
    settings.FAKTOR_KEDUA_WAJIB = True
    client.force_login(make_akun(peran))

    assert client.get("/pekerjaan/").headers.get("Location", "") == where
    assert "mewajibkannya" in client.get("/faktor/").content.decode() or not where


def test_where_it_is_not_demanded_the_page_says_so(client, rina):
    client.force_login(rina)

    assert "Belum diwajibkan pada pemasangan ini" in client.get("/faktor/").content.decode()
    assert client.get("/akun/").status_code == 200


def test_whoever_must_have_a_factor_cannot_take_it_away(client, rina, settings):
    settings.FAKTOR_KEDUA_WAJIB = True
    install(rina)
    sign_in(client)
    client.post("/masuk/kode/", {"kode": code(rina)})

    client.post("/faktor/lepas/")

    assert FaktorKedua.objects.filter(akun=rina).exists()


def test_taking_the_factor_away_ends_the_sessions(client, rina):
    install(rina)
    client.force_login(rina)

    client.post("/faktor/lepas/")

    assert not FaktorKedua.objects.exists()
    assert client.get("/akun/").status_code == 302


def grow_old(client):
    session = client.session
    session["dipastikan_at"] = timezone.now().timestamp() - 15 * 60 - 1
    session.save()


def test_after_a_quarter_of_an_hour_an_act_asks_for_the_password_and_loses_nothing(client, rina):
    akun = make_akun()
    client.force_login(rina)
    grow_old(client)
    wanted = {"nama": "Budi", "username": "budi.s", "nip": "", "email": ""}

    asked = client.post("/akun/baru/", wanted)
    assert asked.status_code == 401
    assert '<input type="hidden" name="username" value="budi.s">' in asked.content.decode()
    wrong = client.post("/akun/baru/", wanted | {"sudo_sandi": "bukan"})
    assert "Kata sandi tidak cocok" in wrong.content.decode()
    done = client.post("/akun/baru/", wanted | {"sudo_sandi": SANDI})

    assert done.context["akun"].username == "budi.s"
    assert client.post(f"/akun/{akun.pk}/aktif/", {"alasan": "cuti"}).status_code == 302


def test_a_download_is_offered_after_the_password(client, rina):
    client.force_login(rina)
    grow_old(client)
    asked = client.get("/pegawai/unduh/?kelompok=guru").content.decode()
    assert '<input type="hidden" name="next" value="/pegawai/unduh/?kelompok=guru">' in asked

    done = client.post("/masuk/pastikan/", {"next": "/pegawai/unduh/?kelompok=guru", "sudo_sandi": SANDI})

    assert 'href="/pegawai/unduh/?kelompok=guru"' in done.content.decode()
    assert client.get("/pegawai/unduh/").status_code == 200


def test_the_question_leads_to_no_foreign_site(client, rina):
    client.force_login(rina)

    page = client.post("/masuk/pastikan/", {"next": "https://example.org/", "sudo_sandi": SANDI}).content.decode()

    assert "example.org" not in page


def test_whoever_may_not_is_not_asked(client):
    client.force_login(make_akun("proktor"))
    grow_old(client)

    assert client.post("/akun/baru/").status_code == 404
