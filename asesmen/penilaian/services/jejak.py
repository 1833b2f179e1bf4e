"""The audit trail's row for an act on a computation, and the wave's status that follows from it."""

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model

from asesmen.gelombang.queries import gelombang_get
from asesmen.gelombang.services import set_status
from asesmen.penilaian.models import Penghitungan
from asesmen.penilaian.rules.status import Status, jalan, status_gelombang
from pegawai.services import record_jejak


def record(
    penghitungan: Penghitungan,
    verb: str,
    ringkas: str,
    *,
    akun_id: int | None,
    at: datetime,
    alasan: str = "",
    data: dict[str, Any] | None = None,
) -> None:
    akun = get_user_model().objects.filter(pk=akun_id).first() if akun_id else None
    record_jejak(
        tindakan=f"penghitungan.{verb}",
        objek=f"penghitungan:{penghitungan.pk}",
        ringkas=ringkas,
        akun=akun,
        at=at,
        alasan=alasan,
        data={"gelombang": penghitungan.gelombang_id, "nomor": penghitungan.nomor} | (data or {}),
    )


def move_gelombang(gelombang_id: int, *, akun_id: int | None, at: datetime, alasan: str = "") -> None:
    """Bring the wave to where its furthest computation is, step by step."""
    states = Penghitungan.objects.filter(gelombang_id=gelombang_id).values_list("status", flat=True)
    gelombang = gelombang_get(gelombang_id)
    assert gelombang is not None
    for to in jalan(gelombang.status, status_gelombang({Status(s) for s in states})):
        set_status(gelombang_id=gelombang_id, to=to, akun_id=akun_id, at=at, alasan=alasan)
