"""What a page that watches a job is told: the JSON that static/js/kemajuan.js reads."""

from datetime import datetime
from typing import Protocol

from antrean.formats.teks import progress_text


class Kerja(Protocol):
    """The columns of a job's row that say how far it is."""

    status: str
    total: int
    done: int
    keterangan: str
    galat: str
    tautan: str
    started_at: datetime | None


def state_of(job: Kerja, at: datetime) -> dict[str, str | int]:
    """Return status, counts, one sentence and, at the end, where the result is."""
    return {
        "status": job.status,
        "done": job.done,
        "total": job.total,
        "kalimat": sentence_of(job, at),
        "tautan": job.tautan if job.status == "selesai" else "",
    }


def sentence_of(job: Kerja, at: datetime) -> str:
    if job.status == "gagal":
        return job.galat or job.keterangan
    if job.status == "antre":
        return job.keterangan or "menunggu giliran"
    if job.status != "berjalan" or not job.total:
        return job.keterangan
    progress = progress_text(done=job.done, total=job.total, elapsed=at - job.started_at if job.started_at else None)
    return " · ".join(filter(None, [progress, job.keterangan]))
