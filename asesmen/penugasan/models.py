"""Assignments: the task and its rubric, who does it in which wave, what was handed in, how it was marked."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Tugas(models.Model):
    kode = models.CharField("kode", max_length=40, unique=True)
    judul = models.CharField("judul", max_length=150)
    sasaran = models.CharField("sasaran", max_length=200, blank=True)
    durasi_hari = models.PositiveSmallIntegerField("durasi (hari)")
    skenario = models.TextField("skenario")
    instruksi = models.JSONField("instruksi", default=list)
    berkas = models.JSONField(
        "berkas yang diminta", default=list, help_text="[{nama, wajib, tipe, maks_mb, maks_jumlah}]"
    )

    class Meta:
        verbose_name = "tugas"
        ordering = ["kode"]

    def __str__(self) -> str:
        return self.judul


class KriteriaRubrik(models.Model):
    tugas = models.ForeignKey(Tugas, on_delete=models.CASCADE, related_name="kriteria")
    urut = models.PositiveSmallIntegerField()
    nama = models.CharField("kriteria", max_length=200)
    kompetensi = models.ForeignKey("kompetensi.Kompetensi", on_delete=models.PROTECT, related_name="+")
    bobot = models.PositiveSmallIntegerField("bobot (%)")
    deskriptor = models.JSONField("deskriptor per level", default=dict)

    class Meta:
        verbose_name = "kriteria rubrik"
        ordering = ["tugas_id", "urut"]
        constraints = [models.UniqueConstraint(fields=["tugas", "urut"], name="kriteria_urut_unik")]

    def __str__(self) -> str:
        return self.nama


class Penugasan(models.Model):
    """A task given in a wave, with its deadline."""

    gelombang = models.ForeignKey("gelombang.Gelombang", on_delete=models.CASCADE, related_name="penugasan")
    tugas = models.ForeignKey(Tugas, on_delete=models.PROTECT, related_name="+")
    dibuka = models.DateTimeField("dibuka")
    tenggat = models.DateTimeField("tenggat")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "penugasan"
        ordering = ["-dibuka"]
        constraints = [
            models.UniqueConstraint(fields=["gelombang", "tugas"], name="tugas_sekali_per_gelombang"),
            models.CheckConstraint(condition=Q(tenggat__gt=F("dibuka")), name="tenggat_setelah_dibuka"),
        ]

    def __str__(self) -> str:
        return f"{self.tugas_id} di {self.gelombang_id}"


class Kiriman(models.Model):
    """What one participant hands in, and who marks it."""

    class Status(models.TextChoices):
        BELUM = "belum", "Belum dikirim"
        DIKIRIM = "dikirim", "Dikirim"
        DINILAI = "dinilai", "Dinilai"

    penugasan = models.ForeignKey(Penugasan, on_delete=models.CASCADE, related_name="kiriman")
    peserta = models.ForeignKey("gelombang.Peserta", on_delete=models.PROTECT, related_name="+")
    asesor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    status = models.CharField("status", max_length=10, choices=Status.choices, default=Status.BELUM)
    submitted_at = models.DateTimeField("dikirim", null=True)
    marked_at = models.DateTimeField("dinilai", null=True)
    umpan_balik = models.TextField("umpan balik", blank=True)

    class Meta:
        verbose_name = "kiriman"
        ordering = ["penugasan_id", "peserta_id"]
        constraints = [models.UniqueConstraint(fields=["penugasan", "peserta"], name="kiriman_unik")]

    def __str__(self) -> str:
        return f"{self.penugasan_id}:{self.peserta_id}"


def kiriman_path(berkas: "BerkasKiriman", filename: str) -> str:
    """Outside the web root, under a random name of ours; the original name is text in `nama_asli`."""
    return f"penugasan/{berkas.kiriman_id}/{berkas.id}"


class BerkasKiriman(models.Model):
    """One file. What counts is what was sent last; changes wait beside it until the participant sends again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kiriman = models.ForeignKey(Kiriman, on_delete=models.PROTECT, related_name="berkas")
    persyaratan = models.CharField("untuk", max_length=100)
    berkas = models.FileField(upload_to=kiriman_path, max_length=200)
    nama_asli = models.CharField("nama berkas", max_length=120)
    tipe = models.CharField("tipe", max_length=8)
    ukuran = models.PositiveIntegerField("ukuran (bita)")
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField("diunggah")
    is_dikirim = models.BooleanField("termasuk kiriman terakhir", default=False)
    is_dibuang = models.BooleanField("tidak ikut kiriman berikutnya", default=False)

    class Meta:
        verbose_name = "berkas kiriman"
        ordering = ["kiriman_id", "uploaded_at", "id"]
        constraints = [
            # What was never sent is deleted at once; only a sent file waits for the next sending to replace it.
            models.CheckConstraint(
                condition=Q(is_dikirim=True) | Q(is_dibuang=False), name="dibuang_hanya_bila_dikirim"
            )
        ]

    def __str__(self) -> str:
        return self.nama_asli


class NilaiKriteria(models.Model):
    kiriman = models.ForeignKey(Kiriman, on_delete=models.CASCADE, related_name="nilai")
    kriteria = models.ForeignKey(KriteriaRubrik, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField("level", null=True, blank=True, help_text="Empty while a draft")
    catatan = models.CharField("catatan", max_length=500, blank=True)

    class Meta:
        verbose_name = "nilai kriteria"
        ordering = ["kiriman_id", "kriteria_id"]
        constraints = [
            models.UniqueConstraint(fields=["kiriman", "kriteria"], name="nilai_kriteria_unik"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="nilai_kriteria_1_sampai_5"),
        ]

    def __str__(self) -> str:
        return f"{self.kriteria_id}: {self.level}"
