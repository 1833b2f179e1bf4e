"""Imports and their rows."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from pegawai.models import BarisImpor, Impor
from pegawai.rules.kolom import HASIL, PEGAWAI, normalise
from pegawai.rules.nip import clean_nip

Keadaan = BarisImpor.Keadaan
REGISTRI = ("pegawai", "hasil")
TAMPILAN = ("masalah", "ditolak", "peringatan", "usulan", "baru", "berubah", "tetap", "semua")
FIELDS = {"pegawai": PEGAWAI, "hasil": HASIL}


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


def baris_impor(impor_id: int, tampil: str, *, kolom: str = "", cari: str = "") -> QuerySet[BarisImpor]:
    """Rows of an import in the order of the file.

    `tampil` is one of TAMPILAN; `kolom` keeps those with a trouble in that column, `cari` those with a name or NIP.
    """
    rows = BarisImpor.objects.filter(impor_id=impor_id).order_by("nomor")
    if kolom:
        rows = rows.filter(masalah__contains=[{"column": kolom}])
    if cari:
        rows = rows.filter(Q(data__nama__icontains=cari) | Q(data__nip__icontains=clean_nip(cari) or cari))
    if tampil == "masalah":
        return rows.filter(has_masalah=True)
    if tampil == "peringatan":
        return rows.filter(has_masalah=True).exclude(keadaan=Keadaan.DITOLAK)
    if tampil == "usulan":
        # Also the answered ones: an answer may be taken back while the import is a preview.
        return rows.filter(data__has_key="usul")
    return rows.filter(keadaan=tampil) if tampil in Keadaan.values else rows


def masalah_of(impor_id: int) -> list[tuple[int, list[dict[str, Any]]]]:
    """(row number, troubles) of every row that has one."""
    return list(baris_impor(impor_id, "masalah").values_list("nomor", "masalah"))


@dataclass(frozen=True)
class BarisPerbaikan:
    """A row to mend: its cells as written, by header, and what is wrong with each; `lain` is about no one cell."""

    nomor: int
    sel: list[str]
    alasan: dict[str, str]
    lain: str = ""


@dataclass(frozen=True)
class Perbaikan:
    """What a workbook of corrections holds. `unit` stood above the file's table where the whole list is of one unit."""

    judul: list[str]
    baris: list[BarisPerbaikan] = field(default_factory=list)
    unit: str = ""


def perbaikan_of(impor: Impor) -> Perbaikan:
    """The rows that were not written or would not be: refused ones and those that wait for a decision."""
    headers: list[str] = impor.ringkasan["urutan"]
    named = _readable(impor, headers)
    rows = BarisImpor.objects.filter(impor_id=impor.pk, keadaan__in=[Keadaan.DITOLAK, Keadaan.USULAN])
    found = [_perbaikan(headers, named, *row) for row in rows.order_by("nomor").values_list("nomor", "data", "masalah")]
    return Perbaikan([named[header] for header in headers], found, impor.ringkasan.get("unit_judul", ""))


def _readable(impor: Impor, headers: list[str]) -> dict[str, str]:
    """Header of the file → header of the corrections: one that only the officer's mapping knows gets a known name."""
    fields = FIELDS.get(impor.jenis, {})
    by_header = {header: name for name, header in impor.ringkasan["judul"].items()}
    named = {}
    for header in headers:
        known = fields.get(by_header.get(header, ""), ())
        is_known = not known or normalise(header) in {normalise(name) for name in known}
        named[header] = header if is_known else known[0].upper()
    return named


def _perbaikan(
    headers: list[str], named: dict[str, str], nomor: int, data: dict[str, Any], masalah: list[dict[str, Any]]
) -> BarisPerbaikan:
    cells = [data.get("asal", {}).get(header, "") for header in headers]
    reasons: dict[str, str] = {}
    for trouble in masalah:
        column = named.get(trouble["column"], "")
        message = trouble["message"] if column else f"{trouble['column']}: {trouble['message']}"
        reasons[column] = f"{reasons[column]} {message}" if column in reasons else message
    return BarisPerbaikan(nomor, cells, reasons, reasons.pop("", ""))


def applied_before(impor: Impor) -> Impor | None:
    """The newest application of a file with the same content, if there is one."""
    return (
        Impor.objects.filter(sha256=impor.sha256, jenis=impor.jenis, status=Impor.Status.DITERAPKAN)
        .exclude(pk=impor.pk)
        .order_by("-applied_at")
        .first()
    )
