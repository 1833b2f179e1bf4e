"""What the open page asks for beside saving: the next section, the proctor, a look at an item."""

import json
from base64 import b64decode, b64encode
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from asesmen.bank import services as bank
from asesmen.bank.formats.butir_json import read_json
from asesmen.bank.models import Butir
from asesmen.bank.queries.impor import read_rows
from asesmen.bank.services.instrumen import BagianBaru
from asesmen.ujian import access, services
from asesmen.ujian.models import LogJawaban, Pengerjaan, TindakanProktor
from asesmen.ujian.rules import rescue_key
from asesmen.ujian.views import bagian
from tests.bank.factories import make_butir
from tests.bank.test_html import NAMA, PNG, item, png
from tests.gelombang.factories import make_gelombang, make_peserta, make_ruang_sesi, make_sesi, seat
from tests.pegawai.factories import make_akun
from tests.ujian.factories import AT, MENIT, Ujian, begin
from tests.ujian.test_views_peserta import SECRET, keys_of, now, post, sit, ujian_now

pytestmark = pytest.mark.django_db
LATER = b64encode(png(77)).decode()
LANJUT, PANGGIL, LAPOR = "/ujian/api/lanjut", "/ujian/api/panggil", "/ujian/api/lapor"


def timed(**fields: Any) -> Ujian:
    return ujian_now(bagian_menit=(30, 20), **fields)


def ms(moment: Any) -> int:
    return round(moment.timestamp() * 1000)


def entry(versi: int, seq: int = 1, nilai: object = "A") -> dict[str, Any]:
    return {"versi": versi, "epoch": 1, "seq": seq, "nilai": nilai, "ragu": False}


# ---------- The paper ----------


def test_buka_of_timed_sections_brings_only_the_open_one_with_its_end(client: Client) -> None:
    ujian = timed(navigasi="berurutan")

    told = sit(client, ujian)

    p = ujian.pengerjaan
    assert [(s["ke"], s["durasi"], [i["nomor"] for i in s["butir"]]) for s in told["bagian"]] == [
        (0, 1800, [1, 2, 3, 4, 5])
    ]
    assert (told["navigasi"], told["bagian_ke"], told["bagian_jumlah"]) == ("berurutan", 0, 2)
    assert told["bagian_deadline"] == ms(p.started_at + 30 * MENIT)
    assert told["deadline"] == ms(p.started_at + 50 * MENIT)
    assert (told["dijeda"], told["gambar"]) == (None, {})


def test_buka_without_timed_sections_brings_the_whole_paper(client: Client) -> None:
    told = sit(client, ujian_now())

    assert [(s["ke"], s["durasi"]) for s in told["bagian"]] == [(0, None), (1, None)]
    assert (told["navigasi"], told["bagian_ke"], told["bagian_jumlah"]) == ("bebas", 0, 2)
    assert told["bagian_deadline"] is None
    assert {i["format"] for s in told["bagian"] for i in s["butir"]} == {"teks"}


def test_buka_brings_the_key_of_this_sittings_rescue_file_and_of_no_other(client: Client) -> None:
    ujian = ujian_now(orang=2)

    told = sit(client, ujian)

    key = b64decode(told["kunci_berkas"])
    other = Pengerjaan.objects.get(peserta=ujian.peserta[1]).pk
    assert (len(key), key) == (32, rescue_key(settings.UJIAN_KEY, told["pengerjaan"]))
    assert key != rescue_key(settings.UJIAN_KEY, other)


def test_buka_in_the_second_section_brings_only_its_answers_and_says_since_when_it_is_paused(client: Client) -> None:
    ujian = timed()
    told = sit(client, ujian)
    first = told["bagian"][0]["butir"][0]["versi"]
    moved = post(client, LANJUT, {"simpanan": [entry(first)], "dari": 0}, told["token"]).json()
    second = moved["bagian"][0]["butir"][0]["versi"]
    post(client, "/ujian/api/simpan", {"simpanan": [entry(second, 2)]}, told["token"])
    paused_at = now()
    Pengerjaan.objects.update(dijeda_at=paused_at)

    again = post(client, "/ujian/kerja/buka", {"token": told["token"], "epoch": 1}).json()

    assert [a["versi"] for a in again["jawaban"]] == [second]
    assert [s["ke"] for s in again["bagian"]] == [1]
    assert again["dijeda"] == ms(paused_at)


# ---------- The next section ----------


