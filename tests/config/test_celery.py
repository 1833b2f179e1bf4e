import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from antrean.services import enqueue
from config.celery import app


def test_every_scheduled_task_is_known_to_the_worker() -> None:
    app.loader.import_default_modules()

    assert {entry["task"] for entry in app.conf.beat_schedule.values()} - set(app.tasks) == set()


def test_a_task_that_dies_with_its_worker_is_given_to_another() -> None:
    assert {name: app.conf[name] for name in PROMISED} == PROMISED


PROMISED = {
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "worker_prefetch_multiplier": 1,
    "task_time_limit": 240,
    "task_soft_time_limit": 200,
    "task_ignore_result": True,
    "accept_content": ["json"],
    "worker_cancel_long_running_tasks_on_connection_loss": True,
    "task_publish_retry_policy": {"max_retries": 1, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.1},
    "visibility_timeout": 300,
}


def test_a_message_becomes_visible_again_only_after_every_task_has_ended() -> None:
    assert app.conf.task_time_limit < app.conf.visibility_timeout
    assert settings.CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS == {"visibility_timeout": 300}


def test_redis_that_hangs_is_given_up_on_within_seconds() -> None:
    from tests.config.test_environment import GOOD, start

    done = start(
        "print(s.CELERY_BROKER_TRANSPORT_OPTIONS, s.CACHES['default']['OPTIONS'])", **GOOD, REDIS_URL="redis://r"
    )

    assert done.stdout == (
        "{'visibility_timeout': 300, 'socket_timeout': 2, 'socket_connect_timeout': 1, 'max_retries': 1} "
        "{'socket_timeout': 2, 'socket_connect_timeout': 1}\n"
    )


@pytest.mark.django_db
def test_without_redis_a_job_nudges_the_worker_through_a_file(django_capture_on_commit_callbacks: Any) -> None:
    folder = Path(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_out"])
    before = set(folder.iterdir())

    with django_capture_on_commit_callbacks(execute=True):
        pekerjaan = enqueue(jenis="uji", judul="Uji", argumen={}, akun_id=None, at=timezone.now())
    (message,) = set(folder.iterdir()) - before
    headers = json.loads(message.read_text())["headers"]

    assert (headers["task"], headers["kwargsrepr"]) == (
        "antrean.run_pekerjaan",
        repr({"pekerjaan_id": str(pekerjaan.pk)}),
    )
