"""Celery's two nudges: run one job, sweep for lost ones."""

from celery import shared_task
from django.utils import timezone

from antrean import services


@shared_task(name="antrean.run_pekerjaan")
def run_pekerjaan(*, pekerjaan_id: str, **_newer: object) -> None:
    services.run(pekerjaan_id=pekerjaan_id, at=timezone.now())


@shared_task(name="antrean.sweep")
def sweep(**_newer: object) -> None:
    services.sweep(at=timezone.now())


@services.on_enqueue
def nudge_worker(pekerjaan_id: str) -> None:
    run_pekerjaan.apply_async(kwargs={"pekerjaan_id": pekerjaan_id}, ignore_result=True)
