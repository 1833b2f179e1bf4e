"""Accounts of staff and officials, and the roles granted to them."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.utils.crypto import salted_hmac

from pegawai.rules.peran import Peran


class AkunManager(BaseUserManager["Akun"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Akun":
        akun = self.model(username=username, **fields)
        akun.set_password(password)
        akun.save(using=self._db)
        return akun

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "Akun":
        return self.create_user(username, password, is_superuser=True, **fields)


class Akun(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in with a password. `pegawai` is empty for people outside the registry (a Bupati)."""

    username = models.CharField("nama pengguna", max_length=60, unique=True)
    nama = models.CharField("nama", max_length=150)
    email = models.EmailField("surel", blank=True)
    pegawai = models.OneToOneField(
        "pegawai.Pegawai", on_delete=models.PROTECT, null=True, blank=True, related_name="akun"
    )
    is_active = models.BooleanField("aktif", default=True)
    must_change_password = models.BooleanField("wajib ganti sandi", default=False)
    sandi_sampai = models.DateTimeField("sandi awal berlaku sampai", null=True, blank=True)
    sesi_ke = models.PositiveIntegerField("putaran sesi", default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AkunManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["nama"]

    class Meta:
        verbose_name = "akun"
        ordering = ["nama"]

    def __str__(self) -> str:
        return self.nama

    @property
    def is_staff(self) -> bool:
        return self.is_superuser

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        """Besides the password the round of sessions counts: a higher `sesi_ke` ends every session of the account."""
        return salted_hmac(
            "pegawai.Akun.sesi", f"{self.password} {self.sesi_ke}", secret=secret, algorithm="sha256"
        ).hexdigest()


class PemberianPeran(models.Model):
    """One role of one account, for a unit and all below it (or everywhere), from a day until a day."""

    akun = models.ForeignKey(Akun, on_delete=models.CASCADE, related_name="peran_diberikan")
    peran = models.CharField("peran", max_length=20, choices=Peran.choices())
    unit = models.ForeignKey("pegawai.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    dari = models.DateField("berlaku dari")
    sampai = models.DateField("berlaku sampai", null=True, blank=True)
    diberikan_oleh = models.ForeignKey(Akun, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "pemberian peran"
        ordering = ["akun_id", "peran"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sampai=None) | Q(sampai__gte=F("dari")), name="peran_dari_sebelum_sampai"
            ),
            ExclusionConstraint(
                name="peran_tidak_ganda",
                expressions=[
                    ("akun", RangeOperators.EQUAL),
                    ("peran", RangeOperators.EQUAL),
                    (Coalesce("unit_id", Value(0)), RangeOperators.EQUAL),
                    (Func(F("dari"), F("sampai"), Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.akun_id}: {self.peran}"
