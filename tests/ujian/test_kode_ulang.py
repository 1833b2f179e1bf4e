"""A card that was lost or stolen: what it opened ends when a new code is issued."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from asesmen.gelombang.services import issue_kode
from asesmen.ujian import services
from pegawai.models import Akun
from tests.ujian.factories import Ujian

pytestmark = pytest.mark.django_db


def enter(ujian: Ujian, kode: str) -> Client:
    client = Client()
    assert client.post("/ujian/", {"nip": ujian.peserta[0].pegawai.nip, "kode": kode}).status_code == 302
    return client


def post(client: Client, path: str, **data: Any) -> Any:
    return client.post(f"/ujian/{path}", data, content_type="application/json")


def work(ujian: Ujian, client: Client) -> dict[str, Any]:
    """Start and open the exam page."""
    post(client, "tunggu/tata-tertib")
    assert post(client, "tunggu/mulai", token=ujian.token(timezone.now())).status_code == 200
    return post(client, "kerja/buka").json()


def issue(ujian: Ujian, proktor: Akun) -> str:
    person = ujian.peserta[0]
    return services.reissue_code(
        ruang_sesi_id=ujian.ruang_sesi.pk,
        peserta_id=person.pk,
        nip=person.pegawai.nip,
        alasan="Kartu dicuri",
        akun=proktor,
        at=timezone.now(),
    )


def test_kode_ulang_ends_what_was_opened_with_the_old_code(ujian: Ujian, proktor: Akun) -> None:
    thief = enter(ujian, ujian.kode(at=timezone.now()))
    page = work(ujian, thief)

    owner = enter(ujian, issue(ujian, proktor))

    save = {"simpanan": [{"versi": page["bagian"][0]["butir"][0]["versi"], "epoch": 1, "seq": 1, "nilai": "A"}]}
    stolen = post(Client(headers={"Authorization": f"Bearer {page['token']}"}), "api/simpan", **save)
    assert (stolen.status_code, stolen.json()["code"]) == (409, "lease_lost")
    assert thief.get("/ujian/saya/").headers["Location"] == "/ujian/"
    assert post(thief, "kerja/buka", token=page["token"], epoch=page["epoch"]).json()["code"] == "sign_in"
    assert owner.get("/ujian/saya/").status_code == 200
    assert post(owner, "kerja/buka").json()["epoch"] == page["epoch"] + 2


def test_cards_printed_again_end_no_session(ujian: Ujian) -> None:
    client = enter(ujian, ujian.kode(at=timezone.now()))

    issue_kode(peserta_ids=[ujian.peserta[0].pk], sumber="kartu", akun_id=None, at=timezone.now())

    assert client.get("/ujian/saya/").status_code == 200


def test_whoever_is_in_since_before_entries_were_timed_stays_until_the_card_is_replaced(
    ujian: Ujian, proktor: Akun
) -> None:
    client = enter(ujian, ujian.kode(at=timezone.now()))
    session = client.session
    del session["masuk_at"]
    session.save()

    before = client.get("/ujian/saya/").status_code
    issue(ujian, proktor)

    assert (before, client.get("/ujian/saya/").status_code) == (200, 302)


def test_an_entry_with_the_new_code_outlasts_an_older_replacement(ujian: Ujian) -> None:
    pk = ujian.peserta[0].pk
    earlier = timezone.now() - timedelta(hours=1)
    kode = issue_kode(peserta_ids=[pk], sumber="ulang", akun_id=None, at=earlier)[pk]

    assert enter(ujian, kode).get("/ujian/saya/").status_code == 200


def test_the_card_is_looked_at_in_the_query_that_loads_the_participant(ujian: Ujian) -> None:
    client = enter(ujian, ujian.kode(at=timezone.now()))

    with CaptureQueriesContext(connection) as queries:
        client.get("/ujian/saya/")

    # The session, the participant with the card, the seat, the sitting, and the office's settings.
    assert len(queries) == 5
