"""Waves, sessions, rooms, participants and seats: who sits where and when."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from asesmen.gelombang.rules import LABEL, StatusGelombang, StatusSesi


class Gelombang(models.Model):
    """One wave of assessment: its purpose, its instrument and rules, and the day whose facts count."""

    nama = models.CharField("nama", max_length=150, unique=True)
    tujuan = models.CharField(
        "tujuan", max_length=12, choices=[("pemetaan", "Pemetaan"), ("pengisian", "Pengisian jabatan")]
    )
    tanggal_acuan = models.DateField("tanggal acuan", help_text="The day whose standard, unit and jabatan count")
    instrumen = models.ForeignKey("bank.Instrumen", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    aturan = models.ForeignKey(
        "kompetensi.AturanPenilaian", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    status = models.CharField(
        "status", max_length=12, choices=[(s.value, LABEL[s.value]) for s in StatusGelombang], default="rencana"
    )
    is_simulasi = models.BooleanField("gladi bersih", default=False)
    batas_sekolah_persen = models.PositiveSmallIntegerField(
        "batas satu unit per sesi (%)", default=50, help_text="So that no school stands empty"
    )
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "gelombang"
        ordering = ["-tanggal_acuan", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(batas_sekolah_persen__gte=1, batas_sekolah_persen__lte=100),
                name="batas_sekolah_persen_1_100",
            ),
        ]

    def __str__(self) -> str:
        return self.nama


class Ruang(models.Model):
    """A room. `kapasitas` is how many sit an exam in it, not how many chairs it has."""

    kode = models.CharField("kode", max_length=12, unique=True)
    nama = models.CharField("nama", max_length=120)
    tempat = models.CharField("tempat", max_length=150, blank=True)
    kecamatan = models.CharField("kecamatan", max_length=80, blank=True)
    jumlah_kursi = models.PositiveSmallIntegerField("jumlah kursi")
    kapasitas = models.PositiveSmallIntegerField("kapasitas ujian")
    is_akses_kursi_roda = models.BooleanField("akses kursi roda", default=False)

    class Meta:
        verbose_name = "ruang"
        ordering = ["kode"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kapasitas__lte=F("jumlah_kursi")), name="kapasitas_tidak_melebihi_kursi"
            ),
        ]

    def __str__(self) -> str:
        return self.nama


class PolaSesi(models.Model):
    """A session of an ordinary day; sessions of real days are made from it. Fridays may start later or fall out."""

    nomor = models.PositiveSmallIntegerField("sesi", unique=True)
    mulai = models.TimeField("mulai")
    selesai = models.TimeField("selesai")
    jumat_mulai = models.TimeField("mulai pada hari Jumat", null=True, blank=True)
    is_jumat = models.BooleanField("diadakan pada hari Jumat", default=True)

    class Meta:
        verbose_name = "pola sesi"
        ordering = ["nomor"]
        constraints = [
            models.CheckConstraint(condition=Q(selesai__gt=F("mulai")), name="pola_sesi_selesai_setelah_mulai"),
        ]

    def __str__(self) -> str:
        return f"Sesi {self.nomor}"


class Sesi(models.Model):
    """A slot of time in a wave, held in several rooms at once."""

    gelombang = models.ForeignKey(Gelombang, on_delete=models.CASCADE, related_name="sesi")
    nomor = models.PositiveSmallIntegerField("nomor sesi")
    mulai = models.DateTimeField("mulai")
    selesai = models.DateTimeField("selesai")
    status = models.CharField(
        "status", max_length=12, choices=[(s.value, LABEL[s.value]) for s in StatusSesi], default="rencana"
    )

    class Meta:
        verbose_name = "sesi"
        ordering = ["gelombang_id", "mulai", "nomor"]
        constraints = [
            models.UniqueConstraint(fields=["gelombang", "nomor"], name="sesi_nomor_unik"),
            models.CheckConstraint(condition=Q(selesai__gt=F("mulai")), name="sesi_selesai_setelah_mulai"),
        ]

    def __str__(self) -> str:
        return f"Sesi {self.nomor}"


class RuangSesi(models.Model):
    """One room in one session: where a proctor works. `rahasia` seeds the changing door token."""

    sesi = models.ForeignKey(Sesi, on_delete=models.CASCADE, related_name="ruang_sesi")
    ruang = models.ForeignKey(Ruang, on_delete=models.PROTECT, related_name="ruang_sesi")
    rentang = DateTimeRangeField("rentang waktu")
    is_diawasi = models.BooleanField("diawasi, perlu token ruang", default=True)
    rahasia = models.CharField(max_length=64)
    proktor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # How many sit there; queries that need it count it along.
    terisi: int

    class Meta:
        verbose_name = "ruang sesi"
        ordering = ["sesi_id", "ruang_id"]
        constraints = [
            models.UniqueConstraint(fields=["sesi", "ruang"], name="ruang_sesi_unik"),
            ExclusionConstraint(
                name="ruang_tidak_dipakai_dua_sesi",
                expressions=[("ruang", RangeOperators.EQUAL), ("rentang", RangeOperators.OVERLAPS)],
            ),
            ExclusionConstraint(
                name="proktor_tidak_di_dua_ruang",
                expressions=[("proktor", RangeOperators.EQUAL), ("rentang", RangeOperators.OVERLAPS)],
                condition=Q(proktor__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ruang_id} sesi {self.sesi_id}"


class Peserta(models.Model):
    """A person in a wave. No account: they enter with NIP and card code."""

    gelombang = models.ForeignKey(Gelombang, on_delete=models.CASCADE, related_name="peserta")
    pegawai = models.ForeignKey("pegawai.Pegawai", on_delete=models.PROTECT, related_name="+")
    nomor = models.CharField("nomor peserta", max_length=20)
    alasan = models.CharField("alasan ikut", max_length=150, blank=True)
    is_mundur = models.BooleanField("mundur", default=False)
    tambahan_menit = models.PositiveSmallIntegerField("tambahan waktu (menit)", default=0)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "peserta"
        ordering = ["gelombang_id", "nomor"]
        constraints = [
            models.UniqueConstraint(fields=["gelombang", "pegawai"], name="peserta_unik_per_gelombang"),
            models.UniqueConstraint(fields=["gelombang", "nomor"], name="nomor_peserta_unik"),
        ]

    def __str__(self) -> str:
        return self.nomor


class KodeKartu(models.Model):
    """A card code, kept as a keyed hash only. Printing again revokes the earlier one; a rehearsal has its own."""

    peserta = models.ForeignKey(Peserta, on_delete=models.CASCADE, related_name="kode_kartu")
    hash = models.CharField(max_length=64, unique=True)
    sumber = models.CharField(
        "sumber", max_length=10, choices=[("kartu", "Kartu"), ("ulang", "Terbit ulang"), ("simulasi", "Simulasi")]
    )
    issued_at = models.DateTimeField("diterbitkan")
    revoked_at = models.DateTimeField("dicabut", null=True)
    akun = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "kode kartu"
        ordering = ["peserta_id", "-issued_at"]
        indexes = [
            models.Index(fields=["peserta"], name="kode_kartu_berlaku", condition=Q(revoked_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.peserta_id} {self.sumber}"


class Penempatan(models.Model):
    """A seat: this participant, this room and session. The database refuses a person in two places at once."""

    peserta = models.OneToOneField(Peserta, on_delete=models.CASCADE, related_name="penempatan")
    pegawai = models.ForeignKey("pegawai.Pegawai", on_delete=models.PROTECT, related_name="+")
    ruang_sesi = models.ForeignKey(RuangSesi, on_delete=models.PROTECT, related_name="penempatan")
    rentang = DateTimeRangeField("rentang waktu")
    kursi = models.PositiveSmallIntegerField("kursi")
    kehadiran = models.CharField(
        "kehadiran",
        max_length=12,
        default="belum",
        choices=[("belum", "Belum hadir"), ("hadir", "Hadir"), ("tidak_hadir", "Tidak hadir")],
    )

    class Meta:
        verbose_name = "penempatan"
        ordering = ["ruang_sesi_id", "kursi"]
        constraints = [
            models.UniqueConstraint(fields=["ruang_sesi", "kursi"], name="kursi_satu_orang"),
            models.CheckConstraint(condition=Q(kursi__gte=1), name="kursi_mulai_dari_satu"),
            ExclusionConstraint(
                name="pegawai_tidak_duduk_di_dua_tempat",
                expressions=[("pegawai", RangeOperators.EQUAL), ("rentang", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.peserta_id} kursi {self.kursi}"
