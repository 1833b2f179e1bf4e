"""The office's rules by which a jabatan's name tells what it is."""

from django.db import models
from django.db.models import Deferrable

from pegawai.rules.jabatan import JenisJabatan, Kelompok, Rumpun


class AturanJabatan(models.Model):
    """One rule; the rules are asked by `urutan`, and each fact comes from the first that states it."""

    urutan = models.PositiveIntegerField("urutan")
    nama = models.CharField("nama aturan", max_length=80)
    pola = models.TextField("pola nama", max_length=4000, help_text="One a line, in small letters; * for anything")
    syarat = models.CharField("hanya untuk jenis", max_length=12, choices=JenisJabatan.choices(), blank=True)
    jenis = models.CharField("jenis", max_length=12, choices=JenisJabatan.choices(), blank=True)
    jenjang = models.CharField("jenjang", max_length=40, blank=True)
    eselon = models.CharField("eselon", max_length=6, blank=True)
    kelompok = models.CharField("kelompok", max_length=20, choices=Kelompok.choices(), blank=True)
    rumpun = models.CharField("rumpun", max_length=12, choices=Rumpun.choices(), blank=True)

    class Meta:
        verbose_name = "aturan jabatan"
        ordering = ["urutan"]
        constraints = [
            models.UniqueConstraint(
                fields=["urutan"], name="aturan_jabatan_urutan_unik", deferrable=Deferrable.DEFERRED
            ),
        ]

    def __str__(self) -> str:
        return self.nama
