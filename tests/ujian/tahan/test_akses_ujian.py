"""P24: nobody sees or changes another's sitting: every route × four strangers, asked with the victim's numbers.

The routes come from the resolver; one without a row in MILIK fails. What each role may open at all is tests/config/
test_akses.py's; here the victim's marks are looked for in whatever comes back, and the victim's rows are compared.
"""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from asesmen.ujian import services
from asesmen.ujian.models import Jawaban, KeputusanKarantina, LogJawaban, Pengerjaan, TindakanProktor
from asesmen.ujian.rules import make_token
from tests.config.test_akses import ROUTES
from tests.gelombang.factories import make_peserta, make_ruang_sesi, seat
from tests.pegawai.factories import make_akun, make_pegawai, make_unit
from tests.ujian.factories import MENIT, Ujian, begin, make_ujian, save

STRANGERS = ("anonim", "peserta lain", "proktor lain", "OPD lain")
SECRET = "jawaban-korban-yang-rahasia"

# Whose each route is. diri: the session's own person; token: the token's own sitting; ruang: a room's or the office's,
# shut to all four; bersama: a page that several people have, each with their own rows; umum: the same for everybody.
DIRI = "masuk-lagi peserta ruang-tunggu tunggu-keadaan tata-tertib periksa mulai tanda-terima buka"
BERSAMA = "konsol-list konsol-sesi konsol-sesi-keadaan karantina karantina-jumlah"
ACTS = (
    "izinkan jeda lanjutkan tambah-waktu pindah-perangkat kode-ulang buka-ulang akhiri pesan catat kehadiran tanggapi "
    "ganti-waktu abaikan-gangguan"
)
TOKEN = "simpan denyut kumpul lanjut panggil lapor"
UMUM = "masuk akun-aktivasi keluar kerja pekerja tanda-terima-check"
RUANG = f"konsol konsol-keadaan berkas berkas-apply {ACTS}"
KANTOR = "karantina-export karantina-decide karantina-agree karantina-release riwayat-list riwayat riwayat-export"
SESI = " ".join(f"sesi-{act}" for act in ACTS.split())
KINDS = {"diri": DIRI, "token": TOKEN, "umum": UMUM, "ruang": f"{RUANG} {KANTOR}", "bersama": f"{BERSAMA} {SESI}"}
MILIK = {name: kind for kind, names in KINDS.items() for name in names.split()}
EXAM = sorted(name.removeprefix("ujian:") for name in ROUTES if name.startswith("ujian:"))


@dataclass
class Panggung:
    """A room with the victim and a colleague in it, another room of the same session, and who stands outside."""

    ujian: Ujian
    korban: Pengerjaan
    rekan: Pengerjaan
    cookies: dict[str, Any]

    @property
    def marks(self) -> list[str]:
        pegawai = self.ujian.peserta[0].pegawai
        return [SECRET, pegawai.nama, pegawai.nip, self.ujian.peserta[0].nomor, str(self.korban.pk), self.kode]

    @property
    def kode(self) -> str:
        return Pengerjaan.objects.get(pk=self.korban.pk).receipt_code or "tanpa-kode"

    def client(self, stranger: str) -> Client:
        made = Client(raise_request_exception=False)
        made.cookies = self.cookies[stranger].copy()
        return made

    def state(self) -> list[Any]:
        """Everything of the victim's that an act could change."""
        mine = {"pengerjaan": self.korban}
        return [
            list(Pengerjaan.objects.filter(pk=self.korban.pk).values_list()),
            list(Jawaban.objects.filter(**mine).values_list()),
            list(LogJawaban.objects.filter(**mine).values_list()),
            list(
                TindakanProktor.objects.filter(ruang_sesi=self.ujian.ruang_sesi)
                .exclude(pengerjaan=self.rekan)
                .values_list()
            ),
            KeputusanKarantina.objects.count(),
        ]


@pytest.fixture(params=["berjalan", "selesai"])
def panggung(request: pytest.FixtureRequest, db: None) -> Panggung:
    now = timezone.now()
    ujian = make_ujian(orang=2, mulai=now - 5 * MENIT, proktor=make_akun("proktor"))
    type(ujian.peserta[0].pegawai).objects.filter(pk=ujian.peserta[0].pegawai_id).update(nama="Korbaniwati Sukmawati")
    ujian.peserta[0].pegawai.refresh_from_db()
    korban, rekan = begin(ujian, 0, at=now, lease="aa" * 16), begin(ujian, 1, at=now, lease="bb" * 16)
    save(korban, (5, 1, 1, SECRET), at=now)
    if request.param == "selesai":
        services.submit(pengerjaan_id=korban.pk, lease=korban.lease)
        save(korban, (5, 1, 2, SECRET), at=now + MENIT)
    other = make_akun("proktor")
    elsewhere = make_ruang_sesi(ujian.ruang_sesi.sesi, proktor=other)
    seat(make_peserta(ujian.gelombang), elsewhere)
    opd = make_unit("OPD lain")
    make_pegawai(unit=opd)
    cookies = {
        "anonim": Client().cookies,
        "peserta lain": walked_in(ujian).cookies,
        "proktor lain": signed_in(other).cookies,
        "OPD lain": signed_in(make_akun("pejabat_opd", unit=opd)).cookies,
    }
    return Panggung(ujian, korban, rekan, cookies)


