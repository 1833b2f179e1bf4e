"""The life of a job's row, without Celery: enqueue, run, cancel, retry, sweep."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from antrean import queries, services
from antrean.models import Pekerjaan
from antrean.rules import MAX_ATTEMPTS, Status
from tests.pegawai.factories import make_akun

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture
def handlers():
    """Handlers that a test registers are forgotten afterwards."""
    before = dict(services._handlers)
    yield services.handler
    services._handlers.clear()
    services._handlers.update(before)


def enqueue(jenis: str = "uji.kerja", **argumen) -> Pekerjaan:
    return services.enqueue(jenis=jenis, judul="Uji", argumen=argumen, akun_id=None, at=AT)


def run(pekerjaan: Pekerjaan) -> Pekerjaan:
    services.run(pekerjaan_id=str(pekerjaan.pk), at=AT)
    pekerjaan.refresh_from_db()
    return pekerjaan


def test_a_job_runs_once_with_its_arguments_and_keeps_its_result(handlers):
    seen = []

    @handlers("uji.kerja")
    def kerja(progress, *, angka):
        progress.start(3, "mulai")
        progress.step(2)
        seen.append(angka)
        return {"kalimat": "selesai"}

    pekerjaan = run(enqueue(angka=7))
    run(pekerjaan)

    assert seen == [7]
    assert (pekerjaan.status, pekerjaan.hasil, pekerjaan.done, pekerjaan.total) == (
        "selesai",
        {"kalimat": "selesai"},
        3,
        3,
    )
    assert pekerjaan.attempts == 1


def test_a_refusal_fails_the_job_with_its_words_and_a_bug_with_ours(handlers, caplog):
    @handlers("uji.tolak")
    def tolak(progress):
        raise ValidationError("Naskah belum dikunci.", code="x")

    @handlers("uji.rusak")
    def rusak(progress):
        raise RuntimeError("rahasia")

    assert run(enqueue("uji.tolak")).galat == "Naskah belum dikunci."
    broken = run(enqueue("uji.rusak"))

    assert (broken.status, "rahasia" in broken.galat) == ("gagal", False)
    assert "rahasia" in caplog.text


def test_an_unknown_kind_of_job_fails():
    assert run(enqueue("uji.tidak_ada")).status == "gagal"


def test_a_queued_job_is_cancelled_at_once_and_a_running_one_at_its_next_report(handlers):
    queued = enqueue()
    services.cancel(pekerjaan_id=str(queued.pk), at=AT)
    queued.refresh_from_db()
    assert (queued.status, queued.finished_at) == ("dibatalkan", AT)

    @handlers("uji.kerja")
    def kerja(progress):
        progress.start(2)
        services.cancel(pekerjaan_id=str(progress.pekerjaan.pk), at=AT)
        progress.every = 0
        progress.step(1)
        raise AssertionError("went on")

    running = run(enqueue())
    assert running.status == "dibatalkan"


def test_a_failed_job_can_be_retried_and_a_finished_one_cannot(handlers):
    tries = []

    @handlers("uji.kerja")
    def kerja(progress):
        tries.append(1)
        if len(tries) == 1:
            raise ValidationError("Coba lagi.")
        return {}

    pekerjaan = run(enqueue())
    assert pekerjaan.status == "gagal"

    services.retry(pekerjaan_id=str(pekerjaan.pk), at=AT)
    assert run(pekerjaan).status == "selesai"
    assert (pekerjaan.galat, pekerjaan.attempts) == ("", 1)
    with pytest.raises(services.PekerjaanNotRetryable):
        services.retry(pekerjaan_id=str(pekerjaan.pk), at=AT)


def test_the_sweep_requeues_the_abandoned_and_gives_up_on_those_that_died_too_often():
    fresh, stale, hopeless = enqueue(), enqueue(), enqueue()
    old = AT - timedelta(minutes=5)
    Pekerjaan.objects.filter(pk=fresh.pk).update(status=Status.BERJALAN, heartbeat_at=AT)
    Pekerjaan.objects.filter(pk=stale.pk).update(status=Status.BERJALAN, heartbeat_at=old, attempts=1)
    Pekerjaan.objects.filter(pk=hopeless.pk).update(status=Status.BERJALAN, heartbeat_at=old, attempts=MAX_ATTEMPTS)

    assert services.sweep(at=AT) == [str(stale.pk)]
    assert dict(Pekerjaan.objects.values_list("pk", "status")) == {
        fresh.pk: "berjalan",
        stale.pk: "antre",
        hopeless.pk: "gagal",
    }


def test_a_worker_is_nudged_after_the_commit_and_a_lost_nudge_harms_nothing(
    django_capture_on_commit_callbacks, monkeypatch
):
    nudged = []

    def lost(pekerjaan_id):
        nudged.append(pekerjaan_id)
        raise ConnectionError

    monkeypatch.setattr(services, "_nudge", [lost])

    with django_capture_on_commit_callbacks(execute=True):
        pekerjaan = enqueue()
        assert nudged == []

    assert nudged == [str(pekerjaan.pk)]
    assert queries.oldest_wait(AT + timedelta(seconds=5)) == timedelta(seconds=5)


def test_pressing_twice_finds_the_unfinished_job():
    pekerjaan = enqueue(gelombang_id=5)

    assert queries.unfinished_of(jenis="uji.kerja", argumen={"gelombang_id": 5}) == pekerjaan
    assert queries.unfinished_of(jenis="uji.kerja", argumen={"gelombang_id": 6}) is None


def test_jobs_of_an_account_are_its_own():
    akun = make_akun()
    own = services.enqueue(jenis="uji.kerja", judul="Uji", argumen={}, akun_id=akun.pk, at=AT)
    enqueue()

    assert list(queries.pekerjaan_list(akun_id=akun.pk)) == [own]


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_while_the_handler_is_inside_a_transaction(handlers):
    from threading import Thread

    seen = []

    def look(pk):
        from django.db import connection

        seen.append(Pekerjaan.objects.values_list("done", "total").get(pk=pk))
        connection.close()

    @handlers("uji.kerja")
    def kerja(progress):
        progress.every = 0
        with transaction.atomic():
            progress.start(10)
            progress.step(4)
            other = Thread(target=look, args=[progress.pekerjaan.pk])
            other.start()
            other.join()
        return {}

    pekerjaan = run(enqueue())

    assert seen == [(4, 10)]
    assert pekerjaan.status == "selesai"
