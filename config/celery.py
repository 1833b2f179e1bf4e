import os
from typing import Any

from celery import Celery
from celery.signals import task_postrun, task_prerun

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("asesmen")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# Three places know the visibility timeout; this is the one Celery's Redis transport reads by itself.
app.conf.visibility_timeout = 300

# What a lost nudge missed is found again by these.
app.conf.beat_schedule = {
    "antrean.sweep": {"task": "antrean.sweep", "schedule": 20.0},
    "gelombang.sweep_sesi": {"task": "gelombang.sweep_sesi", "schedule": 20.0},
    "pegawai.sweep_berkas": {"task": "pegawai.sweep_berkas", "schedule": 3600.0},
    "ujian.sweep_pengerjaan": {"task": "ujian.sweep_pengerjaan", "schedule": 20.0},
}


@task_prerun.connect
def tell_trail(*, kwargs: dict[str, Any] | None = None, **_signal: object) -> None:
    """What a job writes into the audit trail carries the job's number, as a page's rows carry the request's."""
    from pegawai.services import Asal, asal  # the apps are not ready while this module is read

    asal.set(Asal(permintaan=str((kwargs or {}).get("pekerjaan_id", ""))))


@task_postrun.connect
def clear_trail(**_signal: object) -> None:
    from pegawai.services import asal

    asal.set(None)
