"""What an office may change without a programmer: settings as rows with history, and who signs what."""

from django.conf import settings
from django.db import models


class Pengaturan(models.Model):
    """One value of one setting from a moment on; the newest row counts, the older ones are its history."""

    kunci = models.CharField("kunci", max_length=60)
    nilai = models.JSONField("nilai")
    at = models.DateTimeField("sejak")
    akun = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    alasan = models.CharField("alasan", max_length=300, blank=True)

    class Meta:
        verbose_name = "pengaturan"
        ordering = ["kunci", "-at", "-id"]
        indexes = [models.Index(fields=["kunci", "-at"], name="pengaturan_terbaru")]

    def __str__(self) -> str:
        return self.kunci


class Penandatangan(models.Model):
    """Who signs a kind of document, and in which capacity, between two days."""

    dokumen = models.CharField("jenis dokumen", max_length=40)
    kapasitas = models.CharField("kapasitas", max_length=10, blank=True, help_text="a.n., u.b., Plt., Plh.")
    jabatan = models.CharField("jabatan", max_length=150)
    nama = models.CharField("nama", max_length=150)
    pangkat = models.CharField("pangkat", max_length=80, blank=True)
    nip = models.CharField("NIP", max_length=18, blank=True)
    dari = models.DateField("berlaku dari")
    sampai = models.DateField("berlaku sampai", null=True, blank=True)

    class Meta:
        verbose_name = "penanda tangan"
        ordering = ["dokumen", "-dari"]

    def __str__(self) -> str:
        return f"{self.jabatan}: {self.nama}"
