"""Reading the audit trail."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from antrean.formats.teks import clock_text, short_date_text
from pegawai.models import Jejak, Pegawai
from pegawai.rules.jejak import label_objek, label_tindakan, value_text

NIP = re.compile(r"[0-9]{18}")


def jejak_list(
    *,
    cari: str = "",
    pelaku: str = "",
    tindakan: str = "",
    objek: str = "",
    dari: datetime | None = None,
    sampai: datetime | None = None,
) -> QuerySet[Jejak]:
    """Rows newest first.

    `tindakan` is a noun ("impor") or "noun.verb"; `objek` a noun, "noun:id", or a person's NIP; `sampai` is excluded.
    """
    rows = Jejak.objects.annotate(nomor=F("segel__nomor"), sidik=F("segel__sidik")).order_by("-at", "-id")
    if pelaku:
        rows = rows.filter(Q(aktor__icontains=pelaku) | Q(akun__username__iexact=pelaku))
    if objek:
        rows = rows.filter(_objek(objek))
    if cari:
        words = (
            Q(ringkas__icontains=cari) | Q(aktor__icontains=cari) | Q(objek__iexact=cari) | Q(alasan__icontains=cari)
        )
        rows = rows.filter(words)
    if tindakan:
        rows = rows.filter(Q(tindakan=tindakan) | Q(tindakan__startswith=f"{tindakan}."))
    if dari:
        rows = rows.filter(at__gte=dari)
    return rows.filter(at__lt=sampai) if sampai else rows


def _objek(asked: str) -> Q:
    """What happened to this object. A person is found by NIP too: what was noted on their account counts as theirs."""
    digits = asked.replace(" ", "")
    if NIP.fullmatch(digits):
        ids = Pegawai.objects.filter(nip=digits).values_list("pk", "akun__pk")
        keys = [f"{noun}:{pk}" for row in ids for noun, pk in zip(("pegawai", "akun"), row, strict=True) if pk]
        return Q(objek__in=keys)
    noun = asked.strip().lower().replace(" ", "_")
    return Q(objek=noun) | Q(objek__startswith=f"{noun}:")


def tindakan_list() -> list[str]:
    """Every kind of act in the trail, by name."""
    return list(Jejak.objects.order_by("tindakan").values_list("tindakan", flat=True).distinct())


def jejak_ekspor(rows: Iterable[Any]) -> Iterator[list[str | int | None]]:
    """Cells for the workbook: number in the chain, then who, what, when, whence, and the row's seal."""
    for row in rows:
        local = timezone.localtime(row.at)
        yield [
            row.nomor,
            f"{short_date_text(local.date())} {clock_text(local, with_seconds=True)}",
            row.aktor,
            row.peran,
            label_tindakan(row.tindakan),
            label_objek(row.objek) if row.objek else "",
            row.ringkas,
            row.alasan,
            value_text(row.sebelum),
            value_text(row.sesudah),
            value_text(row.data or None),
            row.alamat,
            row.permintaan,
            bytes(row.sidik or b"").hex(),
        ]
