"""The dictionary: competencies, levels, standards, and the versioned rules that turn scores into classes."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

LEVEL: dict[str, Any] = {"max_digits": 4, "decimal_places": 2}
PERSEN: dict[str, Any] = {"max_digits": 6, "decimal_places": 2}


def _choices(*values: str) -> list[tuple[str, str]]:
    return [(v, v.replace("_", " ").capitalize()) for v in values]


class KelompokKompetensi(models.Model):
    """A group that forms a JPM of its own: mansoskul, teknis guru, literasi digital."""

    kode = models.CharField("kode", max_length=20, unique=True)
    nama = models.CharField("nama", max_length=100)
    urut = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "kelompok kompetensi"
        ordering = ["urut", "kode"]

    def __str__(self) -> str:
        return self.nama


class Kompetensi(models.Model):
    """A code never changes its meaning; wording may."""

    kode = models.CharField("kode", max_length=20, unique=True)
    nama = models.CharField("nama", max_length=120)
    jenis = models.CharField(
        "jenis",
        max_length=20,
        choices=_choices("manajerial", "sosial_kultural", "teknis", "literasi_digital", "potensi"),
    )
    kelompok = models.ForeignKey(KelompokKompetensi, on_delete=models.PROTECT, related_name="kompetensi")
    definisi = models.TextField("definisi", blank=True)
    urut = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "kompetensi"
        ordering = ["urut", "kode"]

    def __str__(self) -> str:
        return self.nama


class LevelKompetensi(models.Model):
    kompetensi = models.ForeignKey(Kompetensi, on_delete=models.CASCADE, related_name="level")
    level = models.PositiveSmallIntegerField("level")
    nama = models.CharField("nama level", max_length=60)
    deskripsi = models.TextField("deskripsi")
    indikator = models.JSONField("indikator perilaku", default=list)

    class Meta:
        verbose_name = "level kompetensi"
        ordering = ["kompetensi_id", "level"]
        constraints = [
            models.UniqueConstraint(fields=["kompetensi", "level"], name="level_kompetensi_unik"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="level_kompetensi_1_sampai_5"),
        ]

    def __str__(self) -> str:
        return f"{self.kompetensi_id} level {self.level}"


class StandarKompetensi(models.Model):
    """One version of the required levels, valid between two days."""

    nama = models.CharField("nama", max_length=150)
    nomor_sk = models.CharField("nomor SK", max_length=100, blank=True)
    berlaku_dari = models.DateField("berlaku dari")
    berlaku_sampai = models.DateField("berlaku sampai", null=True, blank=True)
    is_disahkan = models.BooleanField("disahkan", default=False)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    disahkan_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    disahkan_at = models.DateTimeField("disahkan pada", null=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "standar kompetensi"
        ordering = ["-berlaku_dari", "-id"]
        constraints = [
            ExclusionConstraint(
                name="standar_sah_tidak_tumpang_tindih",
                expressions=[
                    (
                        Func(F("berlaku_dari"), F("berlaku_sampai"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    )
                ],
                condition=Q(is_disahkan=True),
            ),
            models.CheckConstraint(
                condition=Q(disahkan_oleh=None) | Q(dibuat_oleh=None) | ~Q(disahkan_oleh=F("dibuat_oleh")),
                name="standar_disahkan_orang_kedua",
            ),
        ]

    def __str__(self) -> str:
        return self.nama


class BarisStandar(models.Model):
    """The level that a jenjang of a family asks for one competency. A person's standard joins several rows."""

    standar = models.ForeignKey(StandarKompetensi, on_delete=models.CASCADE, related_name="baris")
    kelompok = models.CharField("kelompok jabatan", max_length=80)
    jenjang = models.CharField("jenjang", max_length=60)
    kompetensi = models.ForeignKey(Kompetensi, on_delete=models.PROTECT, related_name="+")
    level = models.DecimalField("level", **LEVEL)
    sumber = models.TextField("sumber", blank=True)
    perlu_konfirmasi = models.BooleanField("perlu konfirmasi", default=False)

    class Meta:
        verbose_name = "baris standar"
        ordering = ["standar_id", "kelompok", "jenjang", "kompetensi_id"]
        constraints = [
            models.UniqueConstraint(fields=["standar", "kelompok", "jenjang", "kompetensi"], name="baris_standar_unik"),
            models.CheckConstraint(
                condition=Q(level__gte=0, level__lte=Value("5.50")), name="baris_standar_level_wajar"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jenjang}: {self.kompetensi_id} = {self.level}"


class Konversi(models.Model):
    """How a competency's score becomes a level; a new rule is a new row, never an edit."""

    nama = models.CharField("nama", max_length=100)
    versi = models.PositiveSmallIntegerField(default=1)
    cara = models.CharField("cara", max_length=20, choices=_choices("rerata_bobot", "pita_persen"))
    is_contoh = models.BooleanField("contoh, belum diputuskan BKPSDM", default=False)
    sumber = models.TextField("sumber", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "konversi"
        ordering = ["nama", "-versi"]
        constraints = [models.UniqueConstraint(fields=["nama", "versi"], name="konversi_versi_unik")]

    def __str__(self) -> str:
        return f"{self.nama} v{self.versi}"


class PitaKonversi(models.Model):
    """Half-open band [dari, sampai) of the share of points in percent → level; the last band has no upper end."""

    konversi = models.ForeignKey(Konversi, on_delete=models.CASCADE, related_name="pita")
    dari = models.DecimalField("dari (%)", **PERSEN)
    sampai = models.DecimalField("sampai di bawah (%)", null=True, blank=True, **PERSEN)
    level = models.DecimalField("level", **LEVEL)

    class Meta:
        verbose_name = "pita konversi"
        ordering = ["konversi_id", "dari"]
        constraints = [
            ExclusionConstraint(
                name="pita_konversi_tidak_tumpang_tindih",
                expressions=[
                    ("konversi", RangeOperators.EQUAL),
                    (Func(F("dari"), F("sampai"), function="numrange"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(sampai=None) | Q(sampai__gt=F("dari")), name="pita_konversi_tidak_kosong"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dari}–{self.sampai or ''} → {self.level}"


class SkemaKategori(models.Model):
    """One version of the classes for a purpose (docs/rules.md, "Kategori")."""

    nama = models.CharField("nama", max_length=100)
    versi = models.PositiveSmallIntegerField(default=1)
    tujuan = models.CharField(
        "tujuan", max_length=12, choices=[("pemetaan", "Pemetaan"), ("pengisian", "Pengisian jabatan")]
    )
    sumber = models.TextField("sumber", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "skema kategori"
        ordering = ["nama", "-versi"]
        constraints = [models.UniqueConstraint(fields=["nama", "versi"], name="skema_kategori_versi_unik")]

    def __str__(self) -> str:
        return f"{self.nama} v{self.versi}"


class PitaKategori(models.Model):
    """Half-open band [dari, sampai) of JPM in percent → class. `peringkat` 3 is best; it drives colour, not meaning."""

    skema = models.ForeignKey(SkemaKategori, on_delete=models.CASCADE, related_name="pita")
    kode = models.CharField("kode", max_length=8)
    nama = models.CharField("nama", max_length=40)
    dari = models.DecimalField("dari (%)", **PERSEN)
    sampai = models.DecimalField("sampai di bawah (%)", null=True, blank=True, **PERSEN)
    peringkat = models.PositiveSmallIntegerField("peringkat")

    class Meta:
        verbose_name = "pita kategori"
        ordering = ["skema_id", "-dari"]
        constraints = [
            models.UniqueConstraint(fields=["skema", "kode"], name="pita_kategori_kode_unik"),
            ExclusionConstraint(
                name="pita_kategori_tidak_tumpang_tindih",
                expressions=[
                    ("skema", RangeOperators.EQUAL),
                    (Func(F("dari"), F("sampai"), function="numrange"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(sampai=None) | Q(sampai__gt=F("dari")), name="pita_kategori_tidak_kosong"
            ),
        ]

    def __str__(self) -> str:
        return self.nama


class AturanPenilaian(models.Model):
    """The whole rule set of a computation. Without conversions nothing is computed: the office must choose."""

    nama = models.CharField("nama", max_length=100)
    versi = models.PositiveSmallIntegerField(default=1)
    konversi_bobot = models.ForeignKey(Konversi, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    konversi_poin = models.ForeignKey(Konversi, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    skema = models.ForeignKey(SkemaKategori, on_delete=models.PROTECT, related_name="+")
    batas_jpm = models.CharField("batas JPM", max_length=16, choices=_choices("tanpa_batas", "per_kompetensi", "total"))
    bobot_ujian = models.DecimalField(
        "bobot ujian",
        max_digits=3,
        decimal_places=2,
        default="0.50",
        help_text="Share of the exam where a task measures it too",
    )
    is_contoh = models.BooleanField("contoh, belum diputuskan BKPSDM", default=False)
    sumber = models.TextField("sumber", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "aturan penilaian"
        ordering = ["nama", "-versi"]
        constraints = [
            models.UniqueConstraint(fields=["nama", "versi"], name="aturan_penilaian_versi_unik"),
            models.CheckConstraint(condition=Q(bobot_ujian__gte=0, bobot_ujian__lte=1), name="bobot_ujian_0_sampai_1"),
        ]

    def __str__(self) -> str:
        return f"{self.nama} v{self.versi}"
