"""What the registry has kept longer than a moment. Each query comes with the field that tells its age."""

from datetime import datetime
from typing import Any

from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet

from pegawai.models import BarisImpor, Impor, PermintaanKoreksi
from pegawai.rules.koreksi import Status


def old_percobaan(before: datetime) -> QuerySet[Any]:
    return AccessAttempt.objects.filter(attempt_time__lt=before)


def old_masuk(before: datetime) -> QuerySet[Any]:
    return AccessLog.objects.filter(attempt_time__lt=before)


def old_sesi(before: datetime) -> QuerySet[Any]:
    return Session.objects.filter(expire_date__lt=before)


def old_impor(before: datetime) -> QuerySet[Impor]:
    """Imports that ended and still have their rows; one in preview waits for somebody."""
    ended = Q(applied_at__lt=before) | Q(
        applied_at=None, created_at__lt=before, status__in=[Impor.Status.DIBUANG, Impor.Status.GAGAL]
    )
    return Impor.objects.filter(ended, pk__in=BarisImpor.objects.values("impor_id")).order_by("created_at")


def old_baris_impor(before: datetime) -> QuerySet[BarisImpor]:
    return BarisImpor.objects.filter(impor__in=old_impor(before))


def old_koreksi(before: datetime) -> QuerySet[PermintaanKoreksi]:
    """Answered or withdrawn long ago; a withdrawn one counts from the day it was asked."""
    answered = Q(dijawab_at__lt=before) | Q(status=Status.DIBATALKAN, created_at__lt=before)
    return PermintaanKoreksi.objects.filter(answered)
