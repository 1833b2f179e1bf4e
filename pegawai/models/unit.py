"""What became of units: renamed, merged into another. The old names go on leading to today's units."""

from django.conf import settings
from django.db import models

from pegawai.rules.pohon_unit import JenisPerubahan


class PerubahanUnit(models.Model):
    """One renaming or merging, with what is needed to take it back. `dari` and `jalur_lama` are name and path before.

    While it stands, lists that still use the old name mean today's unit.
    """

    # They go with their unit, which an import may take back once no change of it stands; the audit trail keeps them.
    unit = models.ForeignKey("pegawai.Unit", on_delete=models.CASCADE, related_name="perubahan")
    jenis = models.CharField("jenis", max_length=12, choices=JenisPerubahan.choices())
    dari = models.CharField("nama lama", max_length=200)
    menjadi = models.CharField("nama baru", max_length=200)
    jalur_lama = models.CharField(max_length=120)
    tujuan = models.ForeignKey("pegawai.Unit", on_delete=models.CASCADE, null=True, related_name="penggabungan")
    data = models.JSONField(default=dict, help_text="Kinds before and after; ids of the people and units that moved")
    alasan = models.CharField("alasan", max_length=300)
    akun = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("waktu")
    undone_at = models.DateTimeField("dibatalkan", null=True)

    class Meta:
        verbose_name = "perubahan unit"
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.dari} → {self.menjadi}"
