"""The page that takes a rescue file: choose, look, store."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from asesmen.ujian import services
from asesmen.ujian.models import Jawaban, LogJawaban, Pengerjaan
from pegawai.models import Akun
from tests.pegawai.factories import make_akun
from tests.ujian.factories import MENIT, Ujian, as_, begin
from tests.ujian.test_services_berkas import make_berkas

pytestmark = pytest.mark.django_db


@pytest.fixture
def p(ujian: Ujian) -> Pengerjaan:
    return begin(ujian, at=timezone.now() - MENIT)


def url(ujian: Ujian, act: str = "") -> str:
    return f"/ujian/konsol/{ujian.ruang_sesi.pk}/berkas{act}"


def look(ujian: Ujian, akun: Akun, raw: bytes) -> Any:
    upload = SimpleUploadedFile("jawaban-1-09.12.asn.json", raw)
    response = as_(akun).post(url(ujian), {"berkas": upload})
    assert response.status_code == 200
    return response


def test_berkas_is_shown_first_and_stored_with_a_reason(ujian: Ujian, p: Pengerjaan, proktor: Akun) -> None:
    shown = look(ujian, proktor, make_berkas(p, (0, 1, 1, "A"), (1, 1, 2, ["B"])))
    before = LogJawaban.objects.count()

    stored = as_(proktor).post(
        url(ujian, "/simpan"), {"isi": shown.context["isi"], "alasan": "Laptop mati"}, follow=True
    )

    page = shown.content.decode()
    assert (p.peserta.pegawai.nama in page, "Simpan 2 isian" in page, before) == (True, True, 0)
    assert "Masih dalam waktu" in page
    assert "2 isian disimpan seperti simpanan biasa" in stored.content.decode()
    assert Jawaban.objects.count() == 2


def test_berkas_that_comes_late_is_announced_for_quarantine(ujian: Ujian, p: Pengerjaan, proktor: Akun) -> None:
    services.submit(pengerjaan_id=p.pk, lease=p.lease, at=timezone.now())
    shown = look(ujian, proktor, make_berkas(p, (0, 1, 1, "A")))

    stored = as_(proktor).post(url(ujian, "/simpan"), {"isi": shown.context["isi"], "alasan": "Mati"}, follow=True)

    assert "Isinya masuk <strong>karantina</strong>" in shown.content.decode()
    assert "1 isian masuk karantina dan menunggu putusan panitia" in stored.content.decode()


def test_berkas_with_nothing_new_offers_nothing_to_store(ujian: Ujian, p: Pengerjaan, proktor: Akun) -> None:
    raw = make_berkas(p, (0, 1, 1, "A"))
    as_(proktor).post(url(ujian, "/simpan"), {"isi": raw.decode(), "alasan": "Mati"})

    page = look(ujian, proktor, raw).content.decode()
    again = as_(proktor).post(url(ujian, "/simpan"), {"isi": raw.decode(), "alasan": "Mati"}, follow=True)

    assert "Tidak ada yang perlu disimpan" in page
    assert "Tidak ada yang berubah" in again.content.decode()


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"bukan", "Ini bukan berkas penyelamat"),
        (b"", "Berkas ini kosong"),
        (b"{" + b" " * 256 * 1024, "lebih besar dari 256 KB"),
    ],
)
def test_berkas_that_is_none_is_refused_in_one_sentence(ujian: Ujian, proktor: Akun, raw: bytes, said: str) -> None:
    assert said in look(ujian, proktor, raw).content.decode()


def test_without_a_file_or_a_reason_nothing_is_stored(ujian: Ujian, p: Pengerjaan, proktor: Akun) -> None:
    none = as_(proktor).post(url(ujian), {}).content.decode()
    raw = make_berkas(p, (0, 1, 1, "A")).decode()
    without = as_(proktor).post(url(ujian, "/simpan"), {"isi": raw, "alasan": ""}, follow=True).content.decode()

    assert "Pilih berkasnya lebih dulu" in none
    assert "Tulis alasannya" in without
    assert LogJawaban.objects.count() == 0


def test_a_file_changed_between_look_and_store_is_refused(ujian: Ujian, p: Pengerjaan, proktor: Akun) -> None:
    raw = make_berkas(p, (0, 1, 1, "A")).decode().replace('"isi": "', '"isi": "AA')

    page = as_(proktor).post(url(ujian, "/simpan"), {"isi": raw, "alasan": "Mati"}, follow=True).content.decode()

    assert "rusak atau sudah diubah" in page
    assert LogJawaban.objects.count() == 0


@pytest.mark.parametrize(
    ("peran", "status"),
    [("administrator", 200), ("pengelola", 200), ("proktor", 404), ("auditor", 404), ("pimpinan", 404), ("asn", 404)],
)
def test_berkas_opens_to_the_rooms_proctor_and_the_office(ujian: Ujian, peran: str, status: int) -> None:
    client = as_(make_akun(peran))

    assert client.get(url(ujian)).status_code == status
    assert client.post(url(ujian, "/simpan"), {}).status_code == (302 if status == 200 else 404)
