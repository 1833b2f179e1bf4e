"""The participant's pages, from the card to the receipt."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from asesmen.ujian.models import Pengerjaan
from tests.pegawai.factories import SANDI, make_akun
from tests.ujian.factories import MENIT, Ujian, begin, make_ujian

pytestmark = pytest.mark.django_db


def now() -> datetime:
    return timezone.now()


def ujian_now(**fields: Any) -> Ujian:
    return make_ujian(mulai=now() - 5 * MENIT, **fields)


def enter(client: Client, ujian: Ujian, n: int = 0) -> HttpResponse:
    data = {"nip": ujian.peserta[n].pegawai.nip, "kode": ujian.kode(n, at=now())}
    return client.post("/ujian/", data)


def post(client: Client, path: str, data: object = None, token: str = "") -> HttpResponse:
    headers = {"Accept": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    return client.post(path, json.dumps(data or {}), content_type="application/json", headers=headers)


def sit(client: Client, ujian: Ujian, n: int = 0) -> dict[str, Any]:
    """Come in, read the rules, start, and open the paper."""
    enter(client, ujian, n)
    assert post(client, "/ujian/tunggu/tata-tertib").status_code == 200
    started = post(client, "/ujian/tunggu/mulai", {"token": ujian.token(now())})
    assert started.status_code == 200, started.content
    return post(client, "/ujian/kerja/buka").json()


def test_masuk_with_a_card_opens_the_own_page(client: Client) -> None:
    ujian = ujian_now()

    response = enter(client, ujian)

    assert (response.status_code, response.headers["Location"]) == (302, "/ujian/saya/")
    page = client.get("/ujian/saya/")
    assert ujian.peserta[0].pegawai.nama in page.content.decode()
    assert "Masuk ruang tunggu" in page.content.decode()


@pytest.mark.parametrize("case", ["wrong_code", "unknown_nip", "other_person", "withdrawn", "revoked"])
def test_masuk_says_the_same_whatever_is_wrong(client: Client, case: str) -> None:
    ujian = ujian_now(orang=2)
    nip, kode = ujian.peserta[0].pegawai.nip, ujian.kode(0, at=now())
    if case == "wrong_code":
        kode = "AAAAAAAAAA"
    elif case == "unknown_nip":
        nip = "199001012015011999"
    elif case == "other_person":
        nip = ujian.peserta[1].pegawai.nip
    elif case == "withdrawn":
        type(ujian.peserta[0]).objects.update(is_mundur=True)
    else:
        ujian.peserta[0].kode_kartu.update(revoked_at=now())

    response = client.post("/ujian/", {"nip": nip, "kode": kode})

    text = response.content.decode()
    assert response.status_code == 200
    assert "Kode ini tidak cocok dengan NIP di atas" in text
    assert "Masih ada 4 percobaan" in text
    assert "peserta_id" not in client.session


def test_whoever_signs_in_with_a_password_inherits_no_participant(client: Client) -> None:
    enter(client, ujian_now())

    client.post("/masuk/", {"username": make_akun("proktor").username, "password": SANDI})

    assert client.get("/ujian/saya/")["Location"] == "/ujian/"


def test_masuk_pauses_the_pair_of_person_and_place_and_nobody_else(client: Client) -> None:
    ujian = ujian_now(orang=2)
    nip, kode = ujian.peserta[0].pegawai.nip, ujian.kode(0, at=now())
    for _ in range(5):
        client.post("/ujian/", {"nip": nip, "kode": "AAAAAAAAAA"})

    paused = client.post("/ujian/", {"nip": nip, "kode": kode})
    colleague = Client().post("/ujian/", {"nip": ujian.peserta[1].pegawai.nip, "kode": ujian.kode(1, at=now())})
    elsewhere = Client(REMOTE_ADDR="10.9.9.9").post("/ujian/", {"nip": nip, "kode": kode})

    assert "Tunggu 5 menit" in paused.content.decode()
    assert (colleague.status_code, elsewhere.status_code) == (302, 302)


def test_masuk_with_empty_fields_names_them_and_costs_no_try(client: Client) -> None:
    response = client.post("/ujian/", {"nip": "", "kode": ""})

    text = response.content.decode()
    assert "NIP belum diisi" in text
    assert "Kode kartu belum diisi" in text
    assert "percobaan" not in text


def test_masuk_ends_whatever_session_was_there_before(client: Client) -> None:
    ujian = ujian_now(orang=2)
    enter(client, ujian, 0)
    before = client.session.session_key

    enter(client, ujian, 1)

    assert client.session.session_key != before
    assert client.session["peserta_id"] == ujian.peserta[1].pk


def test_peserta_page_before_the_day_says_when_the_waiting_room_opens(client: Client) -> None:
    ujian = make_ujian(mulai=now() + timedelta(days=3))
    enter(client, ujian)

    page = client.get("/ujian/saya/").content.decode()

    assert "Ruang tunggu dibuka" in page
    assert client.get("/ujian/tunggu/").headers["Location"] == "/ujian/saya/"


def test_peserta_pages_are_closed_to_everybody_else(client: Client) -> None:
    assert client.get("/ujian/saya/").headers["Location"] == "/ujian/"
    assert client.get("/ujian/tunggu/").headers["Location"] == "/ujian/"
    assert client.get("/ujian/tanda-terima/").headers["Location"] == "/ujian/"
    for path in ("tunggu/tata-tertib", "tunggu/mulai", "tunggu/periksa", "kerja/buka"):
        response = post(client, f"/ujian/{path}")
        assert (response.status_code, response.json()["code"]) == (401, "sign_in")


def test_mulai_refuses_until_rules_and_token_are_right(client: Client) -> None:
    ujian = ujian_now()
    enter(client, ujian)

    without_rules = post(client, "/ujian/tunggu/mulai", {"token": ujian.token(now())})
    post(client, "/ujian/tunggu/tata-tertib")
    wrong = [post(client, "/ujian/tunggu/mulai", {"token": "XXXXXX"}).json()["code"] for _ in range(6)]

    assert (without_rules.status_code, without_rules.json()["code"]) == (409, "rules_not_read")
    assert wrong == ["room_token_wrong"] * 5 + ["room_token_paused"]
    assert ujian.pengerjaan.status == "siap"


def test_mulai_refuses_outside_the_session(client: Client) -> None:
    ujian = make_ujian(mulai=now() + 10 * MENIT)
    enter(client, ujian)
    post(client, "/ujian/tunggu/tata-tertib")

    response = post(client, "/ujian/tunggu/mulai", {"token": ujian.token(now())})

    assert response.json()["code"] == "sesi_not_open"


def test_mulai_needs_no_token_where_nobody_watches(client: Client) -> None:
    ujian = ujian_now(is_diawasi=False)
    enter(client, ujian)
    post(client, "/ujian/tunggu/tata-tertib")

    assert post(client, "/ujian/tunggu/mulai").status_code == 200
    assert ujian.pengerjaan.status == "berjalan"
    assert client.get("/ujian/tunggu/").headers["Location"] == "/ujian/kerja/"


def test_periksa_echoes_a_test_save(client: Client) -> None:
    enter(client, ujian_now())

    assert post(client, "/ujian/tunggu/periksa", {"gema": 42}).json()["gema"] == 42


def test_buka_brings_the_whole_paper_and_the_clock(client: Client) -> None:
    ujian = ujian_now()

    told = sit(client, ujian)

    numbers = [item["nomor"] for section in told["bagian"] for item in section["butir"]]
    assert numbers == [1, 2, 3, 4, 5, 6]
    assert (told["epoch"], told["lanjut"], told["jawaban"]) == (1, False, [])
    assert told["deadline"] == round((ujian.pengerjaan.started_at + 60 * MENIT).timestamp() * 1000)
    assert told["zona"] == {"menit": 420, "nama": "WIB"}


SECRET = {"kunci", "bobot", "pembahasan", "diterima", "jawaban_diterima", "toleransi", "poin", "kompetensi", "level"}


def keys_of(data: object) -> set[str]:
    if isinstance(data, dict):
        return set(data) | {key for value in data.values() for key in keys_of(value)}
    if isinstance(data, list):
        return {key for value in data for key in keys_of(value)}
    return set()


def test_no_json_of_a_running_exam_carries_a_key_a_weight_or_an_explanation(client: Client) -> None:
    ujian = ujian_now()
    told = sit(client, ujian)
    versi = told["bagian"][0]["butir"][0]["versi"]
    entry = {"versi": versi, "epoch": 1, "seq": 1, "nilai": "A", "ragu": False}

    answers = [
        told,
        post(client, "/ujian/kerja/buka").json(),
        client.get("/ujian/tunggu/keadaan").json(),
        post(client, "/ujian/tunggu/periksa").json(),
        post(client, "/ujian/api/simpan", {"simpanan": [entry]}, told["token"]).json(),
        post(client, "/ujian/api/denyut", {"simpanan": []}, told["token"]).json(),
        post(client, "/ujian/api/kumpul", {"simpanan": []}, told["token"]).json(),
    ]

    assert not {key for answer in answers for key in keys_of(answer)} & SECRET
    assert '"U-' not in json.dumps(answers)


def test_a_reload_in_the_same_browser_takes_the_next_epoch_and_one_with_its_store_goes_on(client: Client) -> None:
    told = sit(client, ujian_now())

    with_store = post(client, "/ujian/kerja/buka", {"token": told["token"], "epoch": 1}).json()
    without = post(client, "/ujian/kerja/buka").json()

    assert (with_store["epoch"], with_store["lanjut"]) == (1, True)
    assert (without["epoch"], without["lanjut"]) == (2, False)


def test_a_second_device_is_refused_and_one_that_kept_the_token_is_not(client: Client) -> None:
    ujian = ujian_now()
    told = sit(client, ujian)
    other = Client()
    enter(other, ujian)

    second = post(other, "/ujian/kerja/buka")
    again = post(other, "/ujian/kerja/buka", {"token": told["token"], "epoch": 1})

    assert (second.status_code, second.json()["code"]) == (409, "lease_held")
    assert (again.status_code, again.json()["lanjut"]) == (200, True)


def test_a_changed_exam_key_is_named_as_such_and_moving_the_device_helps(client: Client, settings: Any) -> None:
    ujian = ujian_now()
    told = sit(client, ujian)
    stranger = Client()
    enter(stranger, ujian)
    settings.UJIAN_KEY = "kunci-lain-" * 5

    kept = post(client, "/ujian/kerja/buka", {"token": told["token"], "epoch": 1})
    without = post(stranger, "/ujian/kerja/buka")
    broken = post(stranger, "/ujian/kerja/buka", {"token": told["token"][:-8], "epoch": 1})

    assert (kept.status_code, kept.json()["code"]) == (409, "key_changed")
    assert kept.json()["message"] == (
        "Kunci ujian di server diganti setelah ujian ini dibuka, jadi server tidak mengenali perangkat ini lagi. "
        "Jawaban Anda aman; jangan menutup halaman ini. Angkat tangan; pengawas memilih “Pindah perangkat”, lalu "
        "Anda masuk lagi di sini."
    )
    assert [reply.json()["code"] for reply in (without, broken)] == ["lease_held", "lease_held"]

    Pengerjaan.objects.update(lease="")
    again = post(client, "/ujian/kerja/buka", {"token": told["token"], "epoch": 1})
    assert (again.status_code, again.json()["epoch"]) == (200, 2)


def test_another_persons_token_opens_nothing(client: Client) -> None:
    ujian = ujian_now(orang=2)
    told = sit(client, ujian)
    other = begin(ujian, 1, at=now())
    foreign = Client()
    enter(foreign, ujian, 1)

    response = post(foreign, "/ujian/kerja/buka", {"token": told["token"], "epoch": 1})

    assert response.status_code == 409
    assert Pengerjaan.objects.get(pk=other.pk).epoch == 1


def test_buka_before_the_start_and_after_the_end_says_so(client: Client) -> None:
    ujian = ujian_now()
    enter(client, ujian)

    early = post(client, "/ujian/kerja/buka")
    told = sit(client, ujian)
    post(client, "/ujian/api/kumpul", {"simpanan": []}, told["token"])
    late = post(client, "/ujian/kerja/buka")

    assert (early.status_code, early.json()["code"]) == (409, "not_running")
    assert (late.status_code, late.json()["code"]) == (410, "not_running")


def test_tanda_terima_shows_count_time_code_and_a_checkable_qr(client: Client) -> None:
    ujian = ujian_now()
    told = sit(client, ujian)
    versi = told["bagian"][0]["butir"][0]["versi"]
    entry = {"versi": versi, "epoch": 1, "seq": 1, "nilai": "A", "ragu": False}
    post(client, "/ujian/api/kumpul", {"simpanan": [entry]}, told["token"])

    page = client.get("/ujian/tanda-terima/")
    address = page.context["alamat_periksa"]
    check = Client().get(address)
    forged = Client().get(address.rstrip("/")[:-1] + "x/")

    assert "Semua 1 jawaban ada di server" in page.content.decode()
    assert "1 dari 6 soal" in page.content.decode()
    assert "Tanda terima ini asli" in check.content.decode()
    assert forged.status_code == 404


def test_keluar_leaves_nothing_in_the_browser(client: Client) -> None:
    enter(client, ujian_now())

    client.post("/ujian/keluar/")

    assert client.get("/ujian/saya/").headers["Location"] == "/ujian/"


def test_every_participant_page_forbids_keeping_it(client: Client) -> None:
    ujian = ujian_now()
    told = sit(client, ujian)
    post(client, "/ujian/api/kumpul", {"simpanan": []}, told["token"])

    pages = [client.get(path) for path in ("/ujian/", "/ujian/saya/", "/ujian/tanda-terima/", "/ujian/kerja/")]
    assert {page.headers["Cache-Control"] for page in pages} == {"no-store"}


def test_the_service_worker_lists_the_whole_shell_and_nothing_personal(client: Client) -> None:
    from django.conf import settings

    from asesmen.ujian.views.kerja import CANGKANG

    body = client.get("/ujian/pekerja.js").content.decode()
    folder = settings.BASE_DIR / "static" / "js" / "ujian"
    outside = {"tunggu", "periksa", "sisa", "terima", "konsol", "konsol_pilihan", "kursi"}
    modules = {f"js/ujian/{p.relative_to(folder)}" for p in folder.rglob("*.js") if p.stem not in outside}

    assert {path for path in CANGKANG if path.startswith("js/ujian/")} == modules
    assert all(path.rsplit("/", 1)[-1].split(".")[0] in body for path in CANGKANG)
