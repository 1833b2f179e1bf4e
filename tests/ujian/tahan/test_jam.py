"""P17, P18, P19: whose clock decides, what a restart at the deadline changes, and whom extra time reaches."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from asesmen.ujian import services, tasks
from asesmen.ujian.models import Pengerjaan
from asesmen.ujian.rules import make_token
from tests.pegawai.factories import make_akun
from tests.ujian.factories import AT, DETIK, DURASI, MENIT, Ujian, begin, make_ujian, save
from tests.ujian.tahan.medan import ROOT, Medan, environment, medan
from tests.ujian.tahan.ukuran import SEED, count, tell

END = AT + DURASI * MENIT
SKEWS = [timedelta(minutes=-5), timedelta(0), timedelta(minutes=5), timedelta(hours=24), timedelta(hours=-24)]


@pytest.fixture
def skewed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> timedelta:
    """A web server whose own clock is off by this much. Not our code that is replaced: the machine's clock."""
    real, skew = timezone.now, request.param
    monkeypatch.setattr(timezone, "now", lambda: real() + skew)
    return skew


def send(p: Pengerjaan, path: str, body: dict[str, Any]) -> Any:
    token = make_token(settings.UJIAN_KEY, p.pk, p.lease)
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
    return Client().post(f"/ujian/api/{path}", json.dumps(body), content_type="application/json", headers=headers)


def past_deadline(p: Pengerjaan, seconds: float) -> None:
    """Put the sitting's deadline this far behind the database's clock (before it: negative)."""
    started = services.database_now() - timedelta(seconds=p.durasi + seconds)
    Pengerjaan.objects.filter(pk=p.pk).update(started_at=started, batas_sesi=started + timedelta(days=1))


@pytest.mark.django_db
@pytest.mark.parametrize("skewed", SKEWS, indirect=True, ids=str)
@pytest.mark.parametrize(("past", "status", "state"), [(-20, 200, "diterima"), (20, 200, "tenggang"), (80, 410, None)])
def test_servers_with_different_clocks_decide_alike(
    skewed: timedelta, past: float, status: int, state: str | None
) -> None:
    p = begin(make_ujian())
    past_deadline(p, past)

    response = send(p, "simpan", {"simpanan": [{"versi": p.versi_ids[0], "epoch": 1, "seq": 1, "nilai": "A"}]})
    told = response.json()
    closed = send(p, "kumpul", {"simpanan": []}).json()

    assert response.status_code == status
    assert abs(told["seconds_left"] - max(0.0, -past)) < 5
    row = Pengerjaan.objects.get(pk=p.pk)
    assert row.finish_kind == ("peserta" if past < 0 else "waktu")
    assert row.finished_at <= services.database_now()
    assert closed["tanda_terima"]["kode"] == row.receipt_code
    assert list(row.log.values_list("keadaan", flat=True)) == [state or "karantina"]


def walk_in(ujian: Ujian) -> Client:
    client = Client()
    kode = ujian.kode(at=timezone.now())
    assert client.post("/ujian/", {"nip": ujian.peserta[0].pegawai.nip, "kode": kode}).status_code == 302
    return client


def ask(client: Client, path: str, **data: Any) -> Any:
    return client.post(f"/ujian/{path}", json.dumps(data), content_type="application/json")


@pytest.mark.django_db
@pytest.mark.parametrize("skewed", SKEWS[:3], indirect=True, ids=str)
def test_a_server_whose_clock_is_off_starts_nobody_in_the_past_or_future(skewed: timedelta) -> None:
    ujian = make_ujian(mulai=services.database_now() - MENIT, is_diawasi=False)
    client = walk_in(ujian)
    ask(client, "tunggu/tata-tertib")

    assert ask(client, "tunggu/mulai").status_code == 200
    told = ask(client, "kerja/buka").json()

    now = services.database_now()
    assert abs(ujian.pengerjaan.started_at - now) < timedelta(seconds=10)
    assert abs(told["server_now"] / 1000 - now.timestamp()) < 10
    assert abs((told["deadline"] - told["server_now"]) / 1000 - DURASI * 60) < 10


