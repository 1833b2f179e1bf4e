"""What a proctor sees: one line per sitting of a room, in one cheap query."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from asesmen.ujian.models import Pengerjaan, TindakanProktor
from asesmen.ujian.rules import Kursi, deadline, seat_state


@dataclass(frozen=True)
class KeadaanKursi:
    """One participant of a room. `umur`: seconds since the last sign of life, None before any."""

    peserta_id: int
    pengerjaan_id: UUID
    keadaan: Kursi
    dijawab: int
    butir: int
    umur: int | None
    deadline: datetime | None
    finished_at: datetime | None
    finish_kind: str
    perangkat: str
    is_bebas: bool


def keadaan_ruang(ruang_sesi_id: int, at: datetime) -> dict[int, KeadaanKursi]:
    """participant → state, of everybody who sits in this room of this session. One query."""
    rows = (
        Pengerjaan.objects.filter(peserta__penempatan__ruang_sesi_id=ruang_sesi_id)
        .annotate(
            dijawab=Count("jawaban", filter=Q(jawaban__nilai__isnull=False)),
            seen=Greatest("last_seen_at", Max("jawaban__saved_at")),
            kehadiran=Coalesce(Max("peserta__penempatan__kehadiran"), "status"),
        )
        .values(
            *("peserta_id", "pk", "status", "butir_count", "durasi", "tambahan", "jeda", "dijeda_at", "tenggang"),
            *("batas_sesi", "rules_read_at", "started_at", "finished_at", "finish_kind", "perangkat", "lease"),
            *("dijawab", "seen", "kehadiran"),
        )
        .order_by()
    )
    return {row["peserta_id"]: _keadaan(row, at) for row in rows}


def _keadaan(row: dict, at: datetime) -> KeadaanKursi:
    limit = None
    if row["started_at"] is not None:
        names = ("batas_sesi", "started_at", "durasi", "tambahan", "jeda")
        limit = deadline(**{name: row[name] for name in names})
    seen = row["seen"]
    return KeadaanKursi(
        peserta_id=row["peserta_id"],
        pengerjaan_id=row["pk"],
        keadaan=seat_state(
            status=row["status"],
            is_present=row["kehadiran"] == "hadir" or row["rules_read_at"] is not None,
            answered=row["dijawab"],
            last_seen=seen,
            is_paused=row["dijeda_at"] is not None,
            is_over=limit is not None and at > limit + timedelta(seconds=row["tenggang"]),
            at=at,
        ),
        dijawab=row["dijawab"],
        butir=row["butir_count"],
        umur=None if seen is None else max(0, int((at - seen).total_seconds())),
        deadline=limit,
        finished_at=row["finished_at"],
        finish_kind=row["finish_kind"],
        perangkat=row["perangkat"],
        is_bebas=row["lease"] == "",
    )


def tindakan_list(ruang_sesi_id: int) -> QuerySet[TindakanProktor]:
    """What was done in this room, newest first, with who did it and for whom."""
    return TindakanProktor.objects.filter(ruang_sesi_id=ruang_sesi_id).select_related(
        "akun", "pengerjaan__peserta__penempatan"
    )
