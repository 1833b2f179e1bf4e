"""Imports and their rows."""

from typing import Any

from django.db.models import QuerySet

from pegawai.models import BarisImpor, Impor

Keadaan = BarisImpor.Keadaan
REGISTRI = ("pegawai", "hasil")
TAMPILAN = ("masalah", "ditolak", "peringatan", "baru", "berubah", "tetap", "semua")


def impor_list(jenis: tuple[str, ...] = REGISTRI, *, cari: str = "", status: str = "") -> QuerySet[Impor]:
    """Imports of these kinds, newest first, with who made them; `cari` is part of a file's name."""
    rows = Impor.objects.filter(jenis__in=jenis).select_related("akun")
    if cari:
        rows = rows.filter(berkas_nama__icontains=cari)
    if status:
        rows = rows.filter(status=status)
    return rows.order_by("-created_at", "-id")


def impor_get(impor_id: int, jenis: tuple[str, ...] = REGISTRI) -> Impor | None:
    return Impor.objects.filter(pk=impor_id, jenis__in=jenis).select_related("akun").first()


def baris_impor(impor_id: int, tampil: str) -> QuerySet[BarisImpor]:
    """Rows of an import in the order of the file; `tampil` is one of TAMPILAN."""
    rows = BarisImpor.objects.filter(impor_id=impor_id).order_by("nomor")
    if tampil == "masalah":
        return rows.filter(has_masalah=True)
    if tampil == "peringatan":
        return rows.filter(has_masalah=True).exclude(keadaan=Keadaan.DITOLAK)
    return rows.filter(keadaan=tampil) if tampil in Keadaan.values else rows


def masalah_of(impor_id: int) -> list[tuple[int, list[dict[str, Any]]]]:
    """(row number, troubles) of every row that has one."""
    return list(baris_impor(impor_id, "masalah").values_list("nomor", "masalah"))


def perbaikan_rows(impor: Impor) -> tuple[list[str], list[tuple[int, list[str], str]]]:
    """Headers of the file, and each refused row as (row number, cells as written, reasons)."""
    rows = baris_impor(impor.pk, Keadaan.DITOLAK).values_list("nomor", "data", "masalah")
    headers = impor.ringkasan["urutan"]
    return headers, [
        (
            nomor,
            [data.get("asal", {}).get(header, "") for header in headers],
            " ".join(f"{m['column']}: {m['message']}" for m in masalah),
        )
        for nomor, data, masalah in rows
    ]


def applied_before(impor: Impor) -> Impor | None:
    """The newest application of a file with the same content, if there is one."""
    return (
        Impor.objects.filter(sha256=impor.sha256, jenis=impor.jenis, status=Impor.Status.DITERAPKAN)
        .exclude(pk=impor.pk)
        .order_by("-applied_at")
        .first()
    )
