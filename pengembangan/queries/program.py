"""The catalogue of programmes."""

from django.db.models import Count, Q, QuerySet

from pengembangan.models import ProgramDiklat
from pengembangan.rules.kecocokan import Program


def program_rows() -> list[Program]:
    """Every programme as plain data, by code: what fitting works on. Two queries."""
    return [
        Program(
            id=p.pk,
            kode=p.kode,
            nama=p.nama,
            jp=p.jp,
            dari_level=p.dari_level,
            ke_level=p.ke_level,
            kompetensi=frozenset(k.kode for k in p.kompetensi.all()),
            bentuk=p.bentuk,
        )
        for p in ProgramDiklat.objects.prefetch_related("kompetensi").order_by("kode")
    ]


def program_list(*, cari: str = "", kode: str = "", jenis: str = "") -> QuerySet[ProgramDiklat]:
    """Programmes by code, each with angkatan_count and its competencies."""
    rows = ProgramDiklat.objects.prefetch_related("kompetensi").annotate(
        angkatan_count=Count("angkatan", distinct=True)
    )
    if kode:
        rows = rows.filter(kompetensi__kode=kode)
    if jenis:
        rows = rows.filter(jenis=jenis)
    for word in cari.split():
        rows = rows.filter(Q(nama__icontains=word) | Q(kode__icontains=word) | Q(bentuk__icontains=word))
    return rows.order_by("kode")


def program_get(program_id: int) -> ProgramDiklat | None:
    return ProgramDiklat.objects.prefetch_related("kompetensi").filter(pk=program_id).first()
