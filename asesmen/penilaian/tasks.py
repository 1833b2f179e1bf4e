"""The job that computes a wave."""

from typing import Any

from django.utils import timezone

from antrean.formats.teks import count_text
from antrean.services import Progress, handler
from asesmen.penilaian import services


@handler("penilaian.hitung")
def hitung(progress: Progress, *, penghitungan_id: str, **_newer: object) -> dict[str, Any]:
    done = services.hitung(penghitungan_id=penghitungan_id, at=timezone.now(), progress=progress)
    left = len(done.catatan)
    return {
        "kalimat": f"{count_text(done.hasil_count)} hasil dari {count_text(done.peserta_count)} peserta, "
        f"{count_text(left)} tanpa hasil. Periksa, lalu minta pengesah mengesahkan.",
        "peserta": done.peserta_count,
        "hasil": done.hasil_count,
        "tanpa_hasil": left,
    }
