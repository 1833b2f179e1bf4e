from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import RequestFactory
from django.utils import timezone

from antrean.formats.teks import clock_text
from config import zone
from pegawai.models import Pengaturan

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def _changed_to_wit(db: None):
    Pengaturan.objects.create(kunci="zona_waktu", nilai="Asia/Jayapura", at=NOON)
    zone.forget()
    yield
    timezone.deactivate()


@pytest.mark.usefixtures("_changed_to_wit")
def test_pages_show_the_zone_that_the_office_chose():
    shown = []
    view = zone.ZoneMiddleware(lambda request: shown.append(clock_text(timezone.localtime(NOON))))

    view(RequestFactory().get("/"))

    assert shown == ["21.00 WIT"]


@pytest.mark.usefixtures("_changed_to_wit")
def test_a_job_works_in_the_zone_that_the_office_chose():
    zone.activate_for_task()

    assert timezone.get_current_timezone() == ZoneInfo("Asia/Jayapura")


@pytest.mark.usefixtures("_changed_to_wit")
def test_the_setting_is_read_once_in_half_a_minute(django_assert_num_queries):
    with django_assert_num_queries(1):
        zone.office_zone()
        zone.office_zone()
