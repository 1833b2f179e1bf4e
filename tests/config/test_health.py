from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from antrean.services import enqueue

GOOD = {"status": "ok", "database": "ok", "disk": "ok", "clock": "ok", "queue": "ok"}


def test_hidup_needs_no_database(client: Client) -> None:
    assert client.get("/sehat/hidup").json() == {"status": "ok"}


@pytest.mark.django_db
def test_siap_is_ok_when_every_part_is(client: Client, settings: Any) -> None:
    settings.DISK_MIN_FREE_MB = 1

    answer = client.get("/sehat/siap")

    assert (answer.status_code, answer.json()) == (200, GOOD)


@pytest.mark.django_db
def test_siap_tells_a_full_disk(client: Client, settings: Any) -> None:
    settings.DISK_MIN_FREE_MB = 10**9

    answer = client.get("/sehat/siap")

    assert (answer.status_code, answer.json()) == (503, GOOD | {"status": "failing", "disk": "failing"})


@pytest.mark.django_db
def test_siap_tells_a_queue_that_stands_still(client: Client, settings: Any) -> None:
    settings.DISK_MIN_FREE_MB = 1
    long_ago = timezone.now() - timedelta(minutes=11)
    enqueue(jenis="uji", judul="Uji", argumen={}, akun_id=None, at=long_ago)

    answer = client.get("/sehat/siap")

    assert (answer.status_code, answer.json()) == (503, GOOD | {"status": "failing", "queue": "failing"})
