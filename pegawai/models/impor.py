"""Staging of imported files: everything is looked at before anything changes."""

from django.conf import settings
from django.db import models


class Impor(models.Model):
    """One uploaded file on its way into the database."""

    class Status(models.TextChoices):
        DIBACA = "dibaca", "Sedang dibaca"
        PEMETAAN = "pemetaan", "Kolom belum dikenal"
        PRATINJAU = "pratinjau", "Pratinjau"
        DITERAPKAN = "diterapkan", "Diterapkan"
        DIBUANG = "dibuang", "Dibuang"
        DITARIK = "ditarik", "Ditarik kembali"
        GAGAL = "gagal", "Tidak terbaca"

    jenis = models.CharField("jenis", max_length=20, help_text="pegawai, hasil, butir, …")
    berkas = models.FileField("berkas", upload_to="impor/", max_length=200)
    berkas_nama = models.CharField("nama berkas", max_length=150)
    sha256 = models.CharField(max_length=64)
    status = models.CharField("status", max_length=12, choices=Status.choices, default=Status.DIBACA)
    ringkasan = models.JSONField("ringkasan", default=dict)
    galat = models.TextField("galat", blank=True)
    akun = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "impor"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.berkas_nama


class BarisImpor(models.Model):
    """One row of a file: what it says, what would change, what is wrong."""

    class Keadaan(models.TextChoices):
        BARU = "baru", "Baru"
        BERUBAH = "berubah", "Berubah"
        TETAP = "tetap", "Tetap"
        USULAN = "usulan", "Perlu keputusan"
        DITOLAK = "ditolak", "Ditolak"

    impor = models.ForeignKey(Impor, on_delete=models.CASCADE, related_name="baris")
    nomor = models.PositiveIntegerField("baris di berkas", help_text="As Excel counts, the header row included")
    keadaan = models.CharField("keadaan", max_length=8, choices=Keadaan.choices)
    data = models.JSONField("data", default=dict)
    perubahan = models.JSONField("perubahan", default=dict, help_text='{"golongan": ["III/a", "III/b"]}')
    masalah = models.JSONField("masalah", default=list, help_text='[{"column", "code", "message", "refuses"}]')
    has_masalah = models.BooleanField(default=False)
    sasaran_id = models.BigIntegerField("id yang dibuat atau diubah", null=True)

    class Meta:
        verbose_name = "baris impor"
        ordering = ["nomor"]
        constraints = [models.UniqueConstraint(fields=["impor", "nomor"], name="baris_impor_unik")]
        indexes = [models.Index(fields=["impor", "keadaan", "nomor"], name="baris_impor_keadaan")]

    def __str__(self) -> str:
        return f"{self.impor_id}:{self.nomor}"
