"""Marking by the rubric: drafts, the finished marking, and opening it again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from asesmen.penugasan.models import Kiriman, NilaiKriteria
from pegawai.services import record_by


class KirimanNotSent(ValidationError):
    def __init__(self) -> None:
        super().__init__("Peserta belum mengirim tugasnya, jadi belum ada yang dapat dinilai.", code="not_sent")


class NilaiFinished(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Penilaian ini sudah diselesaikan. Buka lagi dengan alasan bila perlu diubah.", code="finished"
        )


class NilaiNotFinished(ValidationError):
    def __init__(self) -> None:
        super().__init__("Penilaian ini belum diselesaikan, jadi tidak perlu dibuka lagi.", code="not_finished")


class NilaiIncomplete(ValidationError):
    def __init__(self, names: list[str]) -> None:
        super().__init__(
            f"Belum dapat diselesaikan. Beri level untuk: {'; '.join(names)}. Draf Anda tersimpan.", code="incomplete"
        )


@dataclass(frozen=True)
class Isian:
    """What the assessor wrote for one criterion; no level yet is None."""

    level: int | None
    catatan: str = ""


@transaction.atomic
def save_nilai(
    *, kiriman_id: int, isian: Mapping[int, Isian], umpan_balik: str, akun_id: int | None, at: datetime
) -> Kiriman:
    """Keep a draft by criterion id; unknown criteria are ignored. Raises KirimanNotSent, NilaiFinished."""
    kiriman = _locked(kiriman_id)
    known = set(kiriman.penugasan.tugas.kriteria.values_list("pk", flat=True))
    NilaiKriteria.objects.bulk_create(
        [
            NilaiKriteria(kiriman=kiriman, kriteria_id=kriteria_id, level=row.level, catatan=row.catatan)
            for kriteria_id, row in isian.items()
            if kriteria_id in known
        ],
        update_conflicts=True,
        unique_fields=["kiriman", "kriteria"],
        update_fields=["level", "catatan"],
    )
    kiriman.umpan_balik = umpan_balik
    kiriman.save(update_fields=["umpan_balik"])
    levels = {str(k): row.level for k, row in isian.items() if k in known}
    record_by(
        "nilai.simpan",
        f"kiriman:{kiriman_id}",
        "Draf penilaian disimpan",
        akun_id=akun_id,
        at=at,
        data={"level": levels},
    )
    return kiriman


@transaction.atomic
def finish_nilai(*, kiriman_id: int, akun_id: int | None, at: datetime) -> Kiriman:
    """Make the draft final: its levels enter the next computation.

    Raises KirimanNotSent, NilaiFinished, NilaiIncomplete.
    """
    kiriman = _locked(kiriman_id)
    levels = dict(kiriman.nilai.values_list("kriteria_id", "level"))
    lacking = [k.nama for k in kiriman.penugasan.tugas.kriteria.all() if levels.get(k.pk) is None]
    if lacking:
        raise NilaiIncomplete(lacking)
    kiriman.status, kiriman.marked_at = Kiriman.Status.DINILAI, at
    kiriman.save(update_fields=["status", "marked_at"])
    record_by(
        "nilai.selesaikan",
        f"kiriman:{kiriman_id}",
        "Penilaian diselesaikan",
        akun_id=akun_id,
        at=at,
        data={"level": levels},
    )
    return kiriman


@transaction.atomic
def reopen_nilai(*, kiriman_id: int, alasan: str, akun_id: int | None, at: datetime) -> Kiriman:
    """Turn a finished marking into a draft; results already computed stay as they are. Raises NilaiNotFinished."""
    kiriman = Kiriman.objects.select_for_update().get(pk=kiriman_id)
    if kiriman.status != Kiriman.Status.DINILAI:
        raise NilaiNotFinished
    kiriman.status, kiriman.marked_at = Kiriman.Status.DIKIRIM, None
    kiriman.save(update_fields=["status", "marked_at"])
    ringkas = "Penilaian dibuka lagi"
    record_by("nilai.buka_lagi", f"kiriman:{kiriman_id}", ringkas, akun_id=akun_id, at=at, alasan=alasan)
    return kiriman


def _locked(kiriman_id: int) -> Kiriman:
    kiriman = Kiriman.objects.select_for_update(of=("self",)).select_related("penugasan__tugas").get(pk=kiriman_id)
    if kiriman.status == Kiriman.Status.BELUM:
        raise KirimanNotSent
    if kiriman.status == Kiriman.Status.DINILAI:
        raise NilaiFinished
    return kiriman
