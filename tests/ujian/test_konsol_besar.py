"""The console of a session with 900 seats: what one refresh costs."""

import json
import sys
import time
from datetime import timedelta
from statistics import median
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.pegawai.factories import make_akun
from tests.ujian.besar import make_sesi_besar

pytestmark = pytest.mark.django_db

# Who is signed in, and with which roles: every page of staff asks that.
DOOR = 3


def asked_in(queries: CaptureQueriesContext) -> tuple[list[str], list[str]]:
    """What the console itself asks, and what the door does; a session is renewed now and then, in a savepoint."""
    asked = [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"] and "UPDATE" not in q["sql"]]
    own = [sql for sql in asked if "gelombang_" in sql or "ujian_" in sql]
    return own, [sql for sql in asked if sql not in own]


def refresh(client: Client, sesi_id: int) -> tuple[Any, float]:
    began = time.perf_counter()
    told = client.get(f"/ujian/konsol/sesi/{sesi_id}/keadaan")
    return told, time.perf_counter() - began


@pytest.mark.slow
def test_a_refresh_of_900_seats_takes_three_queries_and_little_time() -> None:
    besar = make_sesi_besar(900, at=timezone.now(), per_tipe=17)
    client = Client()
    client.force_login(make_akun("pengelola"))
    refresh(client, besar.sesi.pk)

    with CaptureQueriesContext(connection) as queries:
        told, _ = refresh(client, besar.sesi.pk)
    own, door = asked_in(queries)
    took = [refresh(client, besar.sesi.pk)[1] for _ in range(7)]

    sys.stderr.write(
        f"\n900 seats: {len(own)} queries, {1000 * median(took):.0f} ms, {len(told.content) / 1024:.0f} KB\n"
    )
    assert (len(own), len(door)) == (3, DOOR)
    assert len(told.json()["kursi"]) == 900
    assert told.json()["jumlah"]["sedang"] == 900
    assert {seat["ket"].split(" ")[0] for seat in told.json()["kursi"].values()} == {"51/102"}
    # The target is 50 ms on a machine of its own; here others may be at work.
    assert min(took) < 0.2


def test_the_seats_query_counts_in_one_pass_over_the_answers() -> None:
    from asesmen.ujian.queries.konsol import SEATS

    besar = make_sesi_besar(90, at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {SEATS}", {"ruang": [room.pk for room in besar.ruang_sesi]})
        plan = json.dumps(cursor.fetchone()[0])

    assert plan.count('"Relation Name": "ujian_jawaban"') == 1
    assert '"Subplan Name": "SubPlan' not in plan


def test_three_queries_whatever_goes_on_in_the_room() -> None:
    from asesmen.ujian import services
    from asesmen.ujian.models import Pengerjaan, Putus, TindakanProktor

    now, akun = timezone.now(), make_akun("pengelola")
    besar = make_sesi_besar(45, at=now)
    services.pause(ruang_sesi_id=besar.ruang_sesi[0].pk, alasan="Alarm", akun=akun, at=now - timedelta(minutes=10))
    for p in Pengerjaan.objects.all():
        at = now - timedelta(minutes=30)
        Putus.objects.create(pengerjaan=p, ruang_sesi_id=p.ruang_sesi_id, dari=at, sampai=at + timedelta(minutes=5))
        TindakanProktor.objects.create(pengerjaan=p, ruang_sesi_id=p.ruang_sesi_id, jenis="panggil", alasan="", at=at)
    client = Client()
    client.force_login(akun)

    with CaptureQueriesContext(connection) as queries:
        told = refresh(client, besar.sesi.pk)[0].json()

    assert len(asked_in(queries)[0]) == 3
    assert told["perlu"].count("data-panggilan=") == 45
    assert told["jumlah"]["beku"] == 40
