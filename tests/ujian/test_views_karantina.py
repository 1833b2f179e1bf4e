"""The list of answers kept apart: who sees it, what it shows, what it does."""

import io
import re
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from asesmen.gelombang.models import Gelombang
from asesmen.ujian import services
from asesmen.ujian.models import Jawaban, LogJawaban, Pengerjaan
from asesmen.ujian.rules import make_token
from pegawai.models import Akun, Jejak
from tests.pegawai.factories import make_akun
from tests.ujian.factories import AT, DETIK, DURASI, MENIT, Ujian, as_, begin, make_ujian, save

pytestmark = pytest.mark.django_db
END = AT + DURASI * MENIT
LATE = END + 5 * MENIT + 7 * DETIK


def url(ujian: Ujian, act: str = "") -> str:
    return f"/ujian/karantina/{ujian.gelombang.pk}/{act}"


def late(ujian: Ujian, n: int = 0, *entries: tuple, at: Any = LATE) -> Pengerjaan:
    p = begin(ujian, n, lease=f"{n:032x}")
    save(p, (0, 1, 1, "A"))
    services.sweep(at=END + 2 * MENIT)
    save(p, *(entries or [(0, 1, 2, "B")]), at=at)
    return Pengerjaan.objects.get(pk=p.pk)


def apart(p: Pengerjaan) -> list[int]:
    return list(
        LogJawaban.objects.filter(pengerjaan=p, keadaan="karantina").order_by("seq").values_list("pk", flat=True)
    )


@pytest.fixture
def ujian(proktor: Akun) -> Ujian:
    return make_ujian(orang=3, proktor=proktor)


