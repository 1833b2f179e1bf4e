"""The audit trail: append-only, kept so by a trigger (see migrations)."""

import uuid

from django.conf import settings
from django.db import models


class Jejak(models.Model):
    """Who did what to which object, when, and why. Never an answer's text, never a password."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField("waktu", db_index=True)
    akun = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    aktor = models.CharField(
        "pelaku", max_length=150, help_text="Name at that time; also for participants and commands"
    )
    tindakan = models.CharField(
        "tindakan", max_length=60, db_index=True, help_text="impor.terapkan, penghitungan.sahkan, …"
    )
    objek = models.CharField("objek", max_length=80, blank=True, db_index=True, help_text="gelombang:12")
    ringkas = models.CharField("ringkasan", max_length=300)
    alasan = models.CharField("alasan", max_length=300, blank=True)
    data = models.JSONField("rincian", default=dict)

    class Meta:
        verbose_name = "jejak audit"
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.ringkas
