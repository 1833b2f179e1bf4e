"""The audit trail's row for a change on development."""

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model

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
