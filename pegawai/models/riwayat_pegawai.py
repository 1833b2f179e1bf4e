"""Where somebody stood on a day: unit, jabatan and golongan with their beginnings, and the NIP held before."""

from django.db import models
from django.db.models import Q


class RiwayatPegawai(models.Model):
    """One fact of one person from a day on, until the next row of the same fact; of one day the last row counts.

    `nama` is what the value was called then; it stays when a unit or jabatan is merged away.
    """

    class Fakta(models.TextChoices):
        UNIT = "unit", "Unit kerja"
        JABATAN = "jabatan", "Jabatan"
        GOLONGAN = "golongan", "Golongan"

    pegawai = models.ForeignKey("pegawai.Pegawai", on_delete=models.CASCADE, related_name="riwayat")
    fakta = models.CharField("fakta", max_length=8, choices=Fakta.choices)
    dari = models.DateField("sejak")
    nama = models.CharField("isi", max_length=200, blank=True)
    unit = models.ForeignKey("pegawai.Unit", on_delete=models.SET_NULL, null=True, related_name="+")
    jabatan = models.ForeignKey("pegawai.Jabatan", on_delete=models.SET_NULL, null=True, related_name="+")
    impor = models.ForeignKey("pegawai.Impor", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "riwayat pegawai"
        ordering = ["pegawai_id", "fakta", "-dari", "-id"]
        indexes = [models.Index(fields=["pegawai", "fakta", "-dari", "-id"], name="riwayat_pegawai_pada")]

    def __str__(self) -> str:
        return f"{self.pegawai_id} {self.fakta} {self.dari}"


class RiwayatNip(models.Model):
    """A NIP that somebody held until a day: a PPPK with a new contract, a correction by BKN. Nobody else gets it."""

    pegawai = models.ForeignKey("pegawai.Pegawai", on_delete=models.CASCADE, related_name="riwayat_nip")
    nip = models.CharField("NIP lama", max_length=18, unique=True)
    sampai = models.DateField("diganti pada")
    impor = models.ForeignKey("pegawai.Impor", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "riwayat NIP"
        ordering = ["pegawai_id", "-sampai", "-id"]
        constraints = [models.CheckConstraint(condition=Q(nip__regex=r"^\d{18}$"), name="nip_lama_18_angka")]

    def __str__(self) -> str:
        return f"{self.pegawai_id}: {self.nip}"