def page(ujian: Ujian, akun: Akun | None = None, query: str = "") -> str:
    response = as_(akun or make_akun("pengelola")).get(url(ujian) + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def letter(p: Pengerjaan, n: int, kode: str) -> str:
    """The letter under which this person saw an option."""
    items = [butir for bagian in p.naskah for butir in bagian["butir"]]
    return chr(65 + items[n]["opsi"].index(kode))


def test_karantina_shows_what_was_answered_what_counts_and_how_late(ujian: Ujian) -> None:
    p = begin(ujian)
    items = [butir for bagian in p.naskah for butir in bagian["butir"]]
    n = next(i for i, butir in enumerate(items) if len(butir["opsi"]) == 4)
    save(p, (n, 1, 1, "A"))
    services.sweep(at=END + 2 * MENIT)
    # What a page finds on its device at a later visit goes to the save door, and from there into quarantine.
    save(p, (n, 1, 2, "B"), at=LATE)

    got = page(ujian)

    assert f"Soal {n + 1}<br>" in got
    assert f'data-label="Dijawab saat itu">{letter(p, n, "B")}. opsi dua' in got
    assert f'data-label="Berlaku sekarang">{letter(p, n, "A")}. opsi satu' in got
    assert "5 menit 7 detik lewat batas waktu" in got
    assert "Tiba setelah tenggang" in got
    assert "perangkat ke-1" in got


def test_karantina_names_a_lost_device_a_rescue_file_and_a_closed_sitting(ujian: Ujian) -> None:
    p = begin(ujian)
    akun = make_akun("pengelola")
    services.move_device(ruang_sesi_id=ujian.ruang_sesi.pk, peserta_ids=[p.peserta_id], alasan="Mati", akun=akun, at=AT)
    save(p, (0, 1, 1, "A"), at=AT + MENIT)
    other = begin(ujian, 1, lease="cc" * 16)
    services.submit(pengerjaan_id=other.pk, lease=other.lease, at=AT + MENIT)
    save(other, (0, 1, 1, "A"), at=AT + 2 * MENIT)
    LogJawaban.objects.bulk_create(
        [
            LogJawaban(
                pengerjaan=other,
                versi_id=other.versi_ids[1],
                epoch=1,
                seq=2,
                keadaan="karantina",
                sumber="berkas",
                received_at=AT + 3 * MENIT,
            )
        ]
    )

    got = page(ujian)

    assert "Dari perangkat yang sudah diganti" in got
    assert "Tiba setelah ujian dikumpulkan" in got
    assert "berkas penyelamat, perangkat ke-1" in got


def test_karantina_filters_by_state_and_room(ujian: Ujian) -> None:
    first, second = late(ujian, 0), late(ujian, 1)
    nama = [p.peserta.pegawai.nama for p in (first, second)]
    as_(make_akun("pengelola")).post(
        url(ujian, "putus"), {"jawaban": apart(first), "putusan": "terima", "alasan": "Sah"}
    )

    open_, accepted = page(ujian, query="?keadaan=belum"), page(ujian, query="?keadaan=diterima")
    refused = page(ujian, query="?keadaan=ditolak")

    assert (nama[0] in open_, nama[1] in open_) == (False, True)
    assert (nama[0] in accepted, nama[1] in accepted) == (True, False)
    assert "Tidak ada jawaban dalam saringan ini" in refused
    assert nama[1] in page(ujian, query=f"?ruang={ujian.ruang_sesi.pk}")


def test_karantina_without_anything_says_so(ujian: Ujian) -> None:
    assert "Karantina kosong" in page(ujian)


def test_karantina_has_pages(ujian: Ujian) -> None:
    from asesmen.ujian.views import karantina

    late(ujian, 0), late(ujian, 1)
    before, karantina.PER_PAGE = karantina.PER_PAGE, 1
    try:
        assert "Halaman 1 dari 2" in page(ujian)
    finally:
        karantina.PER_PAGE = before


def test_karantina_asks_the_same_at_one_and_three_rows(ujian: Ujian) -> None:
    client, counts = as_(make_akun("pengelola")), []
    for n, entries in enumerate([[(0, 1, 2, "B")], [(0, 1, 3, "C"), (1, 1, 4, ["A"])], [(0, 1, 5, "D")]]):
        late(ujian, n, *entries)
        client.get(url(ujian))
        with CaptureQueriesContext(connection) as queries:
            client.get(url(ujian))
        counts.append(len(queries))

    assert counts[0] == counts[2]


@pytest.mark.parametrize(
    ("peran", "sees", "decides"),
    [
        ("administrator", 200, 302),
        ("pengelola", 200, 302),
        ("auditor", 200, 404),
        ("proktor", 404, 404),
        ("pengesah", 404, 404),
        ("pimpinan", 404, 404),
        ("pejabat_opd", 404, 404),
        ("asesor", 404, 404),
        ("penulis_soal", 404, 404),
        ("asn", 404, 404),
    ],
)
def test_karantina_opens_to_those_in_charge(ujian: Ujian, peran: str, sees: int, decides: int) -> None:
    p = late(ujian)
    client = as_(make_akun(peran))

    assert client.get(url(ujian)).status_code == sees
    assert client.get(url(ujian, "jumlah")).status_code == sees
    for act in ("putus", "setujui", "kembalikan"):
        assert (
            client.post(url(ujian, act), {"jawaban": apart(p), "putusan": "tolak", "alasan": "A"}).status_code
            == decides
        )
        assert client.get(url(ujian, act)).status_code == 405


def test_a_proctor_sees_the_own_room_only_and_no_buttons(ujian: Ujian, proktor: Akun) -> None:
    from tests.gelombang.factories import make_peserta, make_ruang_sesi, seat

    p = late(ujian)
    other = make_ruang_sesi(ujian.ruang_sesi.sesi, proktor=make_akun("proktor"))
    seat(make_peserta(ujian.gelombang), other)

    own, foreign = page(ujian, proktor), page(ujian, other.proktor)

    assert p.peserta.pegawai.nama in own
    assert "Putuskan" not in own
    assert "Karantina kosong" in foreign
    assert as_(other.proktor).get(url(ujian, "jumlah")).json()["jumlah"] == 0


def post(ujian: Ujian, act: str, akun: Akun | None = None, **data: Any) -> str:
    response = as_(akun or make_akun("pengelola")).post(url(ujian, act), data, follow=True)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_one_many_and_all_of_a_participant_are_decided(ujian: Ujian) -> None:
    first = late(ujian, 0, (0, 1, 2, "B"), (1, 1, 3, ["A"]), (2, 1, 4, "A"))
    second = late(ujian, 1)

    one = post(ujian, "putus", jawaban=apart(first)[:1], putusan="terima", alasan="Sah")
    rest = post(ujian, "putus", peserta=first.peserta_id, putusan="tolak", alasan="Tanpa berita acara")
    none = post(ujian, "putus", jawaban=apart(second), putusan="terima", alasan="")

    assert "1 jawaban diterima, 1 soal kini memakai jawaban itu." in one
    assert "2 jawaban ditolak" in rest
    assert "Tulis alasannya" in none
    assert Jawaban.objects.filter(pengerjaan=first).values_list("nilai", flat=True).get() == "B"


def test_decisions_under_approved_results_wait_for_another_person(ujian: Ujian) -> None:
    p = late(ujian)
    Gelombang.objects.filter(pk=ujian.gelombang.pk).update(status="disahkan")
    # Decisions are made now, after an end that the fixture sets in the future.
    Pengerjaan.objects.filter(pk=p.pk).update(finished_at=timezone.now() - 60 * MENIT)
    first = make_akun("pengelola")

    proposed = post(ujian, "putus", first, jawaban=apart(p), putusan="terima", alasan="Sah")
    own = post(ujian, "setujui", first, jawaban=apart(p))
    agreed = post(ujian, "setujui", jawaban=apart(p))

    assert "Orang kedua perlu menyetujuinya" in proposed
    assert "Menunggu orang kedua" in proposed
    assert "Orang kedua harus orang lain" in own
    assert "1 putusan disetujui" in agreed
    assert "1 jawaban ditambahkan setelah tanda terima" in agreed


def test_an_older_answer_is_skipped_and_the_page_says_how_to_take_it(ujian: Ujian) -> None:
    p = begin(ujian)
    save(p, (0, 1, 9, "A"))
    services.sweep(at=END + 2 * MENIT)
    save(p, (0, 1, 2, "B"), at=LATE)

    skipped = post(ujian, "putus", jawaban=apart(p), putusan="terima", alasan="Sah")
    taken = post(ujian, "putus", jawaban=apart(p), putusan="terima", alasan="Sah", dipilih="1")

    assert "1 dilewati karena jawaban yang berlaku lebih baru" in skipped
    assert "1 jawaban diterima" in taken


def test_a_decision_is_taken_back(ujian: Ujian) -> None:
    p = late(ujian)
    post(ujian, "putus", jawaban=apart(p), putusan="tolak", alasan="Keliru")

    assert "1 jawaban kembali belum diputus" in post(ujian, "kembalikan", jawaban=apart(p), alasan="Keliru")


@pytest.mark.parametrize(
    ("kembali", "leads"),
    [("?keadaan=belum&halaman=2", True), ("https://jahat.example/", False), ("//jahat.example", False)],
)
def test_after_a_decision_one_is_back_where_one_was(ujian: Ujian, kembali: str, leads: bool) -> None:
    back = url(ujian) + kembali if leads else kembali
    response = as_(make_akun("pengelola")).post(url(ujian, "putus"), {"kembali": back})

    assert response["Location"] == (back if leads else url(ujian))


@pytest.mark.parametrize("jawaban", ["x", "1;2", "-1", "9" * 30])
def test_an_unreadable_choice_is_refused(ujian: Ujian, jawaban: str) -> None:
    said = post(ujian, "putus", jawaban=jawaban, putusan="terima", alasan="Sah")

    assert "Pilihan jawaban tidak terbaca" in said


def test_jumlah_counts_what_waits(ujian: Ujian) -> None:
    client = as_(make_akun("pengelola"))
    empty = client.get(url(ujian, "jumlah")).json()
    late(ujian, 0, (0, 1, 2, "B"), (1, 1, 3, ["A"]))

    assert empty == {"jumlah": 0, "teks": "tidak ada yang menunggu"}
    assert client.get(url(ujian, "jumlah")).json() == {"jumlah": 2, "teks": "2 jawaban menunggu putusan"}
    assert reverse("ujian:karantina-jumlah", args=[ujian.gelombang.pk]) == url(ujian, "jumlah")


def test_the_participants_receipt_stays_and_names_what_was_added(ujian: Ujian) -> None:
    p = late(ujian, 0, (1, 1, 2, ["B"]))
    Pengerjaan.objects.filter(pk=p.pk).update(finished_at=timezone.now() - 60 * MENIT)
    participant = Client()
    participant.post("/ujian/", {"nip": p.peserta.pegawai.nip, "kode": ujian.kode(0, at=timezone.now())})
    before = participant.get("/ujian/tanda-terima/").content.decode()
    post(ujian, "putus", jawaban=apart(p), putusan="terima", alasan="Sah")

    after = participant.get("/ujian/tanda-terima/").content.decode()

    assert ("1 dari 6 soal" in before, "Sesudahnya" in before) == (True, False)
    assert "1 dari 6 soal" in after
    assert "1 jawaban yang tiba terlambat diterima panitia" in after


def test_the_waves_page_leads_those_who_may_to_the_quarantine(ujian: Ujian) -> None:
    address = f"/gelombang/{ujian.gelombang.pk}/"

    for peran, shows in (("pengelola", True), ("auditor", True), ("pimpinan", False)):
        got = as_(make_akun(peran)).get(address).content.decode()
        assert (f'data-jumlah-dari="{url(ujian, "jumlah")}"' in got, url(ujian) in got) == (shows, shows)


def test_the_page_of_a_participant_leads_those_who_may_to_the_answer_log(ujian: Ujian) -> None:
    pk = ujian.peserta[0].pk
    address, log = f"/gelombang/peserta/{pk}/", f'href="/ujian/riwayat/{pk}/"'

    for peran, shows in (("pengelola", True), ("auditor", True), ("pimpinan", False)):
        assert (log in as_(make_akun(peran)).get(address).content.decode()) is shows
    Gelombang.objects.update(status="rencana")
    assert log not in as_(make_akun("pengelola")).get(address).content.decode()


@pytest.mark.parametrize("rest", ["karantina/{wave}/", "riwayat/gelombang/{wave}/", "riwayat/{person}/"])
def test_the_menu_marks_the_waves_on_the_pages_of_their_answers(ujian: Ujian, rest: str) -> None:
    address = "/ujian/" + rest.format(wave=ujian.gelombang.pk, person=ujian.peserta[0].pk)

    got = as_(make_akun("pengelola")).get(address).content.decode()

    assert set(re.findall(r'<a [^>]*href="([^"]+)"[^>]*aria-current="page"', got)) == {"/gelombang/"}


def exported(ujian: Ujian, peran: str, query: str = "") -> list[list[Any]]:
    """The rows under the head of the workbook."""
    got = as_(make_akun(peran)).get(url(ujian, "unduh") + query)
    rows = [list(row) for row in openpyxl.load_workbook(io.BytesIO(got.content)).active.iter_rows(values_only=True)]
    return rows[next(n for n, row in enumerate(rows) if row[0] == "Nomor peserta") + 1 :]


def test_the_export_has_what_the_page_shows_under_its_filter_and_is_in_the_audit_trail(ujian: Ujian) -> None:
    p = late(ujian, 0, (0, 1, 2, "B"), (1, 1, 3, ["A"]))
    late(ujian, 1)
    post(ujian, "putus", putusan="tolak", alasan="Tidak ada gangguan", jawaban=[str(apart(p)[0])])

    everything = exported(ujian, "auditor")
    refused = exported(ujian, "pengelola", "?keadaan=ditolak&ruang=")
    room = exported(ujian, "pengelola", f"?keadaan=&ruang={ujian.ruang_sesi.pk}")

    people = [x.nomor for x in ujian.peserta]
    assert [(row[0], row[5], row[15]) for row in everything] == [
        (people[0], 1, "Ditolak"),
        (people[0], 2, "Belum diputus"),
        (people[1], 1, "Belum diputus"),
    ]
    assert [(row[0], row[2], row[5], row[11], row[18]) for row in refused] == [
        (people[0], p.peserta.pegawai.nip, 1, "5 menit 7 detik", "Tidak ada gangguan")
    ]
    assert room == everything
    notes = Jejak.objects.filter(tindakan="ujian.karantina_unduh").order_by("at", "pk")
    assert [note.ringkas for note in notes][:2] == [
        "3 jawaban karantina diunduh (keadaan: semua; ruang: Semua ruang)",
        "1 jawaban karantina diunduh (keadaan: ditolak; ruang: Semua ruang)",
    ]


def test_the_page_offers_its_own_filter_as_a_workbook_to_those_who_read_the_log(ujian: Ujian, proktor: Akun) -> None:
    late(ujian)
    query = f"keadaan=belum&ruang={ujian.ruang_sesi.pk}"

    link = f'href="{url(ujian, "unduh")}?{query.replace("&", "&amp;")}"'
    assert (link in page(ujian, None, f"?{query}"), link in page(ujian, proktor, f"?{query}")) == (True, False)
    assert as_(proktor).get(url(ujian, "unduh")).status_code == 404


def test_left_overs_that_a_page_sends_on_a_later_visit_are_listed_with_how_late(proktor: Akun) -> None:
    now = timezone.now()
    ujian = make_ujian(mulai=now - (DURASI + 40) * MENIT, proktor=proktor)
    p = begin(ujian, at=now - (DURASI + 30) * MENIT)
    services.sweep(at=now)
    left = {"versi": p.versi_ids[2], "epoch": 1, "seq": 7, "nilai": "A", "ragu": True}

    reply = Client().post(
        "/ujian/api/simpan",
        {"simpanan": [left]},
        content_type="application/json",
        headers={"Authorization": f"Bearer {make_token(settings.UJIAN_KEY, p.pk, p.lease)}"},
    )

    got = page(ujian)
    assert (reply.status_code, reply.json()["quarantined"]) == (410, [[p.versi_ids[2], 1, 7]])
    assert "Soal 3<br>" in got
    assert re.search(r"30 menit( \d+ detik)? lewat batas waktu", got)
    assert "(ragu-ragu)" in got
