"""An ASN opens an own account with the code of a card or of a letter; never with NIP or birth date."""

import pytest
from django.utils import timezone

from asesmen.gelombang.services import issue_kode, revoke_kode
from pegawai import services
from pegawai.models import Akun, Jejak
from tests.gelombang.factories import make_gelombang, make_peserta
from tests.pegawai.factories import make_akun, make_pegawai

pytestmark = pytest.mark.django_db
SANDI = "kuda-nil-di-sawah-hijau"


@pytest.fixture
def peserta():
    return make_peserta(make_gelombang(status="berlangsung"), make_pegawai("Siti Rahmawati"))


def card(peserta, sumber="kartu") -> str:
    return issue_kode(peserta_ids=[peserta.pk], sumber=sumber, akun_id=None, at=timezone.now())[peserta.pk]


def ask(client, nip, kode, sandi=SANDI, ulang=None):
    return client.post("/ujian/akun/", {"nip": nip, "kode": kode, "sandi": sandi, "ulang": ulang or sandi})


def test_a_card_opens_an_account_with_which_its_owner_signs_in(client, peserta):
    nip = peserta.pegawai.nip

    done = ask(client, nip, card(peserta))

    assert done["Location"] == "/masuk/"
    assert client.post("/masuk/", {"username": nip, "password": SANDI}).status_code == 302
    assert client.get("/laporan/profil-saya/").status_code == 200
    assert client.get("/pegawai/").status_code == 404
    assert Jejak.objects.get(tindakan="akun.aktivasi").akun.pegawai == peserta.pegawai


def test_the_code_of_a_letter_opens_it_too(client):
    siti = make_pegawai()
    kode = services.make_akun_asn(pegawai_ids=[siti.pk], oleh=None, at=timezone.now()).surat[0].kode

    assert ask(client, siti.nip, kode).status_code == 302
    assert Akun.objects.get(pegawai=siti).check_password(SANDI)


def test_what_is_no_code_opens_nothing_and_is_told_alike(client, peserta):
    known, kode, gladi = peserta.pegawai, card(peserta), card(peserta, "simulasi")
    other = make_peserta(peserta.gelombang, make_pegawai())
    revoked = card(other)
    revoke_kode(peserta_ids=[other.pk], at=timezone.now())
    tries = [
        (known.nip, f"{known.tanggal_lahir:%d%m%Y}"),
        (known.nip, known.nip),
        ("198001012010011999", kode),
        (known.nip, gladi),
    ]
    assert "kode" in ask(client, other.pegawai.nip, revoked).context["form"].errors

    told = {ask(client, *pair, SANDI).context["form"].errors["kode"][0].partition("Masih")[0] for pair in tries}

    assert told == {"NIP dan kode ini tidak cocok, atau kodenya tidak berlaku lagi. Samakan huruf demi huruf. "}
    assert Akun.objects.count() == 0


def test_after_five_wrong_codes_even_the_right_one_waits(client, peserta):
    kode = card(peserta)
    for _ in range(5):
        ask(client, peserta.pegawai.nip, "AAAAAAAAAA")

    page = ask(client, peserta.pegawai.nip, kode)

    assert "Tunggu 5 menit" in page.content.decode()
    assert Akun.objects.count() == 0


@pytest.mark.parametrize(
    ("sandi", "ulang", "message"),
    [
        ("pendek", "pendek", "12"),
        ("RAHMAWATI", "RAHMAWATI", "12"),
        ("Siti Rahmawati 1", "Siti Rahmawati 1", "mudah ditebak"),
        (SANDI, "lain sekali", "Dua isian kata sandi berbeda"),
    ],
)
def test_a_weak_password_is_refused_and_the_code_stays(client, peserta, sandi, ulang, message):
    kode = card(peserta)

    page = ask(client, peserta.pegawai.nip, kode, sandi, ulang)

    assert message in page.content.decode()
    assert Akun.objects.count() == 0
    assert ask(client, peserta.pegawai.nip, kode).status_code == 302


def test_an_account_that_is_open_keeps_its_password(client, peserta):
    akun = make_akun("asn", pegawai=peserta.pegawai)

    page = ask(client, peserta.pegawai.nip, card(peserta))

    assert "sudah aktif" in page.content.decode()
    assert not Akun.objects.get(pk=akun.pk).check_password(SANDI)
