"""Development: the training catalogue, batches and who took part, coaching clinics and their bookings."""

from django.db import models
from django.db.models import F, Q


class ProgramDiklat(models.Model):
    kode = models.CharField("kode", max_length=20, unique=True)
    nama = models.CharField("nama", max_length=200)
    jenis = models.CharField("jenis", max_length=12, choices=[("klasikal", "Klasikal"), ("nonklasikal", "Nonklasikal")])
    bentuk = models.CharField("bentuk", max_length=80)
    jp = models.PositiveSmallIntegerField("JP")
    dari_level = models.PositiveSmallIntegerField("dari level")
    ke_level = models.PositiveSmallIntegerField("ke level")
    kompetensi = models.ManyToManyField("kompetensi.Kompetensi", related_name="+")
    sasaran = models.CharField("sasaran", max_length=200, blank=True)
    deskripsi = models.TextField("deskripsi", blank=True)

    class Meta:
        verbose_name = "program diklat"
        ordering = ["kode"]
        constraints = [
            models.CheckConstraint(condition=Q(ke_level__gt=F("dari_level")), name="program_menaikkan_level")
        ]

    def __str__(self) -> str:
        return self.nama


class AngkatanDiklat(models.Model):
    """One batch of a programme."""

    program = models.ForeignKey(ProgramDiklat, on_delete=models.PROTECT, related_name="angkatan")
    nama = models.CharField("nama angkatan", max_length=100)
    mulai = models.DateField("mulai")
    selesai = models.DateField("selesai")
    tempat = models.CharField("tempat", max_length=150, blank=True)
    kuota = models.PositiveSmallIntegerField("kuota")

    class Meta:
        verbose_name = "angkatan diklat"
        ordering = ["-mulai"]
        constraints = [
            models.UniqueConstraint(fields=["program", "nama"], name="angkatan_nama_unik"),
            models.CheckConstraint(condition=Q(selesai__gte=F("mulai")), name="angkatan_selesai_setelah_mulai"),
        ]

    def __str__(self) -> str:
        return self.nama


class KepesertaanDiklat(models.Model):
    class Status(models.TextChoices):
        TERDAFTAR = "terdaftar", "Terdaftar"
        HADIR = "hadir", "Hadir, JP dihitung"
        TIDAK_HADIR = "tidak_hadir", "Tidak hadir"
        BATAL = "batal", "Batal"

    angkatan = models.ForeignKey(AngkatanDiklat, on_delete=models.PROTECT, related_name="kepesertaan")
    pegawai = models.ForeignKey("pegawai.Pegawai", on_delete=models.PROTECT, related_name="+")
    status = models.CharField("status", max_length=12, choices=Status.choices, default=Status.TERDAFTAR)
    jp_diakui = models.PositiveSmallIntegerField("JP diakui", default=0)
    enrolled_at = models.DateTimeField("didaftarkan")
    noted_at = models.DateTimeField("kehadiran dicatat", null=True)

    class Meta:
        verbose_name = "kepesertaan diklat"
        ordering = ["angkatan_id", "pegawai_id"]
        constraints = [
            models.UniqueConstraint(fields=["angkatan", "pegawai"], name="kepesertaan_unik"),
            models.CheckConstraint(condition=Q(status="hadir") | Q(jp_diakui=0), name="jp_hanya_bila_hadir"),
        ]

    def __str__(self) -> str:
        return f"{self.angkatan_id}:{self.pegawai_id}"


class TopikKlinik(models.Model):
    kode = models.CharField("kode", max_length=20, unique=True)
    judul = models.CharField("judul", max_length=150)
    kompetensi = models.ManyToManyField("kompetensi.Kompetensi", related_name="+")
    dari_level = models.PositiveSmallIntegerField("dari level")
    ke_level = models.PositiveSmallIntegerField("ke level")
    sasaran = models.CharField("sasaran", max_length=200, blank=True)
    durasi_menit = models.PositiveSmallIntegerField("durasi (menit)")
    jp = models.PositiveSmallIntegerField("JP")
    kuota = models.PositiveSmallIntegerField("kuota")
    rincian = models.JSONField(
        "rincian", default=dict, help_text="prasyarat, perangkat, tujuan, materi, praktik, cek_awal, cek_akhir"
    )

    class Meta:
        verbose_name = "topik klinik"
        ordering = ["kode"]

    def __str__(self) -> str:
        return self.judul


class SesiKlinik(models.Model):
    topik = models.ForeignKey(TopikKlinik, on_delete=models.PROTECT, related_name="sesi")
    mulai = models.DateTimeField("mulai")
    selesai = models.DateTimeField("selesai")
    tempat = models.CharField("tempat", max_length=150)
    pelatih = models.CharField("pelatih", max_length=150)
    kuota = models.PositiveSmallIntegerField("kuota")

    class Meta:
        verbose_name = "sesi klinik"
        ordering = ["mulai"]
        constraints = [
            models.CheckConstraint(condition=Q(selesai__gt=F("mulai")), name="sesi_klinik_selesai_setelah_mulai")
        ]

    def __str__(self) -> str:
        return f"{self.topik_id} {self.mulai}"


class PemesananKlinik(models.Model):
    class Status(models.TextChoices):
        DIPESAN = "dipesan", "Dipesan"
        HADIR = "hadir", "Hadir"
        TIDAK_HADIR = "tidak_hadir", "Tidak hadir"
        BATAL = "batal", "Dibatalkan"

    sesi = models.ForeignKey(SesiKlinik, on_delete=models.PROTECT, related_name="pemesanan")
    pegawai = models.ForeignKey("pegawai.Pegawai", on_delete=models.PROTECT, related_name="+")
    status = models.CharField("status", max_length=12, choices=Status.choices, default=Status.DIPESAN)
    booked_at = models.DateTimeField("dipesan")
    noted_at = models.DateTimeField("kehadiran dicatat", null=True)

    class Meta:
        verbose_name = "pemesanan klinik"
        ordering = ["sesi_id", "booked_at"]
        constraints = [models.UniqueConstraint(fields=["sesi", "pegawai"], name="pemesanan_klinik_unik")]

    def __str__(self) -> str:
        return f"{self.sesi_id}:{self.pegawai_id}"
