"""All answers of a wave at once: what scoring freezes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from asesmen.ujian.models import Jawaban, Pengerjaan


@dataclass(frozen=True)
class JawabanPeserta:
    """One sitting that began. `jawaban`: item version → what was answered, without cleared ones; `versi`: the paper."""

    peserta_id: int
    pengerjaan_id: UUID
    status: str
    jawaban: dict[int, Any] = field(default_factory=dict)
    versi: tuple[int, ...] = ()
    finished_at: datetime | None = None


def jawaban_rows(gelombang_id: int, peserta_ids: Iterable[int] | None = None) -> list[JawabanPeserta]:
    """Every sitting of a wave that began, with its answers, in order of participants. Two queries."""
    sittings = Pengerjaan.objects.filter(peserta__gelombang_id=gelombang_id).exclude(status=Pengerjaan.Status.SIAP)
    answers = Jawaban.objects.filter(pengerjaan__peserta__gelombang_id=gelombang_id, nilai__isnull=False)
    if peserta_ids is not None:
        ids = list(peserta_ids)
        sittings = sittings.filter(peserta_id__in=ids)
        answers = answers.filter(pengerjaan__peserta_id__in=ids)
    found: dict[UUID, dict[int, Any]] = defaultdict(dict)
    for pengerjaan_id, versi_id, nilai in answers.order_by().values_list("pengerjaan_id", "versi_id", "nilai"):
        found[pengerjaan_id][versi_id] = nilai
    rows = sittings.order_by("peserta_id").values_list("peserta_id", "id", "status", "versi_ids", "finished_at")
    return [
        JawabanPeserta(peserta_id, pk, status, found.get(pk, {}), tuple(versi), finished_at)
        for peserta_id, pk, status, versi, finished_at in rows
    ]
