"""Nudges: prepare papers as a job, close what is overdue."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from antrean.services import Progress, handler
from asesmen.ujian import services


@handler("ujian.siapkan_naskah")
def siapkan_naskah(progress: Progress, *, gelombang_id: int, **_newer: Any) -> dict[str, Any]:
    begun: list[int] = []

    def on_step(done: int, total: int) -> None:
        if not begun:
            begun.append(total)
            progress.start(total, "Mengundi butir")
        progress.step(done)

    done = services.prepare_naskah(gelombang_id=gelombang_id, at=timezone.now(), on_step=on_step)
    return {
        "Naskah baru": done.dibuat,
        "Naskah diperbarui": done.diperbarui,
        "Tidak berubah": done.tetap,
        "Dihapus": done.dihapus,
    }


@shared_task(name="ujian.sweep_pengerjaan")
def sweep_pengerjaan(**_newer: object) -> None:
    # The database's clock, as for every save: a worker whose own clock is fast must end nobody early.
    at = services.database_now()
    services.sweep(at=at)
    services.forget_old(at=at)
