"""The item bank as a list, and one item as a page shows it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from asesmen.bank.models import Butir, KunciButir, VersiButir
from asesmen.bank.queries.butir import newest_version

URUT = {
    "kode": "kode",
    "-kode": "-kode",
    "kompetensi": "kompetensi__urut",
    "-kompetensi": "-kompetensi__urut",
    "level": "level",
    "-level": "-level",
    "diperbarui": "diperbarui",
    "-diperbarui": "-diperbarui",
}


@dataclass(frozen=True)
class ButirRinci:
    """An item with its versions, the newest first. No key is in here."""

    butir: Butir
    versi: VersiButir | None
    riwayat: tuple[VersiButir, ...]
    has_kunci: bool


def butir_rows(
    *, cari: str = "", kompetensi: str = "", level: str = "", tipe: str = "", aktif: str = "", urut: str = ""
) -> QuerySet[Butir]:
    """Items with `tipe`, `pertanyaan`, `format`, `nomor` of their newest version; empty filters mean all. One query."""
    found = Butir.objects.select_related("kompetensi").annotate(
        tipe=newest_version("tipe"),
        pertanyaan=newest_version("pertanyaan"),
        format=newest_version("format"),
        stimulus=newest_version("stimulus"),
        nomor=newest_version("nomor"),
        diperbarui=newest_version("created_at"),
    )
    if cari:
        found = found.filter(Q(kode__icontains=cari) | Q(pertanyaan__icontains=cari) | Q(stimulus__icontains=cari))
    wanted: dict[str, Any] = {"kompetensi__kode": kompetensi, "level": level, "tipe": tipe}
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    if aktif:
        found = found.filter(is_aktif=aktif == "ya")
    order = URUT.get(urut, "kode")
    return found.order_by(order, "kode") if order.strip("-") != "kode" else found.order_by(order)


def bank_is_empty() -> bool:
    return not Butir.objects.exists()


def butir_get(butir_id: int) -> ButirRinci | None:
    butir = Butir.objects.select_related("kompetensi").filter(pk=butir_id).first()
    if butir is None:
        return None
    has_key = Exists(KunciButir.objects.filter(versi=OuterRef("pk")))
    versions = tuple(butir.versi.annotate(has_kunci=has_key, kode=F("butir__kode")).order_by("-nomor"))
    newest = versions[0] if versions else None
    return ButirRinci(butir, newest, versions, bool(newest and newest.has_kunci))


def butir_counts() -> dict[str, int]:
    """Competency code → active items that a paper could draw (with a key)."""
    has_key = Exists(KunciButir.objects.filter(versi__butir=OuterRef("pk")))
    codes = Butir.objects.filter(has_key, is_aktif=True).values_list("kompetensi__kode", flat=True)
    counts: dict[str, int] = {}
    for code in codes:
        counts[code] = counts.get(code, 0) + 1
    return counts
