"""The time zone of the office (WIB, WITA, WIT) for pages and jobs: a setting, read at most twice a minute."""

import time
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from celery.signals import task_prerun
from django.db import DatabaseError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from pegawai.queries import pengaturan

KEEP_SECONDS = 30
_kept: dict[str, Any] = {}


def office_zone() -> ZoneInfo | None:
    """The zone that counts now; None while the database cannot say, so that the installation's own stays."""
    if _kept.get("until", 0) < time.monotonic():
        try:
            keep(ZoneInfo(pengaturan("zona_waktu")), KEEP_SECONDS)
        except DatabaseError:
            return None
    return _kept["zone"]


def keep(zone: ZoneInfo, seconds: float) -> None:
    _kept.update(zone=zone, until=time.monotonic() + seconds)


def forget() -> None:
    """Read the setting anew next time."""
    _kept.clear()


class ZoneMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # A monitor asks whether the process lives also when the database does not.
        if not request.path.startswith("/sehat/") and (zone := office_zone()):
            timezone.activate(zone)
        return self.get_response(request)


@task_prerun.connect
def activate_for_task(**_signal: object) -> None:
    if zone := office_zone():
        timezone.activate(zone)
