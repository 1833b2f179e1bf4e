"""The audit trail's rows for changes on assignments: by an account, or by a participant, who has none."""

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model

from asesmen.penugasan.models import Kiriman
from pegawai.services import record_jejak


def record(
    tindakan: str,
    objek: str,
    ringkas: str,
    *,
    akun_id: int | None,
    at: datetime,
    alasan: str = "",
    data: dict[str, Any] | None = None,
) -> None:
    akun = get_user_model().objects.filter(pk=akun_id).first() if akun_id else None
    record_jejak(tindakan=tindakan, objek=objek, ringkas=ringkas, akun=akun, at=at, alasan=alasan, data=data)


def record_peserta(
    tindakan: str, kiriman: Kiriman, ringkas: str, *, at: datetime, data: dict[str, Any] | None = None
) -> None:
    aktor = f"Peserta {kiriman.peserta.nomor}"
    record_jejak(tindakan=tindakan, objek=f"kiriman:{kiriman.pk}", ringkas=ringkas, aktor=aktor, at=at, data=data)
