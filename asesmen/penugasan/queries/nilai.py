"""What an assessor sees, and the levels that finished markings give to a wave."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from asesmen.penugasan.models import Kiriman, NilaiKriteria
from asesmen.penugasan.rules.nilai import LEVEL, LevelTugas, Mark, level_per_kompetensi


@dataclass(frozen=True)
class KriteriaIsian:
    """One criterion of the rubric with what was marked so far. `deskriptor` pairs level and its words, 1 to 5."""

    id: int
    urut: int
    nama: str
    kompetensi_kode: str
    kompetensi_nama: str
    bobot: int
    deskriptor: tuple[tuple[int, str], ...]
    level: int | None
    catatan: str


def menilai_list(asesor_id: int, *, keadaan: str = "") -> QuerySet[Kiriman]:
    """What this account marks, the nearest deadline first. `keadaan`: perlu (sent, not marked), dinilai, belum."""
    rows = Kiriman.objects.filter(asesor_id=asesor_id).select_related(
        "penugasan__tugas", "penugasan__gelombang", "peserta"
    )
    conditions = {
        "perlu": Q(status=Kiriman.Status.DIKIRIM),
        "dinilai": Q(status=Kiriman.Status.DINILAI),
        "belum": Q(status=Kiriman.Status.BELUM),
    }
    return rows.filter(conditions.get(keadaan, Q())).order_by("penugasan__tenggat", "peserta__nomor")


def kiriman_dinilai_by(kiriman_id: int, asesor_id: int) -> Kiriman | None:
    """A submission that this account was named to mark, else None."""
    return (
        Kiriman.objects.select_related("penugasan__tugas", "penugasan__gelombang", "peserta")
        .filter(pk=kiriman_id, asesor_id=asesor_id)
        .first()
    )


def rubrik_rows(kiriman: Kiriman) -> list[KriteriaIsian]:
    """The rubric in its order with the marks so far. Two queries."""
    marked = {n.kriteria_id: n for n in kiriman.nilai.all()}
    rows = []
    for k in kiriman.penugasan.tugas.kriteria.select_related("kompetensi"):
        nilai = marked.get(k.pk)
        rows.append(
            KriteriaIsian(
                id=k.pk,
                urut=k.urut,
                nama=k.nama,
                kompetensi_kode=k.kompetensi.kode,
                kompetensi_nama=k.kompetensi.nama,
                bobot=k.bobot,
                deskriptor=tuple((n, k.deskriptor.get(str(n), "")) for n in LEVEL),
                level=nilai.level if nilai else None,
                catatan=nilai.catatan if nilai else "",
            )
        )
    return rows


def level_rows(gelombang_id: int) -> dict[int, dict[str, LevelTugas]]:
    """peserta id → competency code → level, from finished markings only. One query."""
    marks: dict[int, list[Mark]] = defaultdict(list)
    rows = NilaiKriteria.objects.filter(
        kiriman__penugasan__gelombang_id=gelombang_id, kiriman__status=Kiriman.Status.DINILAI
    ).order_by("kiriman__peserta_id", "kriteria__tugas_id", "kriteria__urut")
    for peserta_id, kode, nama, bobot, level in rows.values_list(
        "kiriman__peserta_id", "kriteria__kompetensi__kode", "kriteria__nama", "kriteria__bobot", "level"
    ):
        if level is not None:
            marks[peserta_id].append(Mark(kompetensi=kode, kriteria=nama, bobot=bobot, level=level))
    return {peserta_id: level_per_kompetensi(found) for peserta_id, found in marks.items()}
