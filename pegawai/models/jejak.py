"""The audit trail and the chain that holds it: append-only, kept so by triggers (see migrations)."""

import uuid

from django.conf import settings
from django.db import models


class Jejak(models.Model):
    """Who did what to which object, when, whence and why. Never an answer's text, never a password."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField("waktu", db_index=True)
    akun = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    aktor = models.CharField(
        "pelaku", max_length=150, help_text="Name at that time; also for participants and commands"
    )
    peran = models.CharField("peran", max_length=200, blank=True, default="", help_text="Roles held at that time")
    alamat = models.CharField("alamat", max_length=45, blank=True, default="", help_text="Network address, if any")
    permintaan = models.CharField("nomor permintaan", max_length=64, blank=True, default="")
    tindakan = models.CharField(
        "tindakan", max_length=60, db_index=True, help_text="impor.terapkan, penghitungan.sahkan, …"
    )
    objek = models.CharField("objek", max_length=80, blank=True, db_index=True, help_text="gelombang:12")
    ringkas = models.CharField("ringkasan", max_length=300)
    alasan = models.CharField("alasan", max_length=300, blank=True)
    sebelum = models.JSONField("sebelum", null=True)
    sesudah = models.JSONField("sesudah", null=True)
    data = models.JSONField("rincian", default=dict)

    class Meta:
        verbose_name = "jejak audit"
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.ringkas


class SegelJejak(models.Model):
    """One link of the chain: sha256 over the link before and the row. Written by the database as it commits."""

    jejak = models.OneToOneField(Jejak, on_delete=models.PROTECT, primary_key=True, related_name="segel")
    # Empty only inside the transaction that writes the row: the number and the digest are given at its commit.
    nomor = models.BigIntegerField("nomor", unique=True, null=True)
    sidik = models.BinaryField("sidik", null=True)
    pada = models.DateTimeField("disegel pada", null=True)

    class Meta:
        verbose_name = "segel jejak"
        constraints = [
            models.CheckConstraint(condition=models.Q(nomor=None) | models.Q(nomor__gte=1), name="segel_nomor_dari_1"),
        ]

    def __str__(self) -> str:
        return f"{self.nomor}"
