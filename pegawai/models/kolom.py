"""Which column is which, remembered for the next file of the same source."""

from django.conf import settings
from django.db import models


class ProfilKolom(models.Model):
    """An officer's choice of columns for one source. Words of headers only: nothing from the rows of a file."""

    jenis = models.CharField("jenis", max_length=20, help_text="As Impor.jenis: pegawai, hasil")
    nama = models.CharField("nama sumber", max_length=80)
    sidik = models.CharField(max_length=64, help_text="SHA-256 of the header's words, whatever their order")
    kolom = models.JSONField("kolom", default=dict, help_text='{"nip": ["nomorpegawai", 0], …}: word, which of them')
    akun = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = "profil kolom"
        ordering = ["nama", "id"]
        constraints = [models.UniqueConstraint(fields=["jenis", "sidik"], name="profil_kolom_satu_per_sumber")]

    def __str__(self) -> str:
        return self.nama