def walked_in(ujian: Ujian) -> Client:
    client = Client()
    data = {"nip": ujian.peserta[1].pegawai.nip, "kode": ujian.kode(1, at=timezone.now())}
    assert client.post("/ujian/", data).status_code == 302
    return client


def signed_in(akun: Any) -> Client:
    client = Client()
    client.force_login(akun)
    return client


def address(panggung: Panggung, name: str) -> str:
    ujian = panggung.ujian
    mine = {
        "ruang_sesi_id": ujian.ruang_sesi.pk,
        "sesi_id": ujian.ruang_sesi.sesi_id,
        "gelombang_id": ujian.gelombang.pk,
        "peserta_id": ujian.peserta[0].pk,
        "kode": panggung.kode,
        "sidik": "0" * 32,
    }
    wanted = ROUTES[f"ujian:{name}"].pattern.converters
    return reverse(f"ujian:{name}", kwargs={key: mine[key] for key in wanted})


def ask(panggung: Panggung, stranger: str, name: str, how: str) -> HttpResponse:
    """Ask with everything the victim's that a stranger could have guessed, except the victim's token and code."""
    path, client = address(panggung, name), panggung.client(stranger)
    korban = panggung.korban
    log_ids = list(LogJawaban.objects.filter(pengerjaan=korban, keadaan="karantina").values_list("pk", flat=True))
    told = {
        "pengerjaan": str(korban.pk),
        "peserta": korban.peserta_id,
        "pilih": korban.peserta_id,
        "peserta_ids": [korban.peserta_id],
        "log": log_ids,
        "alasan": "Coba",
        "menit": 5,
        "kategori": "lain",
        "putusan": "terima",
        "hadir": "1",
    }
    if how == "GET":
        return client.get(path)
    if how == "formulir":
        return client.post(path, told)
    token = make_token(settings.UJIAN_KEY, panggung.rekan.pk, panggung.rekan.lease)
    headers = {"Accept": "application/json"} | (
        {"Authorization": f"Bearer {token}"} if stranger == STRANGERS[1] else {}
    )
    entry = {"versi": korban.versi_ids[0], "epoch": 1, "seq": 99, "nilai": "B"}
    body = json.dumps(told | {"simpanan": [entry], "lease": korban.lease, "epoch": 1, "kalimat": "x"})
    return client.post(path, body, content_type="application/json", headers=headers)


def test_every_route_of_the_exam_says_whose_it_is() -> None:
    assert set(EXAM) - set(MILIK) == set()


@pytest.mark.parametrize("stranger", STRANGERS)
def test_no_stranger_sees_or_changes_a_sitting(panggung: Panggung, stranger: str) -> None:
    before, marks = panggung.state(), panggung.marks
    seen: list[tuple[str, str, str]] = []
    changed: list[str] = []
    statuses: dict[tuple[str, str], int] = {}
    for name in EXAM:
        with transaction.atomic():
            for how in ("GET", "formulir", "JSON"):
                response = ask(panggung, stranger, name, how)
                body = response.content.decode(errors="replace") + str(response.headers)
                seen += [(name, how, mark) for mark in marks if mark in body]
                statuses[name, how] = response.status_code
            changed += [name] if panggung.state() != before else []
            transaction.set_rollback(True)

    assert (seen, changed) == ([], [])
    assert {key: status for key, status in statuses.items() if status >= 500} == {}
    # A page that only one of them may open is shut, whatever the way of asking.
    shut = {key: status for key, status in statuses.items() if MILIK[key[0]] == "ruang"}
    assert set(shut.values()) <= {302, 401, 404, 405}, shut
    if stranger != "peserta lain":
        own = {key: s for key, s in statuses.items() if MILIK[key[0]] in {"diri", "token"} and s < 300}
        assert own == {}, "a page of one's own, without being anybody"


def test_the_marks_would_be_seen_where_they_are(panggung: Panggung) -> None:
    """The victim's own proctor sees the name, and the victim the answer: the search above is not blind."""
    konsol = signed_in(panggung.ujian.ruang_sesi.proktor).get(address(panggung, "konsol")).content.decode()
    token = make_token(settings.UJIAN_KEY, panggung.korban.pk, panggung.korban.lease)
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
    own = Client().post("/ujian/api/kumpul", "{}", content_type="application/json", headers=headers)

    assert "Korbaniwati Sukmawati" in konsol
    assert panggung.kode in own.content.decode()
