"""Background jobs as rows: what runs, how far it is, what it made."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from antrean.rules import Status


def result_path(pekerjaan: "Pekerjaan", filename: str) -> str:
    """Private storage path; the original name is kept in `berkas_nama`, never in the path."""
    suffix = filename.rsplit(".", 1)[-1]
    return f"pekerjaan/{pekerjaan.pk}.{suffix}"


class Pekerjaan(models.Model):
    """One order to do long work. The row is the queue; a Celery task is only a nudge."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    jenis = models.CharField("jenis", max_length=80, help_text="Registered handler, e.g. penilaian.hitung")
    judul = models.CharField("judul", max_length=200)
    argumen = models.JSONField("argumen", default=dict)
    status = models.CharField("status", max_length=12, choices=Status.choices(), default=Status.ANTRE)
    total = models.PositiveIntegerField("jumlah langkah", default=0)
    done = models.PositiveIntegerField("langkah selesai", default=0)
    keterangan = models.CharField("keterangan", max_length=300, blank=True)
    hasil = models.JSONField("hasil", default=dict)
    berkas = models.FileField("berkas hasil", upload_to=result_path, blank=True, max_length=200)
    berkas_nama = models.CharField("nama berkas", max_length=150, blank=True)
    galat = models.TextField("galat", blank=True)
    tautan = models.CharField("halaman terkait", max_length=200, blank=True)
    akun = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    is_cancel_requested = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "pekerjaan"
        ordering = ["-created_at"]
        indexes = [
            models.Index(
                fields=["status", "created_at"],
                name="pekerjaan_belum_selesai",
                condition=Q(status__in=[Status.ANTRE, Status.BERJALAN]),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=list(Status)), name="pekerjaan_status_dikenal"),
        ]

    def __str__(self) -> str:
        return self.judul
