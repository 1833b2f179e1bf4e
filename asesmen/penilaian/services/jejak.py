"""The audit trail's row for an act on a computation, and the wave's status that follows from it."""

from datetime import datetime
from typing import Any

from asesmen.gelombang.queries import gelombang_get
from asesmen.gelombang.services import set_status
from asesmen.penilaian.models import Penghitungan
from asesmen.penilaian.rules.status import Status, jalan, status_gelombang
from pegawai.services import record_by


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
    record_by(
        f"penghitungan.{verb}",
        f"penghitungan:{penghitungan.pk}",
        ringkas,
        akun_id=akun_id,
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
