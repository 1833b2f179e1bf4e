"""Jabatan with how many hold them; the rules that tell what a jabatan is, and what applying them would change."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from pegawai.models import AturanJabatan, Jabatan, Unit
from pegawai.rules.aturan_jabatan import BAWAAN, FAKTA, Aturan, JabatanDiputus, decide
from pegawai.rules.unit import JENIS_OPD


def jabatan_list(*, cari: str = "", jenis: str = "", kelompok: str = "", tetap: str = "") -> QuerySet[Any]:
    """Jabatan by name with `jumlah` holders; `tetap` is ya or tidak: fixed by an officer or left to the rules."""
    rows = Jabatan.objects.annotate(jumlah=Count("pegawai"))
    for kata in cari.split():
        rows = rows.filter(nama__icontains=kata)
    if jenis:
        rows = rows.filter(jenis=jenis)
    if kelompok:
        rows = rows.filter(kelompok=kelompok)
    if tetap:
        rows = rows.filter(is_tetap=tetap == "ya")
    return rows.order_by("nama", "pk")


def jabatan_get(jabatan_id: int) -> Jabatan | None:
    return Jabatan.objects.annotate(jumlah=Count("pegawai")).filter(pk=jabatan_id).first()


# ---------- Rules ----------


def aturan_jabatan_list() -> QuerySet[AturanJabatan]:
    return AturanJabatan.objects.order_by("urutan")


def aturan_jabatan_get(aturan_id: int) -> AturanJabatan | None:
    return AturanJabatan.objects.filter(pk=aturan_id).first()


def as_aturan(row: AturanJabatan) -> Aturan:
    hasil = {fakta: getattr(row, fakta) for fakta in FAKTA if getattr(row, fakta)}
    return Aturan(row.nama, tuple(row.pola.splitlines()), hasil, row.syarat)


def aturan_jabatan() -> list[Aturan]:
    """The rules in force, in their order: the office's, or the shipped ones where it has none. One query."""
    return [as_aturan(row) for row in aturan_jabatan_list()] or list(BAWAAN)


class Penentu:
    """Says what a jabatan is, by the rules in force. Two queries, once."""

    def __init__(self) -> None:
        self.aturan = aturan_jabatan()
        opd = Unit.objects.filter(jenis__in=list(JENIS_OPD), digabung_ke=None).order_by("pk")
        self.opd = [nama.lower() for nama in opd.values_list("nama", flat=True)]

    def decide(self, nama: str, asal: dict[str, str] | None = None) -> JabatanDiputus:
        return decide(nama, asal or {}, self.aturan, self.opd)


@dataclass(frozen=True)
class PerubahanJabatan:
    """What applying the rules would change on one jabatan: fact → (now, then)."""

    jabatan: Any
    perubahan: dict[str, tuple[str, str]]

    @property
    def pasangan(self) -> list[tuple[str, str, str]]:
        return [(fakta, *pair) for fakta, pair in self.perubahan.items()]


def jabatan_changes(rows: Iterable[Any] | None = None) -> list[PerubahanJabatan]:
    """Every jabatan that the rules in force judge otherwise than it stands, by name; fixed ones are left out."""
    penentu = Penentu()
    rows = jabatan_list(tetap="tidak") if rows is None else rows
    judged = ((row, penentu.decide(row.nama, row.asal).facts()) for row in rows)
    found = [
        PerubahanJabatan(
            row, {fakta: (getattr(row, fakta), isi) for fakta, isi in facts.items() if getattr(row, fakta) != isi}
        )
        for row, facts in judged
    ]
    return [row for row in found if row.perubahan]
