"""The answer log: found by name, read question by question, taken away, and every reading written down."""

import io
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from asesmen.ujian import services
from asesmen.ujian.models import Pengerjaan
from asesmen.ujian.services import karantina
from pegawai.models import Jejak
from tests.pegawai.factories import make_akun
from tests.ujian.factories import AT, DETIK, DURASI, MENIT, Ujian, as_, begin, make_ujian, save
from tests.ujian.test_views_karantina import apart, letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def ujian() -> Ujian:
    return make_ujian(orang=3)


@pytest.fixture
def pengelola() -> Client:
    return as_(make_akun("pengelola"))


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def url(p: Pengerjaan, rest: str = "") -> str:
    return f"/ujian/riwayat/{p.peserta_id}/{rest}"


def four(p: Pengerjaan) -> int:
    """The index of an item with four options."""
    items = [butir for bagian in p.naskah for butir in bagian["butir"]]
    return next(i for i, butir in enumerate(items) if len(butir["opsi"]) == 4)


def moved(ujian: Ujian) -> tuple[Pengerjaan, int]:
    """One question answered on two devices, with a proctor's act in between."""
    p = begin(ujian)
    n = four(p)
    save(p, (n, 1, 1, "A"), at=AT + 65 * DETIK)
    services.move_device(
        ruang_sesi_id=ujian.ruang_sesi.pk,
        peserta_ids=[p.peserta_id],
        alasan="Laptop mati",
        akun=make_akun("proktor"),
        at=AT + 2 * MENIT,
    )
    services.open_page(
        pengerjaan_id=p.pk, session_lease="cd" * 16, keterangan="Firefox di Windows", ip="10.0.0.7", at=AT + 3 * MENIT
    )
    save(p, (n, 3, 1, "B"), at=AT + 4 * MENIT + 2 * DETIK, lease="cd" * 16)
    return p, n


def test_riwayat_tells_when_it_was_answered_changed_and_from_which_device(ujian: Ujian, pengelola: Client) -> None:
    p, n = moved(ujian)

    got = page(pengelola, url(p))

    assert f"Berlaku sekarang: <strong>{letter(p, n, 'B')}. opsi dua</strong>" in got
    assert "1 Des 2026, 08.01.05 WIB</span> · <strong>" + f"{letter(p, n, 'A')}. opsi satu" in got
    assert "08.04.02 WIB" in got
    assert "perangkat ke-3: Firefox di Windows · 10.0.0.7" in got
    first, act, second = got.index("08.01.05"), got.index("Pindah perangkat oleh"), got.index("08.04.02")
    assert first < act < second
    assert got.count("Berlaku</span>") == 1


def test_riwayat_of_one_question_only(ujian: Ujian, pengelola: Client) -> None:
    p = begin(ujian)
    save(p, (0, 1, 1, "A"), (1, 1, 2, ["B"]))

    got, other = page(pengelola, url(p, "?nomor=2")), page(pengelola, url(p, "?nomor=6"))

    assert ("soal-judul-2" in got, "soal-judul-1" in got) == (True, False)
    assert "Tidak ada simpanan untuk soal ini" in other


def test_riwayat_says_what_became_of_an_answer_from_quarantine(ujian: Ujian, pengelola: Client) -> None:
    p = begin(ujian)
    end = AT + DURASI * MENIT
    save(p, (0, 1, 1, "A"))
    services.sweep(at=end + 2 * MENIT)
    save(p, (0, 1, 2, None), at=end + 5 * MENIT)
    before = page(pengelola, url(p))
    karantina.decide(
        gelombang_id=ujian.gelombang.pk,
        log_ids=apart(p),
        putusan="terima",
        alasan="Sah",
        akun=make_akun("pengelola"),
        at=end + 9 * MENIT,
    )

    after = page(pengelola, url(p))

    assert "Karantina, belum diputus" in before
    assert "Karantina, diterima" in after
    assert "Berlaku sekarang: <strong>dikosongkan</strong>" in after
    assert "Ujian selesai" in after


def test_riwayat_without_paper_or_answers_says_so(ujian: Ujian, pengelola: Client) -> None:
    from tests.gelombang.factories import make_peserta

    assert "Belum ada naskah" in page(pengelola, f"/ujian/riwayat/{make_peserta(ujian.gelombang).pk}/")
    assert "Belum ada simpanan" in page(pengelola, f"/ujian/riwayat/{ujian.peserta[0].pk}/")


