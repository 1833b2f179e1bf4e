"""What an ASN asks to have corrected about themselves, and the answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from pegawai.rules.koreksi import Bidang, Status


class PermintaanKoreksi(models.Model):
    """One field that a person says is wrong; an officer accepts or refuses it with a reason."""

    pegawai = models.ForeignKey("pegawai.Pegawai", on_delete=models.PROTECT, related_name="koreksi")
    akun = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    bidang = models.CharField("bagian data", max_length=20, choices=Bidang.choices())
    tercatat = models.CharField("isi sekarang", max_length=300, blank=True, help_text="As it stood when asked")
    seharusnya = models.CharField("isi yang seharusnya", max_length=300, blank=True)
    penjelasan = models.CharField("penjelasan", max_length=500)
    status = models.CharField("status", max_length=12, choices=Status.choices(), default=Status.DIAJUKAN.value)
    created_at = models.DateTimeField("diajukan")
    dijawab_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    dijawab_at = models.DateTimeField("dijawab", null=True)
    jawaban = models.CharField("jawaban", max_length=500, blank=True)

    class Meta:
        verbose_name = "permintaan koreksi"
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "bidang"],
                condition=Q(status=Status.DIAJUKAN.value),
                name="koreksi_satu_terbuka_per_bidang",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.DITERIMA.value, Status.DITOLAK.value])
                | Q(dijawab_at__isnull=False, dijawab_oleh__isnull=False) & ~Q(jawaban=""),
                name="koreksi_dijawab_dengan_alasan",
            ),
        ]
        indexes = [models.Index(fields=["status", "created_at"], name="koreksi_menunggu")]

    def __str__(self) -> str:
        return f"{self.pegawai_id}: {self.bidang}"
