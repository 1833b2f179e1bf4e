import os

from celery import Celery

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
    "ujian.sweep_pengerjaan": {"task": "ujian.sweep_pengerjaan", "schedule": 20.0},
}
