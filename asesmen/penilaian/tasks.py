"""The job that computes a wave."""

from typing import Any

from django.utils import timezone

from antrean.services import Progress, handler
from asesmen.penilaian import services


@handler("penilaian.hitung")
def hitung(progress: Progress, *, penghitungan_id: str, **_newer: object) -> dict[str, Any]:
    done = services.hitung(penghitungan_id=penghitungan_id, at=timezone.now(), progress=progress)
    return {"peserta": done.peserta_count, "hasil": done.hasil_count, "tanpa_hasil": len(done.catatan)}
