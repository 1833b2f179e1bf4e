"""The second factor of an account, its recovery codes, and the codes with which an ASN opens an own account."""

from django.db import models

from pegawai.models.akun import Akun


class FaktorKedua(models.Model):
    """A secret shared with an authenticator app; it counts from `dikonfirmasi_at` on."""

    akun = models.OneToOneField(Akun, on_delete=models.CASCADE, related_name="faktor_kedua")
    rahasia = models.BinaryField("rahasia, tersandi")
    created_at = models.DateTimeField()
    dikonfirmasi_at = models.DateTimeField(null=True, blank=True)
    # The time step of the last code that was accepted: no code works twice.
    langkah_terakhir = models.BigIntegerField(default=0)
    gagal = models.PositiveSmallIntegerField(default=0)
    jeda_sampai = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "faktor kedua"

    def __str__(self) -> str:
        return f"{self.akun_id}"


class KodePemulihan(models.Model):
    """One of the codes printed once for the day on which the phone is lost; only a keyed hash is kept."""

    faktor = models.ForeignKey(FaktorKedua, on_delete=models.CASCADE, related_name="kode_pemulihan")
    hash = models.CharField(max_length=64, unique=True)
    dipakai_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "kode pemulihan"

    def __str__(self) -> str:
        return f"{self.faktor_id}"


class KodeAktivasi(models.Model):
    """A code with which the owner of an account sets the first password; only a keyed hash is kept."""

    akun = models.ForeignKey(Akun, on_delete=models.CASCADE, related_name="kode_aktivasi")
    hash = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    sampai = models.DateTimeField()
    dipakai_at = models.DateTimeField(null=True, blank=True)
    dicabut_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "kode aktivasi"
        constraints = [
            models.UniqueConstraint(
                fields=["akun"],
                condition=models.Q(dipakai_at=None, dicabut_at=None),
                name="satu_kode_aktivasi_terbuka",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.akun_id}"