def test_lanjut_stores_the_rest_and_brings_the_next_section_once(client: Client) -> None:
    ujian = timed()
    told = sit(client, ujian)
    versi = told["bagian"][0]["butir"][0]["versi"]
    body = {"simpanan": [entry(versi)], "since": 0, "dari": 0}

    first = post(client, LANJUT, body, told["token"])
    again = post(client, LANJUT, body, told["token"])

    reply = first.json()
    assert (first.status_code, reply["code"], reply["acked"]) == (200, "ok", [[versi, 1, 1]])
    assert [(s["ke"], [i["nomor"] for i in s["butir"]]) for s in reply["bagian"]] == [(1, [6])]
    assert (reply["bagian_ke"], reply["gambar"]) == (1, {})
    assert reply["bagian_deadline"] == ms(ujian.pengerjaan.bagian_started_at + 20 * MENIT)
    same = ("bagian", "bagian_ke", "bagian_deadline", "acked")
    assert [again.json()[name] for name in same] == [reply[name] for name in same]
    assert LogJawaban.objects.count() == 1


def test_lanjut_says_why_it_does_not_open_another(client: Client) -> None:
    ujian = timed()
    token = sit(client, ujian)["token"]

    Pengerjaan.objects.update(dijeda_at=now())
    paused = post(client, LANJUT, {"dari": 0}, token)
    Pengerjaan.objects.update(dijeda_at=None)
    post(client, LANJUT, {"dari": 0}, token)
    last = post(client, LANJUT, {"dari": 1}, token)
    Pengerjaan.objects.update(lease="cd" * 16)
    moved = post(client, LANJUT, {"dari": 1}, token)

    assert [(r.status_code, r.json()["code"]) for r in (paused, last, moved)] == [
        (409, "paused"),
        (409, "last_section"),
        (409, "lease_lost"),
    ]


def test_lanjut_after_the_end_keeps_what_came_apart_and_brings_no_paper(client: Client) -> None:
    ujian = timed()
    told = sit(client, ujian)
    versi = told["bagian"][0]["butir"][0]["versi"]
    Pengerjaan.objects.update(started_at=now() - 52 * MENIT)

    over = post(client, LANJUT, {"simpanan": [entry(versi)], "dari": 0}, told["token"])
    post(client, "/ujian/api/kumpul", {}, told["token"])
    handed_in = post(client, LANJUT, {"simpanan": [entry(versi, 2)], "dari": 0}, told["token"])

    for reply, seq in ((over, 1), (handed_in, 2)):
        assert (reply.status_code, reply.json()["code"]) == (410, "closed")
        assert reply.json()["quarantined"] == [[versi, 1, seq]]
        assert "bagian" not in reply.json()


@pytest.mark.parametrize("path", [LANJUT, PANGGIL, LAPOR])
def test_every_door_wants_a_token_and_a_body_that_can_be_read(client: Client, path: str) -> None:
    token = sit(client, timed())["token"]

    without = post(client, path, {})
    strange = post(client, path, {}, token[:-2] + "xx")
    lists = post(client, path, [1], token)
    broken = client.post(path, b"{", content_type="application/json", headers={"Authorization": f"Bearer {token}"})
    large = post(client, path, {"kalimat": "x" * 300_000}, token)

    assert [(r.status_code, r.json()["code"]) for r in (without, strange)] == [(401, "bad_token")] * 2
    assert [(r.status_code, r.json()["code"]) for r in (lists, broken)] == [(422, "unreadable")] * 2
    assert (large.status_code, large.json()["code"]) == (413, "too_large")
    assert client.get(path).status_code == 405


