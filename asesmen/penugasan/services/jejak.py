"""The audit trail's row for what a participant did to a submission: participants have no account."""

from datetime import datetime
from typing import Any

from asesmen.penugasan.models import Kiriman
from pegawai.services import record_jejak


def record_peserta(
    tindakan: str, kiriman: Kiriman, ringkas: str, *, at: datetime, data: dict[str, Any] | None = None
) -> None:
    aktor = f"Peserta {kiriman.peserta.nomor}"
    record_jejak(tindakan=tindakan, objek=f"kiriman:{kiriman.pk}", ringkas=ringkas, aktor=aktor, at=at, data=data)
