"""People, the units and jabatan they hold, and the assessments they have behind them."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from pegawai.rules.jabatan import JenisJabatan, Kelompok, Rumpun
from pegawai.rules.unit import JenisUnit


class Unit(models.Model):
    """A node of the organisation tree. `jalur` is the path of ids from the root, "/1/7/"."""

    induk = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="anak")
    nama = models.CharField("nama", max_length=200)
    jenis = models.CharField("jenis", max_length=12, choices=JenisUnit.choices())
    jalur = models.CharField(max_length=120, blank=True, db_index=True)
    kecamatan = models.CharField("kecamatan", max_length=80, blank=True)
    # A merged unit stands below the one that took its people: older results keep naming it, lists leave it out.
    digabung_ke = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="gabungan")

    class Meta:
        verbose_name = "unit"
        ordering = ["nama"]
        constraints = [
            models.UniqueConstraint(
                fields=["induk", "nama"], name="unit_nama_unik_di_bawah_induk", nulls_distinct=False
            ),
        ]
        indexes = [models.Index(fields=["jalur"], name="unit_jalur_awalan", opclasses=["varchar_pattern_ops"])]

    def __str__(self) -> str:
        return self.nama


class Jabatan(models.Model):
    nama = models.CharField("nama jabatan", max_length=200, unique=True)
    jenis = models.CharField("jenis", max_length=12, choices=JenisJabatan.choices())
    jenjang = models.CharField("jenjang", max_length=40, blank=True, help_text="Ahli Muda, Pengawas, Pelaksana, …")
    kelompok = models.CharField("kelompok", max_length=20, choices=Kelompok.choices())
    eselon = models.CharField("eselon", max_length=6, blank=True)
    rumpun = models.CharField("rumpun", max_length=12, choices=Rumpun.choices(), blank=True)
    asal = models.JSONField(default=dict, blank=True, help_text="What the list stated of it: jenis, jenjang, eselon")
    is_tetap = models.BooleanField("ditetapkan petugas", default=False, help_text="The rules leave it alone")

    class Meta:
        verbose_name = "jabatan"
        ordering = ["nama"]

    def __str__(self) -> str:
        return self.nama


class Pegawai(models.Model):
    """One ASN. `nip` is unique but may change (a PPPK with a new contract), so it is never the key."""

    nip = models.CharField("NIP", max_length=18, unique=True)
    nama = models.CharField("nama", max_length=150, help_text="As the source wrote it, without titles")
    gelar_depan = models.CharField("gelar depan", max_length=40, blank=True)
    gelar_belakang = models.CharField("gelar belakang", max_length=60, blank=True)
    nama_cari = models.CharField(max_length=150, help_text="Lower case, no titles or punctuation, for searching")
    tanggal_lahir = models.DateField("tanggal lahir")
    jenis_kelamin = models.CharField("jenis kelamin", max_length=1, choices=[("L", "Laki-laki"), ("P", "Perempuan")])
    status_asn = models.CharField(
        "status ASN", max_length=10, choices=[("PNS", "PNS"), ("CPNS", "CPNS"), ("PPPK", "PPPK")]
    )
    kedudukan_hukum = models.CharField("kedudukan hukum", max_length=60, blank=True)
    golongan = models.CharField("golongan", max_length=10, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="pegawai")
    jabatan = models.ForeignKey(Jabatan, on_delete=models.PROTECT, null=True, blank=True, related_name="pegawai")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = "pegawai"
        ordering = ["nama_cari", "id"]
        constraints = [models.CheckConstraint(condition=Q(nip__regex=r"^\d{18}$"), name="nip_18_angka")]
        indexes = [
            GinIndex(fields=["nama_cari"], name="pegawai_nama_trigram", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["nama_cari", "id"], name="pegawai_urut_nama"),
        ]

    def __str__(self) -> str:
        return self.nama_lengkap

    @property
    def nama_lengkap(self) -> str:
        """Name with titles, as letters and lists print it."""
        front = f"{self.gelar_depan} " if self.gelar_depan else ""
        back = f", {self.gelar_belakang}" if self.gelar_belakang else ""
        return f"{front}{self.nama}{back}"


class RiwayatAsesmen(models.Model):
    """One finished assessment of one person, whoever held it: written by publishing and by imports."""

    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="riwayat_asesmen")
    tanggal = models.DateField("tanggal penilaian")
    tujuan = models.CharField(
        "tujuan", max_length=12, choices=[("pemetaan", "Pemetaan"), ("pengisian", "Pengisian jabatan")]
    )
    penyelenggara = models.CharField("penyelenggara", max_length=150)
    is_internal = models.BooleanField("pemetaan internal", default=False)
    is_terakreditasi = models.BooleanField("penyelenggara terakreditasi", null=True)
    kategori = models.CharField("kategori", max_length=40, blank=True)
    jpm = models.DecimalField("JPM (%)", max_digits=8, decimal_places=4, null=True, blank=True)
    level = models.JSONField("level per kompetensi", default=dict, help_text='{"INT": "3.00", …}')
    berlaku_sampai = models.DateField("berlaku sampai")
    hasil_id = models.BigIntegerField("hasil di sistem ini", null=True, unique=True)
    impor = models.ForeignKey("pegawai.Impor", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "riwayat asesmen"
        ordering = ["-tanggal", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "tanggal", "tujuan", "penyelenggara"], name="riwayat_satu_per_hari_dan_penyelenggara"
            ),
            models.CheckConstraint(
                condition=Q(berlaku_sampai__gte=models.F("tanggal")), name="riwayat_berlaku_setelah_tanggal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pegawai_id} {self.tanggal}"
