"""Computations and the results they froze."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

LEVEL: dict[str, Any] = {"max_digits": 4, "decimal_places": 2}
SUM: dict[str, Any] = {"max_digits": 7, "decimal_places": 2}


class Penghitungan(models.Model):
    """One computation of a wave. `masukan` names every input (key, conversion, standard, bands); `digest` seals them.

    hitung makes a draft, sahkan is done by a second person, umumkan lets participants see it; each can be undone.
    """

    class Status(models.TextChoices):
        BERJALAN = "berjalan", "Sedang dihitung"
        DIHITUNG = "dihitung", "Dihitung (rancangan)"
        DISAHKAN = "disahkan", "Disahkan"
        DIUMUMKAN = "diumumkan", "Diumumkan"
        DIGANTI = "diganti", "Digantikan"
        DIBATALKAN = "dibatalkan", "Dibatalkan"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gelombang = models.ForeignKey("gelombang.Gelombang", on_delete=models.PROTECT, related_name="penghitungan")
    nomor = models.PositiveSmallIntegerField("nomor")
    status = models.CharField("status", max_length=12, choices=Status.choices, default=Status.BERJALAN)
    masukan = models.JSONField("masukan", default=dict)
    digest = models.CharField(max_length=64, blank=True)
    versi_aturan = models.CharField("versi rumus", max_length=20)
    peserta_count = models.PositiveIntegerField("peserta", default=0)
    hasil_count = models.PositiveIntegerField("hasil", default=0)
    catatan = models.JSONField("tanpa hasil", default=list, help_text='[{"peserta", "nama", "code", "message"}]')
    dihitung_at = models.DateTimeField(null=True)
    dihitung_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    disahkan_at = models.DateTimeField(null=True)
    disahkan_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    diumumkan_at = models.DateTimeField(null=True)
    diumumkan_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "penghitungan"
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["gelombang", "nomor"], name="penghitungan_nomor_unik"),
            models.UniqueConstraint(
                fields=["gelombang"], condition=Q(status="diumumkan"), name="satu_penghitungan_diumumkan_per_gelombang"
            ),
            models.CheckConstraint(
                condition=Q(disahkan_oleh=None) | Q(dihitung_oleh=None) | ~Q(disahkan_oleh=F("dihitung_oleh")),
                name="pengesah_bukan_penghitung",
            ),
        ]

    def __str__(self) -> str:
        return f"Penghitungan {self.nomor}"


class Hasil(models.Model):
    """One person's result in one computation, with the person's unit, jabatan and jenjang on the tanggal acuan."""

    penghitungan = models.ForeignKey(Penghitungan, on_delete=models.CASCADE, related_name="hasil")
    peserta = models.ForeignKey("gelombang.Peserta", on_delete=models.PROTECT, related_name="+")
    pegawai = models.ForeignKey("pegawai.Pegawai", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("pegawai.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    nip = models.CharField("NIP", max_length=18)
    nama = models.CharField("nama", max_length=200)
    unit_nama = models.CharField("unit", max_length=200, blank=True)
    unit_jalur = models.CharField(max_length=120, blank=True, db_index=True)
    opd_nama = models.CharField("perangkat daerah", max_length=200, blank=True)
    jabatan = models.CharField("jabatan", max_length=200)
    jenjang = models.CharField("jenjang", max_length=60, blank=True)
    kelompok = models.CharField("kelompok", max_length=20)
    capaian = models.DecimalField("jumlah capaian", **SUM)
    capaian_dihitung = models.DecimalField("jumlah capaian setelah batas", **SUM)
    standar = models.DecimalField("jumlah standar", **SUM)
    jpm = models.DecimalField("JPM (%), untuk ditampilkan", max_digits=8, decimal_places=2)
    kategori_kode = models.CharField("kode kategori", max_length=8)
    kategori_nama = models.CharField("kategori", max_length=40)
    kategori_peringkat = models.PositiveSmallIntegerField()
    is_perlu_konfirmasi = models.BooleanField("memakai standar yang perlu konfirmasi", default=False)

    class Meta:
        verbose_name = "hasil"
        ordering = ["penghitungan_id", "nama", "id"]
        constraints = [
            models.UniqueConstraint(fields=["penghitungan", "peserta"], name="hasil_unik_per_penghitungan"),
            models.CheckConstraint(condition=Q(standar__gt=0), name="hasil_standar_positif"),
        ]

    def __str__(self) -> str:
        return f"{self.nama}: {self.jpm}"


class HasilKompetensi(models.Model):
    """Level, requirement and gap of one competency. `metode` keeps what each method gave: {"ujian": …, …}."""

    hasil = models.ForeignKey(Hasil, on_delete=models.CASCADE, related_name="kompetensi")
    kompetensi = models.ForeignKey("kompetensi.Kompetensi", on_delete=models.PROTECT, related_name="+")
    kode = models.CharField("kode", max_length=20)
    level = models.DecimalField("capaian", **LEVEL)
    standar = models.DecimalField("standar", **LEVEL)
    kesenjangan = models.DecimalField("kesenjangan", **LEVEL)
    metode = models.JSONField("rincian metode", default=dict)

    class Meta:
        verbose_name = "hasil kompetensi"
        ordering = ["hasil_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["hasil", "kompetensi"], name="hasil_kompetensi_unik"),
            models.CheckConstraint(
                condition=Q(kesenjangan=F("level") - F("standar")), name="kesenjangan_adalah_selisih"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode}: {self.level}"