@pytest.mark.django_db
@pytest.mark.parametrize("skewed", [SKEWS[2]], indirect=True, ids=str)
def test_a_fast_server_and_a_fast_worker_end_nobody_early(skewed: timedelta) -> None:
    ujian = make_ujian(mulai=services.database_now() - MENIT, is_diawasi=False)
    client = walk_in(ujian)
    p = begin(ujian, at=services.database_now())
    past_deadline(p, -30)

    tasks.sweep_pengerjaan()
    client.get("/ujian/saya/")

    assert Pengerjaan.objects.get(pk=p.pk).status == "berjalan"


# ---------- P18 ----------

SWEEP = """
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
import django
django.setup()
from asesmen.ujian import tasks
print("ready", flush=True)
tasks.sweep_pengerjaan()
"""


def sweep_in_a_process(field: Medan, killed_after: float | None) -> None:
    """The minute's sweep as a worker runs it; `killed_after` seconds of sweeping it is killed outright."""
    process = subprocess.Popen(
        [sys.executable, "-c", SWEEP], cwd=ROOT, env=environment(field.cluster, field.keys), stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    if killed_after is not None:
        time.sleep(killed_after)
        os.kill(process.pid, signal.SIGKILL)
    process.wait(30)
    process.stdout.close()


@pytest.mark.slow
def test_a_restart_at_the_deadline_leaves_nobody_running_and_ends_all_at_the_same_moment() -> None:
    restarts = count("RESTARTS", 1, 50)
    with medan(is_served=False) as field:
        field.rows("UPDATE ujian_pengerjaan SET tenggang = 0 WHERE status = 'berjalan' RETURNING 1")
        for n in range(restarts):
            # The deadline lies up to two seconds before or after the moment the sweep is killed.
            field.rows(
                "UPDATE ujian_pengerjaan SET started_at = clock_timestamp() - make_interval(secs => durasi - %s) "
                "WHERE status = 'berjalan' RETURNING 1",
                2.0 * ((n * 7 + SEED) % 5) / 4 - 1,
            )
            sweep_in_a_process(field, 0.005 * (1 + n % 6))
            field.kill_database()
        time.sleep(2.1)
        sweep_in_a_process(field, None)
        rows = field.rows(
            "SELECT status, finish_kind, finished_at - started_at - make_interval(secs => durasi), receipt_code <> '' "
            "FROM ujian_pengerjaan WHERE started_at IS NOT NULL"
        )

    tell("restarts at the deadline", restarts=restarts, sittings=len(rows))
    assert set(rows) == {("selesai", "waktu", timedelta(0), True)}


# ---------- P19 ----------


def limits(*sittings: Pengerjaan) -> list[datetime]:
    """Until when each may save, found out by saving."""
    found = []
    for p in sittings:
        row = Pengerjaan.objects.get(pk=p.pk)
        found.append(row.started_at + timedelta(seconds=row.durasi + row.tambahan))
        assert save(p, (0, 1, 1, "A"), at=found[-1]).pintu in {"buka", "tutup"}
    return found


@pytest.mark.django_db
def test_extra_time_lengthens_whom_it_names_also_after_an_automatic_end_and_shortens_nobody() -> None:
    ujian = make_ujian(orang=3)
    first, second, third = (begin(ujian, n, lease=f"{n}a" * 16) for n in range(3))
    act = {"ruang_sesi_id": ujian.ruang_sesi.pk, "alasan": "Listrik padam", "akun": make_akun("proktor")}
    before = limits(first, second, third)
    assert services.sweep(at=END + 61 * DETIK) == 3

    services.add_time(**act, menit=10, peserta_ids=[ujian.peserta[0].pk], at=END + 2 * MENIT)

    assert limits(first, second, third) == [before[0] + 10 * MENIT, before[1], before[2]]
    statuses = dict(Pengerjaan.objects.values_list("peserta_id", "status"))
    assert [statuses[p.pk] for p in ujian.peserta] == ["berjalan", "selesai", "selesai"]
    told = save(first, (1, 1, 2, "B"), at=END + 5 * MENIT)
    assert (told.pintu, [n["detik"] for n in told.news]) == ("buka", [600])