def test_every_door_is_as_narrow_as_that_of_a_save(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    token = sit(client, timed())["token"]
    monkeypatch.setattr(bagian, "laju", access.Laju())
    # The same moment for all of them, however slow the machine is.
    monkeypatch.setattr(access.time, "monotonic", lambda: 1000.0)

    codes = [post(client, path, {}, token).status_code for path in [PANGGIL] * 50 + [LANJUT, LAPOR]]

    assert codes == [200] * 50 + [429] * 2
    assert post(client, PANGGIL, {}, token).headers["Retry-After"] == "1"


# ---------- Calls and reports ----------


def test_panggil_waits_as_one_call_however_often_it_is_pressed(client: Client) -> None:
    token = sit(client, ujian_now())["token"]

    answers = [post(client, PANGGIL, {"kalimat": k}, token).json() for k in ("", "Cepat", "Cepat")]

    assert answers == [{"code": "ok"}] * 3
    assert [(t.jenis, t.alasan, t.akun) for t in TindakanProktor.objects.all()] == [("panggil", "", None)]


def test_buka_tells_the_newest_call_and_the_newest_report_of_each_item_with_their_answers(client: Client) -> None:
    ujian = ujian_now(orang=2)
    told = sit(client, ujian)
    one, two = [item["versi"] for item in told["bagian"][0]["butir"][:2]]
    post(client, PANGGIL, {"kalimat": "Tetikus mati"}, told["token"])
    answered_at = reply_to_all("Saya ke sana")
    post(client, LAPOR, {"versi": two, "kalimat": "Dua jawaban benar"}, told["token"])
    post(client, LAPOR, {"versi": one, "kalimat": "Gambar kabur"}, told["token"])
    call, second, first = TindakanProktor.objects.exclude(jenis="tanggap").order_by("id")

    seen = post(client, "/ujian/kerja/buka", {"token": told["token"], "epoch": 1}).json()["panggilan"]
    post(client, PANGGIL, {"kalimat": "Masih mati"}, told["token"])
    again = post(client, "/ujian/kerja/buka", {"token": told["token"], "epoch": 1}).json()["panggilan"]

    reports = [
        {"versi": t.versi_id, "at": ms(t.at), "dijawab": None, "tanggapan": ""}
        for t in sorted([first, second], key=lambda t: t.versi_id)
    ]
    answer = {"versi": None, "at": ms(call.at), "dijawab": ms(answered_at), "tanggapan": "Saya ke sana"}
    newest = TindakanProktor.objects.filter(jenis="panggil").latest("id")
    assert told["panggilan"] == []
    assert seen == [*reports, answer]
    assert again == [*reports, {"versi": None, "at": ms(newest.at), "dijawab": None, "tanggapan": ""}]
    assert sit(Client(), ujian, 1)["panggilan"] == []


def test_news_of_an_answer_name_the_reported_item(client: Client) -> None:
    told = sit(client, ujian_now())
    versi = told["bagian"][0]["butir"][1]["versi"]
    post(client, LAPOR, {"versi": versi, "kalimat": "Dua jawaban benar"}, told["token"])
    reply_to_all("Dicatat")

    news = post(client, "/ujian/api/denyut", {"simpanan": [], "since": 0}, told["token"]).json()["news"]

    assert [(n["jenis"], n["alasan"], n["versi"]) for n in news] == [("tanggap", "Dicatat", versi)]


def reply_to_all(alasan: str) -> datetime:
    akun, at = make_akun(), now()
    for asked in TindakanProktor.objects.filter(tanggapan=None).exclude(jenis="tanggap"):
        where = {"ruang_sesi_id": asked.ruang_sesi_id, "tindakan_id": asked.pk}
        services.answer_call(**where, alasan=alasan, akun=akun, at=at)
    return at


def test_lapor_names_the_item_and_refuses_with_a_sentence(client: Client) -> None:
    told = sit(client, timed())
    versi = told["bagian"][0]["butir"][2]["versi"]
    later = Pengerjaan.objects.get().versi_ids[-1]

    good = post(client, LAPOR, {"versi": versi, "kalimat": "Gambar tidak tampil"}, told["token"])
    empty = post(client, LAPOR, {"versi": versi, "kalimat": " "}, told["token"])
    long = post(client, LAPOR, {"versi": versi, "kalimat": "x" * 301}, told["token"])
    foreign = [post(client, LAPOR, {"versi": v, "kalimat": "x"}, told["token"]) for v in (later, "1", None, 10**15)]

    assert good.json() == {"code": "ok"}
    assert [(r.status_code, r.json()["code"]) for r in (empty, long)] == [
        (422, "kalimat_missing"),
        (422, "kalimat_too_long"),
    ]
    assert {(r.status_code, r.json()["code"]) for r in foreign} == {(422, "not_on_paper")}
    assert all(r.json()["message"] for r in (empty, long, *foreign))
    assert [(t.versi_id, t.alasan) for t in TindakanProktor.objects.all()] == [(versi, "Gambar tidak tampil")]


def test_a_page_that_is_over_or_has_lost_its_turn_is_told_so(client: Client) -> None:
    ujian = ujian_now()
    token = sit(client, ujian)["token"]

    Pengerjaan.objects.update(lease="cd" * 16)
    moved = [post(client, path, {"versi": 1, "kalimat": "x"}, token) for path in (PANGGIL, LAPOR)]
    p = ujian.pengerjaan
    services.submit(pengerjaan_id=p.pk, lease=p.lease)
    over = [post(client, path, {"versi": 1, "kalimat": "x"}, token) for path in (PANGGIL, LAPOR)]

    assert {(r.status_code, r.json()["code"]) for r in moved} == {(409, "lease_lost")}
    assert {(r.status_code, r.json()["code"]) for r in over} == {(410, "closed")}


# ---------- Items with tables and images, and what stays secret ----------


def rich_ujian() -> Ujian:
    """Two timed sections: an item with an image, then one with a table; both with an explanation."""
    make_butir("U-LAIN", "INT")
    plain = item(kode="U-KAYA", pembahasan="RAHASIA-BAHAS")
    table = item(
        kode="U-TABEL",
        kompetensi="KEP",
        stimulus="<table><tr><th>a</th><td>1</td></tr></table>",
        pertanyaan='<p>SOAL-NANTI</p><img src="gambar:lain" alt="Peta">',
        gambar={"lain": LATER},
        pembahasan="RAHASIA-BAHAS",
    )
    bank.import_butir(read_rows(read_json(json.dumps([plain, table]).encode())), at=AT)
    sections = [BagianBaru("Satu", {"PED": 1}, "", 30), BagianBaru("Dua", {"KEP": 1}, "", 20)]
    instrumen = bank.create_instrumen(nama="Kaya", durasi_menit=50, bagian=sections, at=AT)
    gelombang = make_gelombang(instrumen_id=instrumen.pk, status="dikunci")
    start = now() - 5 * MENIT
    room = make_ruang_sesi(make_sesi(gelombang, mulai=start, selesai=start + 120 * MENIT, status="dikunci"))
    people = [make_peserta(gelombang), make_peserta(gelombang)]
    for kursi, person in enumerate(people, start=1):
        seat(person, room, kursi)
    services.prepare_naskah(gelombang_id=gelombang.pk, at=now())
    return Ujian(gelombang, room, people)


def test_html_items_arrive_clean_with_the_images_they_show(client: Client) -> None:
    told = sit(client, rich_ujian())
    shown = told["bagian"][0]["butir"][0]
    moved = post(client, LANJUT, {"dari": 0}, told["token"]).json()

    assert (shown["format"], shown["pertanyaan"]) == ("html", "<p>Nilai <b>terbesar</b>?</p>")
    assert shown["stimulus"] == f'<p>Lihat grafik.</p><img src="gambar:{NAMA}" alt="Grafik batang: 3 dan 5">'
    assert told["gambar"] == {NAMA: f"data:image/png;base64,{PNG}"}
    assert list(moved["gambar"].values()) == [f"data:image/png;base64,{LATER}"]
    assert moved["bagian"][0]["butir"][0]["stimulus"].startswith("<table><tbody><tr><th>a</th>")


def test_nothing_that_a_running_exam_says_holds_a_key_a_code_an_explanation_or_a_later_section(client: Client) -> None:
    ujian = rich_ujian()
    told = sit(client, ujian)
    versi = told["bagian"][0]["butir"][0]["versi"]
    body = {"simpanan": [entry(versi)], "since": 0, "dari": 0}
    other = begin(ujian, 1, at=now())

    before = [
        json.dumps(told),
        *(
            post(client, path, data, told["token"]).content.decode()
            for path, data in (
                ("/ujian/kerja/buka", {"token": told["token"], "epoch": 1}),
                ("/ujian/api/simpan", body),
                ("/ujian/api/denyut", {}),
                (PANGGIL, {"kalimat": "x"}),
                (LAPOR, {"versi": versi, "kalimat": "x"}),
            )
        ),
        *(client.get(path).content.decode() for path in ("/ujian/saya/", "/ujian/kerja/", "/ujian/tunggu/keadaan")),
    ]
    after = [post(client, LANJUT, body, told["token"]).content.decode()]
    after.append(post(client, "/ujian/kerja/buka", {"token": told["token"], "epoch": 1}).content.decode())

    for text in (*before, *after):
        assert "RAHASIA-BAHAS" not in text
        assert not [kode for kode in Butir.objects.values_list("kode", flat=True) if f'"{kode}"' in text]
        assert str(other.pk) not in text
    assert not [text for text in before if "SOAL-NANTI" in text or LATER in text]
    assert all("SOAL-NANTI" in text for text in after)
    for text in (t for t in (*before, *after) if t.startswith("{")):
        assert not keys_of(json.loads(text)) & SECRET
