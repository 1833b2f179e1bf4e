"""Coming in again: in the page whose sign-in ran out, and past the room's token with the proctor's leave."""

from typing import Any

import pytest
from django.test import Client

from asesmen.ujian.models import Pengerjaan
from tests.ujian.factories import Ujian
from tests.ujian.test_views_peserta import enter, now, post, sit, ujian_now

pytestmark = pytest.mark.django_db


def again(client: Client, ujian: Ujian, pengerjaan: object, n: int = 0, **changes: str) -> Any:
    data = {"nip": ujian.peserta[n].pegawai.nip, "kode": ujian.kode(n, at=now()), "pengerjaan": str(pengerjaan)}
    return post(client, "/ujian/masuk-lagi", data | changes)


def test_masuk_lagi_brings_the_session_back_and_the_page_goes_on_with_its_token(client: Client) -> None:
    ujian = ujian_now()
    told = sit(client, ujian)
    client.cookies.clear()
    assert post(client, "/ujian/kerja/buka", {"token": told["token"], "epoch": 1}).status_code == 401

    back = again(client, ujian, told["pengerjaan"])
    opened = post(client, "/ujian/kerja/buka", {"token": told["token"], "epoch": 1})

    assert (back.status_code, back.json()) == (200, {"code": "ok"})
    assert (opened.status_code, opened.json()["lanjut"], opened.json()["epoch"]) == (200, True, 1)


def test_masuk_lagi_lets_nobody_else_into_this_page(client: Client) -> None:
    ujian = ujian_now(orang=2)
    told = sit(client, ujian)

    other = again(client, ujian, told["pengerjaan"], 1)
    nowhere = again(client, ujian, "bukan uuid")

    assert [(r.status_code, r.json()["code"]) for r in (other, nowhere)] == [(409, "other_person")] * 2
    assert client.session["peserta_id"] == ujian.peserta[0].pk


def test_masuk_lagi_counts_wrong_tries_as_the_entry_does_and_empty_fields_cost_none(client: Client) -> None:
    ujian = ujian_now()
    pk = ujian.pengerjaan.pk

    empty = again(client, ujian, pk, kode="")
    wrong = [again(client, ujian, pk, kode="AAAAAAAAAA") for _ in range(5)]
    right = again(client, ujian, pk)

    assert (empty.status_code, empty.json()["code"], empty.json()["sisa"]) == (422, "refused", None)
    assert [r.json()["sisa"] for r in wrong] == [4, 3, 2, 1, 0]
    assert (right.status_code, right.json()["sisa"]) == (422, 0)
    assert "Tunggu 5 menit" in right.json()["message"]
    assert "peserta_id" not in client.session


def test_masuk_lagi_needs_the_token_against_forged_requests() -> None:
    ujian = ujian_now()
    strict = Client(enforce_csrf_checks=True)

    assert again(strict, ujian, ujian.pengerjaan.pk).status_code == 403


def test_the_waiting_room_asks_no_token_of_whom_the_proctor_let_in(client: Client) -> None:
    ujian = ujian_now()
    enter(client, ujian)
    post(client, "/ujian/tunggu/tata-tertib")
    before = client.get("/ujian/tunggu/keadaan").json()["perluToken"]
    Pengerjaan.objects.update(izin_at=now())

    after = client.get("/ujian/tunggu/keadaan").json()["perluToken"]

    assert (before, after) == (True, False)
    assert client.get("/ujian/tunggu/").context["told"]["perluToken"] is False
    assert post(client, "/ujian/tunggu/mulai").status_code == 200
