"""Versions as participants read them, and, apart from that, their keys."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from asesmen.bank.models import KunciButir, VersiButir
from asesmen.bank.rules.kunci import KunciRow


def butir_content(version_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Version id → {"kode", "tipe", "format", "stimulus", "pertanyaan", "opsi", "kompetensi"}: no key, weight or
    explanation."""
    rows = VersiButir.objects.filter(pk__in=list(version_ids)).values_list(
        "id", "butir__kode", "tipe", "format", "stimulus", "pertanyaan", "opsi", "butir__kompetensi__kode"
    )
    return {
        pk: {
            "kode": kode,
            "tipe": tipe,
            "format": form,
            "stimulus": stimulus,
            "pertanyaan": pertanyaan,
            "opsi": [{"kode": o["kode"], "teks": o["teks"]} for o in opsi],
            "kompetensi": kompetensi,
        }
        for pk, kode, tipe, form, stimulus, pertanyaan, opsi, kompetensi in rows
    }


def kunci_rows(version_ids: Iterable[int]) -> dict[int, KunciRow]:
    """Version id → its newest key. Secret: for scoring, never for a page that a participant can open."""
    rows = newest_keys(version_ids).values_list(
        "id",
        "versi_id",
        "versi__tipe",
        "cara",
        "poin",
        "versi__butir__kompetensi__kode",
        "kunci",
        "bobot",
        "diterima",
        "toleransi",
    )
    return {row[1]: _kunci(*row) for row in rows}


def newest_keys(version_ids: Iterable[int]) -> QuerySet[KunciButir]:
    return KunciButir.objects.filter(versi_id__in=list(version_ids)).order_by("versi_id", "-nomor").distinct("versi_id")


def newest_version(column: str = "id") -> Subquery:
    """A column of an item's newest version, for annotating Butir."""
    return Subquery(VersiButir.objects.filter(butir=OuterRef("pk")).order_by("-nomor").values(column)[:1])


def _kunci(
    kunci_id: int,
    versi_id: int,
    tipe: str,
    cara: str,
    poin: Decimal,
    kompetensi: str,
    kunci: list[str],
    bobot: dict[str, str],
    diterima: list[str],
    toleransi: Decimal | None,
) -> KunciRow:
    weights = {letter: Decimal(weight) for letter, weight in bobot.items()}
    return KunciRow(kunci_id, versi_id, tipe, cara, poin, kompetensi, tuple(kunci), weights, tuple(diterima), toleransi)