def test_every_reading_is_in_the_audit_trail(ujian: Ujian) -> None:
    p, _ = moved(ujian)
    akun = make_akun("auditor")

    page(as_(akun), url(p))
    as_(akun).get(url(p, "unduh"))

    rows = Jejak.objects.filter(akun=akun, objek=f"peserta:{p.peserta_id}").order_by("at")
    assert list(rows.values_list("tindakan", flat=True)) == ["ujian.riwayat_buka", "ujian.riwayat_unduh"]


def test_riwayat_export_has_text_safe_cells(ujian: Ujian, pengelola: Client) -> None:
    p = begin(ujian)
    items = [butir for bagian in p.naskah for butir in bagian["butir"]]
    n = next(i for i, butir in enumerate(items) if not butir["opsi"])
    save(p, (n, 1, 1, "=1+1"))

    book = openpyxl.load_workbook(io.BytesIO(pengelola.get(url(p, "unduh")).content))

    rows = list(book["Riwayat jawaban"].iter_rows())
    head = next(i for i, row in enumerate(rows) if row[0].value == "Soal")
    cells = rows[head + 1]
    assert [cells[0].value, cells[3].value, cells[3].data_type] == [n + 1, "=1+1", "s"]
    assert cells[2].value == "1 Desember 2026 08.01.00 WIB"
    assert book["Peristiwa"]["B2"].value == "Ujian dimulai"


@pytest.mark.parametrize("peran", ["administrator", "pengelola", "auditor"])
def test_the_log_opens_to_the_office(ujian: Ujian, peran: str) -> None:
    client = as_(make_akun(peran))
    pk = ujian.peserta[0].pk

    addresses = (
        f"/ujian/riwayat/gelombang/{ujian.gelombang.pk}/",
        f"/ujian/riwayat/{pk}/",
        f"/ujian/riwayat/{pk}/unduh",
    )
    assert {client.get(address).status_code for address in addresses} == {200}


@pytest.mark.parametrize("peran", ["proktor", "pengesah", "pimpinan", "pejabat_opd", "asesor", "penulis_soal", "asn"])
def test_the_log_is_shut_for_everybody_else(ujian: Ujian, peran: str) -> None:
    akun = make_akun(peran)
    type(ujian.ruang_sesi).objects.filter(pk=ujian.ruang_sesi.pk).update(proktor=akun)
    pk = ujian.peserta[0].pk

    addresses = (
        f"/ujian/riwayat/gelombang/{ujian.gelombang.pk}/",
        f"/ujian/riwayat/{pk}/",
        f"/ujian/riwayat/{pk}/unduh",
    )
    assert {as_(akun).get(address).status_code for address in addresses} == {404}


def test_riwayat_list_finds_people_by_name_nip_and_number(ujian: Ujian, pengelola: Client) -> None:
    p = begin(ujian)
    save(p, (0, 1, 1, "A"), (0, 1, 2, "B"))
    person, other = p.peserta.pegawai, ujian.peserta[1].pegawai

    for word in (person.nama, person.nip, p.peserta.nomor):
        got = page(pengelola, f"/ujian/riwayat/gelombang/{ujian.gelombang.pk}/?cari={word}")
        assert (person.nama in got, other.nama + "<" in got) == (True, False)
    assert '<td class="kanan angka" data-label="Dijawab">1/6</td>' in got
    assert "Tidak ada peserta yang cocok" in page(
        pengelola, f"/ujian/riwayat/gelombang/{ujian.gelombang.pk}/?cari=tidakada"
    )


def test_riwayat_list_asks_the_same_at_one_and_three_rows(pengelola: Client) -> None:
    counts = []
    for orang in (1, 3):
        ujian = make_ujian(orang=orang, nama=f"G{orang}", mulai=AT - orang * 200 * MENIT)
        address = f"/ujian/riwayat/gelombang/{ujian.gelombang.pk}/"
        pengelola.get(address)
        with CaptureQueriesContext(connection) as queries:
            pengelola.get(address)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_riwayat_asks_the_same_however_much_is_in_the_log(ujian: Ujian, pengelola: Client) -> None:
    counts: list[Any] = []
    for n, entries in enumerate([[(0, 1, 1, "A")], [(i, 1, i + 1, "A") for i in range(6)]]):
        p = begin(ujian, n, lease=f"{n:032x}")
        save(p, *entries)
        pengelola.get(url(p))
        with CaptureQueriesContext(connection) as queries:
            pengelola.get(url(p))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_an_account_is_needed(ujian: Ujian) -> None:
    assert Client().get(f"/ujian/riwayat/{ujian.peserta[0].pk}/")["Location"].startswith("/masuk/")
